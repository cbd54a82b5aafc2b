#include "tests/support/music.h"
#include "ui/document/note_insights.h"
#include "ui/document/take_family.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

Descent from(std::optional<std::size_t> parent)
{
    return {.parent = parent, .steered = parent.has_value()};
}

/// `own` notes after `before` given ones, each of which surprised by `surprise` nats; then `after` more.
generation::Take take(std::size_t before, std::size_t own, float surprise, std::size_t after = 0)
{
    generation::Take made;
    made.piece = test::wanderingLine(static_cast<int>(before + own + after));
    made.seedNotes = before;
    made.insights.assign(own, {.surprise = surprise});
    return made;
}

std::vector<float> surprises(const std::vector<const generation::NoteInsight*>& insights)
{
    std::vector<float> nats;
    for (const auto* insight : insights)
        nats.push_back(insight ? insight->surprise : -1.0F);
    return nats;
}

} // namespace

/// Takes as a family tree.
class TestTakeFamily : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void branchesFollowWhatTheyGoOnFrom()
    {
        const std::vector descents{from({}), from({}), from(0), from(2), from(0)};
        QCOMPARE(familyOrder(descents), (std::vector<std::size_t>{0, 2, 3, 4, 1}));
        QCOMPARE(depthOf(descents, 3), std::size_t{2});
        QCOMPARE(depthOf(descents, 1), std::size_t{0});
    }
    void whatLosesItsParentStandsByItself()
    {
        TakesInSight all;
        for (const Descent& descent : {from({}), from(0), from(1)})
            all.add(take(4, 1, 1.0F), descent);
        const TakesInSight left = all.only(std::vector<std::size_t>{1, 2});
        QCOMPARE(left.descents[0].parent, std::nullopt);
        QVERIFY(left.descents[0].steered);
        QCOMPARE(left.descents[1].parent, std::optional<std::size_t>(0));
    }
    void whatAPersonMarkedAndWhatBranchesStays()
    {
        const std::vector descents{from({}), from({}), from({}), from(2), from({})};
        std::vector<TakeLabel> labels(5);
        labels[0].starred = true;
        labels[4].note = "the bass";
        QCOMPARE(keptTakes(labels, descents), (std::vector<std::size_t>{0, 2, 3, 4}));
    }
    void whatIsKnownOfNotesIsInherited()
    {
        const std::vector takes{take(2, 4, 1.0F), take(4, 2, 2.0F), take(3, 1, 3.0F, 2)};
        const std::vector descents{from({}), from(0), from(0)}; // cut after two notes; the fourth drawn anew
        QCOMPARE(surprises(insightsByNote(takes, descents, 0)), (std::vector{-1.0F, -1.0F, 1.0F, 1.0F, 1.0F, 1.0F}));
        QCOMPARE(surprises(insightsByNote(takes, descents, 1)), (std::vector{-1.0F, -1.0F, 1.0F, 1.0F, 2.0F, 2.0F}));
        QCOMPARE(surprises(insightsByNote(takes, descents, 2)), (std::vector{-1.0F, -1.0F, 1.0F, 3.0F, 1.0F, 1.0F}));
    }
};

QTEST_GUILESS_MAIN(TestTakeFamily)
#include "tst_take_family.moc"
