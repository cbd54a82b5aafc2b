#include "ui/training/curve_raster.h"

#include <QTest>

#include <vector>

using namespace cadenza::ui;

namespace {

QImage canvas()
{
    QImage image(8, 8, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::black);
    return image;
}

int brightness(const QImage& image, int x, int y)
{
    return qRed(image.pixel(x, y));
}

} // namespace

class TestCurveRaster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsALevelLineOnePixelThick();
    void sharesALineBetweenTwoRows();
    void fillsTheSpreadBetweenPoints();
    void blendsInsteadOfReplacing();
    void touchesNothingOutsideItsClip();
    void ignoresASinglePoint();
};

void TestCurveRaster::drawsALevelLineOnePixelThick()
{
    QImage image = canvas();
    const std::vector<CurvePoint> points{{0.0, 4.5, 0, 0}, {8.0, 4.5, 0, 0}};
    CurveRaster(image, image.rect()).line(points, Qt::white, 1.0);
    for (int x = 0; x < 8; ++x) {
        QVERIFY(brightness(image, x, 4) >= 254);
        QCOMPARE(brightness(image, x, 3), 0);
        QCOMPARE(brightness(image, x, 5), 0);
    }
}

void TestCurveRaster::sharesALineBetweenTwoRows()
{
    QImage image = canvas();
    const std::vector<CurvePoint> points{{0.0, 4.0, 0, 0}, {8.0, 4.0, 0, 0}};
    CurveRaster(image, image.rect()).line(points, Qt::white, 1.0);
    QVERIFY(qAbs(brightness(image, 2, 3) - 127) <= 2);
    QVERIFY(qAbs(brightness(image, 2, 4) - 127) <= 2);
}

void TestCurveRaster::fillsTheSpreadBetweenPoints()
{
    QImage image = canvas();
    const std::vector<CurvePoint> points{{0.0, 0, 2.0, 6.0}, {8.0, 0, 2.0, 6.0}};
    CurveRaster(image, image.rect()).band(points, Qt::white);
    for (int y = 0; y < 8; ++y)
        QCOMPARE(brightness(image, 5, y) > 250, y >= 2 && y < 6);
}

void TestCurveRaster::blendsInsteadOfReplacing()
{
    QImage image(8, 8, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    const std::vector<CurvePoint> points{{0.0, 0, 0.0, 8.0}, {8.0, 0, 0.0, 8.0}};
    QColor half = Qt::black;
    half.setAlpha(128);
    CurveRaster(image, image.rect()).band(points, half);
    QVERIFY(qAbs(brightness(image, 3, 3) - 127) <= 1);
    QCOMPARE(qAlpha(image.pixel(3, 3)), 255);
}

void TestCurveRaster::touchesNothingOutsideItsClip()
{
    QImage image = canvas();
    const QRect clip(2, 2, 4, 4);
    const std::vector<CurvePoint> points{{-100.0, 4.0, -50.0, 50.0}, {100.0, 4.0, -50.0, 50.0}};
    CurveRaster raster(image, clip);
    raster.band(points, Qt::white);
    raster.line(points, Qt::white, 3.0);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            QCOMPARE(brightness(image, x, y) > 0, clip.contains(x, y));
}

void TestCurveRaster::ignoresASinglePoint()
{
    QImage image = canvas();
    const std::vector<CurvePoint> points{{4.0, 4.0, 2.0, 6.0}};
    CurveRaster raster(image, image.rect());
    raster.band(points, Qt::white);
    raster.line(points, Qt::white, 2.0);
    QCOMPARE(image, canvas());
}

QTEST_GUILESS_MAIN(TestCurveRaster)
#include "tst_curve_raster.moc"
