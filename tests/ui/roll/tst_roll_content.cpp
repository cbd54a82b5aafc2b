#include "tests/support/ensemble.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_words.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

/// A chord of three at 0, a long note at 480, another chord of two at 960.
RollContent chords()
{
    auto piece = std::make_shared<midi::Piece>(
        test::piano({test::note(0, 240, 60), test::note(0, 240, 64), test::note(0, 240, 67), test::note(480, 4800, 48),
                     test::note(960, 240, 62), test::note(960, 240, 65)}));
    return RollContent(piece, {});
}

} // namespace

/// The questions painters and tools ask of the notes.
class TestRollContent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsExtent()
    {
        const RollContent content = chords();
        QCOMPARE(content.endTick(), std::int64_t{5280});
        QCOMPARE(content.lowestPitch(), 48);
        QCOMPARE(content.highestPitch(), 67);
    }

    void hiddenPartsAreNeitherMeasuredNorMet()
    {
        midi::Piece piece = test::ensemble(2);
        piece.parts[0].pedal = {{Tick{0}, 127}, {Tick{480}, 0}};
        const RollContent all(std::make_shared<const midi::Piece>(piece), {});
        QVERIFY(all.isEnsemble());
        QCOMPARE(all.pedal().size(), std::size_t{1});
        const RollContent low = all.shownBy({{.shown = false}, {.shown = false}, {}, {.shown = false}});
        QCOMPARE(low.notes().size(), all.notes().size()); // an index means the same note
        QCOMPARE(low.endTick(), all.endTick());
        QVERIFY(low.highestPitch() < 55);
        QVERIFY(low.pedal().empty());
        QCOMPARE(low.firstShownPart(), std::size_t{2});
        QVERIFY(all.noteAt(10, 74) && !low.noteAt(10, 74));
        QVERIFY(low.soundingAt(10).empty());
        QCOMPARE(low.notes()[*low.shownNearest(0)].part, std::uint16_t{2});
        QCOMPARE(low.shownBy({}).soundingAt(10), all.soundingAt(10));
    }

    void knowsWhenOnlyDrumsAreShown()
    {
        const RollContent all(std::make_shared<const midi::Piece>(test::ensemble(1)), {});
        QVERIFY(!all.onlyDrums());
        QVERIFY(all.shownBy({{.shown = false}, {.shown = false}, {.shown = false}, {}}).onlyDrums());
        const RollContent none = all.shownBy(PartMix(4, PartState{.shown = false}));
        QVERIFY(!none.onlyDrums());
        QVERIFY(!none.shownNearest(0));
    }

    void onePartWithNotesIsNoEnsemble()
    {
        midi::Piece piece = test::wanderingLine(4);
        piece.parts.emplace_back(); // a track with pedal alone
        QVERIFY(!RollContent(std::make_shared<const midi::Piece>(piece), {}).isEnsemble());
    }

    void takesRolesByNote()
    {
        auto piece = std::make_shared<midi::Piece>(test::wanderingLine(4));
        const RollContent content(piece, std::vector{NoteRole::Seed, NoteRole::Made});
        QCOMPARE(content.notes()[0].role, NoteRole::Seed);
        QCOMPARE(content.notes()[1].role, NoteRole::Made);
        QCOMPARE(content.notes()[3].role, NoteRole::Music);
    }

    void findsANoteThatBeganLongBefore()
    {
        const NoteRange range = chords().touching(4000, 5000);
        QVERIFY(range.contains(3));
        QCOMPARE(chords().soundingAt(5000), std::vector<std::size_t>{3});
    }

    void findsTheNoteUnderTheCursor()
    {
        QCOMPARE(chords().noteAt(100, 64), std::optional<std::size_t>(1));
        QCOMPARE(chords().noteAt(240, 64), std::nullopt);
        QCOMPARE(chords().noteAt(100, 65), std::nullopt);
    }

    void snapsToTheFirstNoteOfTheNearestChord()
    {
        QCOMPARE(chords().nearestOnset(200), std::size_t{0});
        QCOMPARE(chords().nearestOnset(300), std::size_t{3});
        QCOMPARE(chords().nearestOnset(9000), std::size_t{4});
    }

    void stepsFromChordToChord()
    {
        QCOMPARE(chords().nextOnset(1), std::size_t{3});
        QCOMPARE(chords().nextOnset(4), std::size_t{6});
        QCOMPARE(chords().previousOnset(5), std::size_t{3});
        QCOMPARE(chords().previousOnset(2), std::size_t{0});
    }

    void followsTimeSmoothlyBetweenTicks()
    {
        // 480 ticks a quarter at 120 quarters a minute: a tick lasts 1/960 s.
        QVERIFY(qAbs(chords().tickAt(Seconds{100.25 / 960.0}) - 100.25) < 1e-6);
    }

    void namesPitches()
    {
        QCOMPARE(pitchName(60), u"C4"_s);
        QCOMPARE(pitchName(73), u"C♯5"_s);
        QCOMPARE(pitchName(21), u"A0"_s);
        QCOMPARE(pitchName(70, -3), u"B♭4"_s);
        QCOMPARE(pitchName(70, 2), u"A♯4"_s);
    }

    void readsANoteOut()
    {
        const RollContent content = chords();
        QCOMPARE(describeNote(content.notes()[4], content), u"D4 · bar 1, beat 3 · eighth · velocity 64"_s);
    }

    void tellsWhereTheSeedLies()
    {
        QCOMPARE(describeRoll(chords(), NoteRange{0, 4}), u"6 notes; seed: notes 1 to 4, bars 1 to 1"_s);
        QCOMPARE(describeRoll({}, {}), u"No piece"_s);
    }

    void writesTimeLikeAClock()
    {
        QCOMPARE(clockTime(Seconds{31.9}), u"0:31"_s);
        QCOMPARE(clockTime(Seconds{3727.0}), u"1:02:07"_s);
    }
};

QTEST_GUILESS_MAIN(TestRollContent)
#include "tst_roll_content.moc"
