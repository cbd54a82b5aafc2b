#include "tests/support/music.h"
#include "ui/roll/roll_grid.h"

#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

std::vector<GridLine> linesAt(double pixelsPerTick, int width, const midi::Piece& piece)
{
    RollGeometry geometry;
    geometry.pixelsPerTick = pixelsPerTick;
    return gridLines(midi::TempoMap(piece), piece.ticksPerQuarter, geometry, width, 1.0);
}

auto countOf(const std::vector<GridLine>& lines, GridKind kind)
{
    return std::ranges::count(lines, kind, &GridLine::kind);
}

} // namespace

/// Which bar and beat lines there are at which zoom.
class TestRollGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsBarsAndBeats()
    {
        const auto lines = linesAt(0.05, 192, test::wanderingLine(64)); // 24 px a quarter, two bars
        QCOMPARE(countOf(lines, GridKind::Bar), 2);
        QCOMPARE(countOf(lines, GridKind::Beat), 6);
        QCOMPARE(countOf(lines, GridKind::Subdivision), 0);
        QCOMPARE(lines[0], (GridLine{0, GridKind::Bar, 1}));
        QCOMPARE(lines[1].x, 24);
    }

    void subdividesOnlyWhenThereIsRoom()
    {
        const auto lines = linesAt(0.1, 192, test::wanderingLine(64)); // 12 px a sixteenth
        QCOMPARE(countOf(lines, GridKind::Subdivision), 12);
    }

    void subdividesByTheGridOfAnEdit()
    {
        RollGeometry geometry;
        geometry.pixelsPerTick = 0.1;
        const midi::Piece piece = test::wanderingLine(64);
        const auto lines = gridLines(midi::TempoMap(piece), piece.ticksPerQuarter, geometry, 192, 1.0, 160);
        QCOMPARE(countOf(lines, GridKind::Subdivision), 8); // two between the beats of four quarters
        QCOMPARE(lines[1], (GridLine{16, GridKind::Subdivision, 1}));
    }

    void thinsBarsOutWhenTheyCrowd()
    {
        const auto lines = linesAt(0.001, 100, test::wanderingLine(2000)); // 1.92 px a bar
        for (const GridLine& line : lines)
            QCOMPARE((line.bar - 1) % 4, 0);
    }

    void followsTheMetre()
    {
        midi::Piece waltz = test::wanderingLine(64);
        waltz.timeSignatures = {{Tick{0}, 3, 4}};
        const auto lines = linesAt(0.05, 144, waltz);
        QCOMPARE(countOf(lines, GridKind::Bar), 2);
        QCOMPARE(lines[3].x, 72);
        QCOMPARE(lines[3].kind, GridKind::Bar);
    }

    void labelsStepInPowersOfTwo()
    {
        QCOMPARE(barLabelStep(60.0, 40.0), 1);
        QCOMPARE(barLabelStep(15.0, 40.0), 4);
    }
};

QTEST_APPLESS_MAIN(TestRollGrid)
#include "tst_roll_grid.moc"
