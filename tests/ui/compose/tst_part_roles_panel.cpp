#include "tests/support/ensemble.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/roll/part_identity.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;
using generation::PartRole;

/// What becomes of parts in the next takes.
class TestPartRolesPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<PartRolesPanel> panel_;
    const std::shared_ptr<const midi::Piece> piece_ = std::make_shared<const midi::Piece>(test::ensemble(4));

    void choose(int part, PartRole role) const
    {
        panel_->findChild<QComboBox*>(u"partRole%1"_s.arg(part))->setCurrentIndex(static_cast<int>(role));
    }
    void chooseForAll(PartRole role) const
    {
        panel_->findChild<QAction*>(u"allPartRoles%1"_s.arg(static_cast<int>(role)))->trigger();
    }
    [[nodiscard]] QLabel* label(const QString& name) const { return panel_->findChild<QLabel*>(name); }

private Q_SLOTS:
    void init()
    {
        panel_ = std::make_unique<PartRolesPanel>();
        panel_->setPiece(piece_);
    }

    void aPieceOfOnePartHasNothingToChoose()
    {
        panel_->setPiece(std::make_shared<const midi::Piece>(test::wanderingLine(20)));
        QVERIFY(panel_->isHidden());
        QVERIFY(panel_->roles().empty());
        QVERIFY(panel_->anythingNew());
    }

    void allPartsAreMadeNewAtFirst()
    {
        QCOMPARE(panel_->roles(), std::vector(4, PartRole::New));
        QVERIFY(panel_->chosen().empty());
    }

    void allAreChosenAtOnceAndThenOne()
    {
        QSignalSpy changed(panel_.get(), &PartRolesPanel::changed);
        chooseForAll(PartRole::Kept);
        QCOMPARE(panel_->roles(), std::vector(4, PartRole::Kept));
        QCOMPARE(changed.count(), 1);
        QVERIFY(!panel_->anythingNew());
        QVERIFY(!label(u"partRolesWarning"_s)->isHidden());
        choose(2, PartRole::New);
        QCOMPARE(panel_->roles(), (std::vector{PartRole::Kept, PartRole::New, PartRole::Kept, PartRole::Kept}));
        QVERIFY(label(u"partRolesWarning"_s)->isHidden());
        chooseForAll(PartRole::New);
        QVERIFY(panel_->chosen().empty());
    }

    void aChoiceHoldsForTheSamePartOfOtherPieces()
    {
        choose(3, PartRole::Kept);
        midi::Piece other = test::ensemble(2);
        other.parts.erase(other.parts.begin());
        panel_->setPiece(std::make_shared<const midi::Piece>(other));
        QCOMPARE(panel_->roles(), (std::vector{PartRole::New, PartRole::Kept, PartRole::New}));
        const PartRoles chosen = panel_->chosen();
        panel_->setChosen({});
        QCOMPARE(panel_->roles(), std::vector(3, PartRole::New));
        panel_->setChosen(chosen);
        QCOMPARE(panel_->roles()[1], PartRole::Kept);
    }

    void aPartThatIsSilentIsNotOffered()
    {
        midi::Piece pedalAlone = test::ensemble(2);
        pedalAlone.parts[1].notes.clear();
        panel_->setPiece(std::make_shared<const midi::Piece>(pedalAlone));
        QVERIFY(!panel_->findChild<QComboBox*>(u"partRole2"_s));
        QCOMPARE(panel_->roles().size(), std::size_t{4});
    }

    void saysWhichPartsWillRest()
    {
        const auto keys = partKeys(*piece_);
        QVERIFY(label(u"partsResting"_s)->isHidden());
        panel_->setUnheard({keys[3]});
        QVERIFY(label(u"partsResting"_s)->text().startsWith(u"Drums rests"));
        panel_->setUnheard({keys[3], keys[0]});
        QVERIFY(label(u"partsResting"_s)->text().startsWith(u"Flute, Drums rest:"));
        choose(4, PartRole::Kept); // it goes on as written
        QVERIFY(label(u"partsResting"_s)->text().startsWith(u"Flute rests"));
        choose(1, PartRole::LeftOut);
        QVERIFY(label(u"partsResting"_s)->isHidden());
    }
};

QTEST_MAIN(TestPartRolesPanel)
#include "tst_part_roles_panel.moc"
