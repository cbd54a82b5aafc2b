#include "ui/roll/roll_geometry.h"

#include <QTest>

using cadenza::ui::RollGeometry;

namespace {

RollGeometry tenthPixelPerTick()
{
    RollGeometry geometry;
    geometry.pixelsPerTick = 0.1;
    geometry.rowHeight = 8.0;
    geometry.lowest = 60;
    geometry.highest = 71;
    return geometry;
}

} // namespace

/// Where time and pitch stand in pixels, and back.
class TestRollGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesTicksAndReadsThemBack()
    {
        RollGeometry geometry = tenthPixelPerTick();
        geometry.scrollX = 20.0;
        QCOMPARE(geometry.xOf(480), 28.0);
        QCOMPARE(geometry.tickAt(28.0), 480.0);
    }

    void placesHighPitchesAtTheTop()
    {
        const RollGeometry geometry = tenthPixelPerTick();
        QCOMPARE(geometry.topOf(71), 0);
        QCOMPARE(geometry.topOf(60), 88);
        QCOMPARE(geometry.bottomOf(60), 96);
        QCOMPARE(geometry.pitchAt(0.0), 71);
        QCOMPARE(geometry.pitchAt(95.9), 60);
    }

    void keepsThePitchInsideTheRows()
    {
        const RollGeometry geometry = tenthPixelPerTick();
        QCOMPARE(geometry.pitchAt(-50.0), 71);
        QCOMPARE(geometry.pitchAt(5000.0), 60);
    }

    void rowsMeetWithoutGapsAtAnyHeight()
    {
        RollGeometry geometry = tenthPixelPerTick();
        for (const double height : {2.3, 5.5, 7.77, 13.49}) {
            geometry.rowHeight = height;
            for (int pitch = geometry.lowest; pitch <= geometry.highest; ++pitch) {
                QCOMPARE(geometry.bottomOf(pitch), geometry.topOf(pitch - 1));
                for (int y = geometry.topOf(pitch); y < geometry.bottomOf(pitch); ++y)
                    QCOMPARE(geometry.pitchAt(y), pitch);
            }
        }
    }

    void zoomingKeepsTheTickUnderTheCursor()
    {
        RollGeometry geometry = tenthPixelPerTick();
        geometry.scrollX = 300.0;
        const RollGeometry zoomed = geometry.zoomedAt(120.0, 1.7);
        QCOMPARE(zoomed.pixelsPerTick, 0.17);
        QVERIFY(qAbs(zoomed.tickAt(120.0) - geometry.tickAt(120.0)) < 1e-9);
    }

    void stretchingKeepsThePitchUnderTheCursor()
    {
        const RollGeometry geometry = tenthPixelPerTick();
        QCOMPARE(geometry.stretchedAt(50.0, 1.5).pitchAt(50.0), geometry.pitchAt(50.0));
    }

    void scrollsBackIntoTheContent()
    {
        RollGeometry geometry = tenthPixelPerTick();
        geometry.scrollX = 1e6;
        geometry.scrollY = -3.0;
        const RollGeometry inside = geometry.clamped(10000, {400, 50});
        QCOMPARE(inside.scrollX, 600.0);
        QCOMPARE(inside.scrollY, 0.0);
    }

    void fitsAPieceIntoTheViewport()
    {
        const RollGeometry geometry = RollGeometry::fitting(9600, 48, 71, {960, 240});
        QCOMPARE(geometry.contentWidth(9600), 960.0);
        QCOMPARE(geometry.contentHeight(), 240.0);
    }

    void scalesToDevicePixels()
    {
        RollGeometry geometry = tenthPixelPerTick();
        geometry.scrollX = 12.0;
        QCOMPARE(geometry.scaled(2.0).xOf(480), 2.0 * geometry.xOf(480));
        QCOMPARE(geometry.scaled(2.0).topOf(65), 2 * geometry.topOf(65));
    }
};

QTEST_APPLESS_MAIN(TestRollGeometry)
#include "tst_roll_geometry.moc"
