#include "tests/support/music.h"
#include "ui/roll/range_tool.h"
#include "ui/roll/roll_lanes.h"
#include "ui/roll/roll_margins.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using test::note;

namespace {

const RollColours kColours(Palette::of(Theme::Dark));

RollPicture laneOf(int height)
{
    RollPicture picture;
    picture.geometry.pixelsPerTick = 0.1;
    picture.size = {100, height};
    return picture;
}

RollContent contentOf(midi::Piece piece)
{
    return {std::make_shared<const midi::Piece>(std::move(piece)), {}};
}

} // namespace

/// The lanes under the notes, the colours of parts, and the stretch that is played over and over.
class TestRollLanes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBarIsAsHighAsItsVelocity()
    {
        const QImage lane = paintVelocities(contentOf(test::piano({note(200, 100, 60, 127), note(500, 100, 60, 64)})),
                                            laneOf(127), kColours);
        QCOMPARE(lane.pixel(20, 0), kColours.of(NoteRole::Music, Emphasis::Full, 127).body);
        QCOMPARE(lane.pixel(50, 127 - 64), kColours.of(NoteRole::Music, Emphasis::Full, 64).body);
        QCOMPARE(lane.pixel(50, 127 - 65), kColours.whiteRow);
        QCOMPARE(lane.pixel(40, 126), kColours.whiteRow);
    }

    void ofAChordTheStrongestNoteIsSeen()
    {
        const QImage lane = paintVelocities(contentOf(test::piano({note(0, 100, 60, 100), note(0, 100, 64, 30)})),
                                            laneOf(127), kColours);
        QCOMPARE(lane.pixel(0, 126), kColours.of(NoteRole::Music, Emphasis::Full, 100).body);
    }

    void thePedalIsABandWhileItIsDown()
    {
        midi::Piece piece = test::piano({note(0, 1000, 60)});
        piece.parts[0].pedal = {{Tick{100}, 127}, {Tick{300}, 0}, {Tick{500}, 64}};
        const RollContent content = contentOf(piece);
        QCOMPARE(content.pedal().size(), std::size_t{2});
        QCOMPARE(content.pedal()[1].from, std::int64_t{500});
        QCOMPARE(content.pedal()[1].to, std::int64_t{1000}); // it is never let go: the piece ends it
        const QRgb band = qRgb(1, 2, 3);
        const QImage lane = paintPedal(content, laneOf(10), kColours, band);
        QCOMPARE(lane.pixel(20, 5), band);
        QCOMPARE(lane.pixel(40, 5), kColours.whiteRow);
        QCOMPARE(lane.pixel(80, 5), band);
    }

    void partsHaveColoursOfTheirOwnAndHandsInAPieceOfOne()
    {
        midi::Piece two = test::piano({note(0, 100, 60)});
        two.parts.push_back(test::piano({note(0, 100, 40)}).parts[0]);
        const RollContent parts = contentOf(two);
        QCOMPARE(int{parts.notes()[0].part}, 0);
        QCOMPARE(int{parts.notes()[1].part}, 1);
        QVERIFY(coloursOf(parts, 0, laneOf(10), kColours).body != coloursOf(parts, 1, laneOf(10), kColours).body);
        midi::Piece one = test::piano({note(0, 100, 40), note(0, 100, 60)});
        one.parts[0].notes[0].hand = midi::Hand::Left;
        one.parts[0].notes[1].hand = midi::Hand::Right;
        const RollContent hands = contentOf(one);
        RollPicture picture = laneOf(10);
        picture.colouring = NoteColouring::Hand;
        QVERIFY(coloursOf(hands, 0, picture, kColours).body != coloursOf(hands, 1, picture, kColours).body);
    }

    void lanesStandUnderTheNotes()
    {
        const RollLayout bare = RollLayout::of({800, 400}, {});
        const RollLayout all = RollLayout::of({800, 400}, {true, true, true});
        QVERIFY(bare.velocity.isNull() && bare.pedal.isNull() && bare.heat.isNull());
        QCOMPARE(all.notes.bottom() + 1, all.velocity.top());
        QCOMPARE(all.velocity.bottom() + 1, all.pedal.top());
        QVERIFY(all.pedal.bottom() < all.heat.top());
        QVERIFY(all.heat.bottom() < 400);
        QCOMPARE(bare.notes.height() - all.notes.height(), RollLayout::kVelocityHeight + RollLayout::kPedalHeight
                                                               + RollLayout::kHeatHeight + 2 * RollLayout::kHeatGap);
    }

    void aDragOnTheRulerChoosesWholeBeats()
    {
        RangeTool tool;
        tool.press(500);
        QVERIFY(!tool.drag(502, 480, 10)); // a shaking hand
        QVERIFY(tool.release());
        QVERIFY(!tool.range());
        tool.press(1500);
        QVERIFY(tool.drag(700, 480, 10));
        QVERIFY(!tool.release());
        QCOMPARE(*tool.range(), RangeTool::Range(480, 1920));
    }
};

QTEST_GUILESS_MAIN(TestRollLanes)
#include "tst_roll_lanes.moc"
