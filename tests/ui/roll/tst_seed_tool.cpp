#include "tests/support/music.h"
#include "ui/roll/seed_tool.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

/// 200 eighths, 24 px each.
RollContent line()
{
    return RollContent(std::make_shared<midi::Piece>(test::wanderingLine(200)), {});
}

RollGeometry geometry()
{
    RollGeometry value;
    value.pixelsPerTick = 0.1;
    return value;
}

SeedTool toolAt(std::size_t first, std::size_t count)
{
    SeedTool tool;
    tool.setWindow(NoteRange{first, count});
    return tool;
}

} // namespace

/// The seed window under the hand: 24 pixels are one note.
class TestSeedTool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPressBesideTheWindowPutsItThere()
    {
        SeedTool tool;
        QVERIFY(tool.press(24.0 * 50 + 3, line(), geometry()));
        QCOMPARE(*tool.window(), (NoteRange{50, 64}));
    }

    void theWindowStaysInsideThePiece()
    {
        SeedTool tool;
        tool.press(24.0 * 190, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{136, 64}));
    }

    void draggingTheBandMovesIt()
    {
        SeedTool tool = toolAt(20, 64);
        QVERIFY(!tool.press(24.0 * 40, line(), geometry()));
        QVERIFY(tool.drag(24.0 * 47, line(), geometry()));
        QCOMPARE(*tool.window(), (NoteRange{27, 64}));
        QVERIFY(tool.dragging());
        tool.release();
        QVERIFY(!tool.dragging());
    }

    void edgesAreTakenHoldOfNearThem()
    {
        const SeedTool tool = toolAt(20, 64);
        QCOMPARE(tool.partAt(24.0 * 20 - 4, line(), geometry()), SeedPart::LeftEdge);
        QCOMPARE(tool.partAt(24.0 * 84 + 4, line(), geometry()), SeedPart::RightEdge);
        QCOMPARE(tool.partAt(24.0 * 50, line(), geometry()), SeedPart::Band);
        QCOMPARE(tool.partAt(24.0 * 100, line(), geometry()), SeedPart::None);
    }

    void draggingAnEdgeChangesTheLength()
    {
        SeedTool tool = toolAt(20, 64);
        tool.press(24.0 * 84, line(), geometry());
        tool.drag(24.0 * 60, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{20, 40}));
        tool.release();
        tool.press(24.0 * 20, line(), geometry());
        tool.drag(24.0 * 10, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{10, 50}));
    }

    void theLengthKeepsItsLimits()
    {
        SeedTool tool = toolAt(20, 64);
        tool.press(24.0 * 84, line(), geometry());
        tool.drag(24.0 * 21, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{20, SeedTool::kFewest}));
        tool.release();
        tool.press(24.0 * 20, line(), geometry());
        tool.drag(24.0 * 35, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{20, SeedTool::kFewest}));
    }

    void aShortPieceIsTakenWhole()
    {
        const RollContent shortLine(std::make_shared<midi::Piece>(test::wanderingLine(10)), {});
        SeedTool tool;
        tool.press(100.0, shortLine, geometry());
        QCOMPARE(*tool.window(), (NoteRange{0, 10}));
    }

    void windowsBeginWithAWholeChord()
    {
        std::vector<midi::Note> notes;
        for (int i = 0; i < 60; ++i)
            for (const int pitch : {60, 64, 67})
                notes.push_back(test::note(240 * i, 240, pitch));
        const RollContent chords(std::make_shared<midi::Piece>(test::piano(std::move(notes))), {});
        SeedTool tool;
        tool.press(24.0 * 7 + 2, chords, geometry());
        QCOMPARE(tool.window()->first, std::size_t{21});
        tool.step(1, chords);
        QCOMPARE(tool.window()->first, std::size_t{24});
    }

    void keysMoveByNoteAndBarAndLengthen()
    {
        SeedTool tool = toolAt(20, 64);
        tool.step(-1, line());
        QCOMPARE(tool.window()->first, std::size_t{19});
        tool.stepBar(1, line()); // bars hold eight eighths
        QCOMPARE(tool.window()->first, std::size_t{24});
        tool.stepBar(-1, line());
        QCOMPARE(tool.window()->first, std::size_t{16});
        tool.lengthen(1, line());
        QCOMPARE(tool.window()->count, std::size_t{65});
        tool.lengthen(-1, line());
        QCOMPARE(tool.window()->count, std::size_t{64});
    }

    void windowsKeepToBoundaries()
    {
        SeedTool tool;
        tool.setLength(30);
        tool.setBoundaries({0, 24, 40, 64, 96, 200});
        tool.press(24.0 * 26, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{24, 40}));
        tool.drag(24.0 * 40, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{40, 24})); // 38 is nearer to 64 than to 96 after 40
        tool.drag(24.0 * 27, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{24, 40})); // the length it had when it was taken hold of
        tool.release();
        tool.press(24.0 * 64, line(), geometry());
        tool.drag(24.0 * 90, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{24, 72}));
    }

    void altFreesADragFromBoundaries()
    {
        SeedTool tool = toolAt(24, 40);
        tool.setBoundaries({0, 24, 64, 96, 200});
        tool.setSnapping(false);
        tool.press(24.0 * 30, line(), geometry());
        tool.drag(24.0 * 33, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{27, 40}));
        tool.release();
        tool.press(24.0 * 30, line(), geometry());
        tool.drag(24.0 * 31, line(), geometry());
        QCOMPARE(*tool.window(), (NoteRange{24, 40}));
    }

    void keysStepFromBoundaryToBoundary()
    {
        SeedTool tool = toolAt(24, 40);
        tool.setBoundaries({0, 24, 40, 64, 96, 200});
        tool.step(1, line());
        QCOMPARE(tool.window()->first, std::size_t{40});
        tool.step(-1, line());
        tool.step(-1, line());
        QCOMPARE(tool.window()->first, std::size_t{0});
        QVERIFY(!tool.step(-1, line()));
        const std::size_t end = tool.window()->end();
        tool.lengthen(1, line());
        QVERIFY(tool.window()->end() > end);
        QCOMPARE(tool.window()->first, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSeedTool)
#include "tst_seed_tool.moc"
