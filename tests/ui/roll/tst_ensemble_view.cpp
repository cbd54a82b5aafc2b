#include "tests/support/ensemble.h"
#include "tests/ui/window/window_walk.h"
#include "ui/roll/ensemble_view.h"
#include "ui/roll/part_list.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/part_row.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/theme.h"

#include <QMenu>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The list of parts beside a roll, under mouse and keyboard.
class TestEnsembleView : public QObject {
    Q_OBJECT

    PartMixer mixer_;
    std::unique_ptr<EnsembleView> view_;
    std::shared_ptr<const midi::Piece> piece_;

    [[nodiscard]] PartRow* row(int number) const { return view_->findChild<PartRow*>(u"partRow%1"_s.arg(number)); }
    void click(const QString& button) const
    {
        QTest::mouseClick(view_->findChild<QToolButton*>(button), Qt::LeftButton);
    }
    /// An ensemble of so many parts.
    [[nodiscard]] static std::shared_ptr<const midi::Piece> large(std::size_t parts)
    {
        midi::Piece piece = test::ensemble(2);
        while (piece.parts.size() < parts)
            piece.parts.push_back(
                test::part("", 8 * static_cast<int>(piece.parts.size() % 16), {test::note(0, 480, 60)}));
        return std::make_shared<const midi::Piece>(piece);
    }
    [[nodiscard]] PartMix mix() const { return mixer_.mixOf("piece", *piece_); }
    [[nodiscard]] std::size_t shownNotes() const
    {
        return static_cast<std::size_t>(std::ranges::count(view_->roll().content().notes(), false, &RollNote::hidden));
    }

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, Theme::Dark);
        view_ = std::make_unique<EnsembleView>(mixer_, EnsembleView::Overview::Below);
        view_->resize(900, 420);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
        piece_ = std::make_shared<const midi::Piece>(test::ensemble(4));
        mixer_.set("piece", *piece_, {});
        view_->setPiece("piece", piece_);
        QTest::qWait(0);
    }

    void aPieceOfOnePartShowsNothingNew()
    {
        QVERIFY(view_->parts().isVisible());
        view_->setPiece("other", std::make_shared<const midi::Piece>(test::wanderingLine(20)));
        QVERIFY(!view_->parts().isVisible());
    }

    void everyPartHasARowWithWhatThereIsToKnow()
    {
        QCOMPARE(row(1)->name(), u"Flute"_s);
        QCOMPARE(row(1)->accessibleDescription(), u"32 notes"_s); // its instrument is its name
        QCOMPARE(row(3)->name(), u"Violoncello"_s);
        QCOMPARE(row(3)->accessibleDescription(), u"Cello · 12 notes"_s);
        QVERIFY(!row(5));
    }

    void theEyeHidesAPartFromTheRoll()
    {
        const std::size_t all = shownNotes();
        QVERIFY(view_->roll().content().noteAt(10, 74)); // the flute's
        click(u"showPart1"_s);
        QCOMPARE(shownNotes(), all - 32);
        QVERIFY(!view_->roll().content().noteAt(10, 74));
        QCOMPARE(mix()[0], PartState{.shown = false});
        click(u"showPart1"_s);
        QCOMPARE(shownNotes(), all);
    }

    void soloAndMuteAreTheMixersAndShowEverywhere()
    {
        click(u"mutePartInList2"_s);
        QVERIFY(mix()[1].muted);
        QVERIFY(row(2)->accessibleDescription().contains(u"not heard"));
        click(u"soloPartInList3"_s);
        QVERIFY(row(1)->accessibleDescription().contains(u"not heard"));
        QVERIFY(!row(3)->accessibleDescription().contains(u"not heard"));
        mixer_.set("piece", *piece_, {}); // as the transport's panel would
        QVERIFY(!view_->findChild<QToolButton*>(u"mutePartInList2"_s)->isChecked());
        QVERIFY(!row(1)->accessibleDescription().contains(u"not heard"));
    }

    void theKeyboardDoesTheSame()
    {
        row(1)->setFocus();
        QTest::keyClick(row(1), Qt::Key_Down);
        QVERIFY(row(2)->hasFocus());
        QTest::keyClick(row(2), Qt::Key_H);
        QTest::keyClick(row(2), Qt::Key_S);
        QTest::keyClick(row(2), Qt::Key_M);
        QCOMPARE(mix()[1], (PartState{.shown = false, .muted = true, .solo = true}));
        QTest::keyClick(row(2), Qt::Key_Up);
        QVERIFY(row(1)->hasFocus());
    }

    void tabComesToOneRowAndTheArrowsKeepItInSight()
    {
        view_->setPiece("large", large(40));
        QTest::qWait(0);
        const auto tabStops = [&] {
            QStringList stops;
            for (int number = 1; number <= 40; ++number)
                if (row(number)->focusPolicy() & Qt::TabFocus)
                    stops << row(number)->objectName();
            return stops;
        };
        QCOMPARE(tabStops(), QStringList{u"partRow1"_s});
        row(1)->setFocus();
        QTRY_VERIFY(row(40)->visibleRegion().isEmpty());
        QTest::keyClick(row(1), Qt::Key_End);
        QVERIFY(row(40)->hasFocus());
        QTRY_COMPARE(row(40)->visibleRegion().boundingRect(), row(40)->rect());
        QCOMPARE(tabStops(), QStringList{u"partRow40"_s});
        QTest::keyClick(row(40), Qt::Key_Down); // there is no other
        QVERIFY(row(40)->hasFocus());
        QTest::keyClick(row(40), Qt::Key_Home);
        QVERIFY(row(1)->hasFocus());
        QTRY_COMPARE(row(1)->visibleRegion().boundingRect(), row(1)->rect());
        click(u"mutePartInList2"_s);
        QVERIFY(row(2)->hasFocus()); // its keys go on from there
    }

    void onlyThisAndAll()
    {
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {5, 5}, row(4)->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(row(4), &wanted);
        row(4)->findChild<QAction*>(u"onlyThisPart"_s)->trigger();
        QCOMPARE(shownNotes(), std::size_t{32});
        QCOMPARE(mix()[3], (PartState{.shown = true, .solo = true}));
        QVERIFY(view_->roll().content().onlyDrums()); // their names stand beside the rows
        QCOMPARE(view_->roll().places().keyboard.width(), RollLayout::kDrumNamesWidth);
        click(u"showAllParts"_s);
        QCOMPARE(mix(), PartMix(4));
        QCOMPARE(view_->roll().places().keyboard.width(), RollLayout::kKeyboardWidth);
    }

    void whatPlaysAPartIsChosenFromItsMenu()
    {
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {5, 5}, row(3)->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(row(3), &wanted);
        auto* bassoon = row(3)->findChild<QAction*>(u"instrument71"_s);
        QVERIFY(row(3)->findChild<QAction*>(u"instrument43"_s)->isChecked());
        bassoon->trigger();
        QCOMPARE(int{mixer_.orchestration().programOf("piece", *piece_, 2)}, 70);
        QCOMPARE(row(3)->accessibleDescription(), u"Bassoon · 12 notes"_s);
        QCOMPARE(row(3)->name(), u"Violoncello"_s);
        mixer_.orchestration().setChoices({});
        QCOMPARE(row(3)->accessibleDescription(), u"Cello · 12 notes"_s);
    }

    void theKeyboardOffersInstrumentsButNotForDrums()
    {
        row(1)->setFocus();
        QTest::keyClick(row(1), Qt::Key_I);
        auto* menu = row(1)->findChild<QMenu*>(u"instrumentMenu"_s);
        QVERIFY(menu && menu->isVisible());
        menu->close();
        QTest::keyClick(row(4), Qt::Key_I);
        QVERIFY(!row(4)->findChild<QMenu*>(u"instrumentMenu"_s));
    }

    void whatIsChosenIsLetGoWithItsPart()
    {
        view_->roll().setMode(RollMode::Editing);
        view_->roll().chooseNotes({0, 1}); // flute and violin
        click(u"showPart1"_s);
        QCOMPARE(view_->roll().chosenNotes(), std::vector<std::size_t>{1});
        QTest::keyClick(&view_->roll(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view_->roll().chosenNotes().size(), shownNotes());
        view_->roll().setMode(RollMode::Seeds);
    }

    void anotherPieceHasItsOwnMixAndThisOneIsRemembered()
    {
        click(u"showPart1"_s);
        const auto other = std::make_shared<const midi::Piece>(test::ensemble(2));
        view_->setPiece("other", other);
        QCOMPARE(shownNotes(), other->noteCount());
        view_->setPiece("piece", piece_);
        QCOMPARE(shownNotes(), piece_->noteCount() - 32);
    }

    void aTakeThatGrowsKeepsItsMix()
    {
        click(u"showPart1"_s);
        const auto longer = std::make_shared<const midi::Piece>(test::ensemble(6));
        view_->updatePiece(longer, {});
        QCOMPARE(shownNotes(), longer->noteCount() - 48);
    }

    void itFoldsToItsColours()
    {
        const int narrow = view_->roll().width();
        click(u"foldParts"_s);
        QCOMPARE(view_->parts().width(), PartList::kFolded);
        QVERIFY(view_->roll().width() > narrow + 100);
        EnsembleView tomorrow(mixer_, EnsembleView::Overview::None);
        tomorrow.restoreLayout(view_->saveLayout());
        QVERIFY(tomorrow.parts().isFolded());
        tomorrow.restoreLayout({});
        QVERIFY(tomorrow.parts().isFolded());
        click(u"foldParts"_s);
        QCOMPARE(view_->roll().width(), narrow);
    }

    void everythingHasANameAndIsReachedAndWhole()
    {
        view_->setPiece("large", large(17));
        QTest::qWait(0);
        QVERIFY(row(17));
        for (const QStringList& found : {test::troublesOn(*view_), test::namelessIn(*view_), test::unreachedIn(*view_)})
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
};

QTEST_MAIN(TestEnsembleView)
#include "tst_ensemble_view.moc"
