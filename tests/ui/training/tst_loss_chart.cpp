#include "ui/style/theme.h"
#include "ui/training/loss_chart.h"

#include <QSignalSpy>
#include <QTest>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

void setUp(LossChart& chart)
{
    chart.setLines({{u"training"_s, &Palette::trainLoss, LossChart::Curve::Noisy, LossChart::Best::Unmarked},
                    {u"validation"_s, &Palette::validLoss, LossChart::Curve::Sparse, LossChart::Best::Lowest}});
    chart.setSmoothing(0.0);
    chart.resize(640, 320);
}

bool hasColour(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour)
                return true;
    return false;
}

} // namespace

class TestLossChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsOutEveryLineAtATime();
    void drawsEachLineInItsColourOnceItHasPoints();
    void clearingKeepsTheLines();
    void smoothsNoisyLinesAndNeverSparseOnes();
    void followsTheTheme();
    void survivesOddData();
};

void TestLossChart::initTestCase()
{
    applyTheme(*qApp, Theme::Dark);
}

void TestLossChart::readsOutEveryLineAtATime()
{
    LossChart chart;
    setUp(chart);
    QCOMPARE(chart.readOutAt(1.0), QString());
    chart.append(0, 60.0, 6.25);
    chart.append(0, 72.0, 6.0);
    chart.append(1, 70.0, 6.5);
    QCOMPARE(chart.readOutAt(72.0), u"1:12  ·  training 6.00  ·  validation 6.50"_s);
    QCOMPARE(chart.readOutAt(0.0), u"0:00  ·  training 6.25  ·  validation 6.50"_s);
}

void TestLossChart::drawsEachLineInItsColourOnceItHasPoints()
{
    LossChart chart;
    setUp(chart);
    QVERIFY(!hasColour(chart.grab().toImage(), currentPalette().trainLoss));
    for (int i = 0; i < 50; ++i) {
        chart.append(0, i, 9.0 - i * 0.05);
        chart.append(1, i, 10.0 - i * 0.05);
    }
    const QImage picture = chart.grab().toImage();
    QVERIFY(hasColour(picture, currentPalette().trainLoss));
    QVERIFY(hasColour(picture, currentPalette().validLoss));
}

void TestLossChart::clearingKeepsTheLines()
{
    LossChart chart;
    setUp(chart);
    chart.append(0, 1.0, 5.0);
    chart.clear();
    QCOMPARE(chart.lineCount(), std::size_t{2});
    QVERIFY(chart.series(0).empty());
}

void TestLossChart::smoothsNoisyLinesAndNeverSparseOnes()
{
    LossChart chart;
    setUp(chart);
    chart.setSmoothing(0.9);
    for (const std::size_t line : {0, 1}) {
        chart.append(line, 0.0, 8.0);
        chart.append(line, 1.0, 4.0);
    }
    QVERIFY(chart.series(0).smoothAt(1) > 5.0);
    QCOMPARE(chart.series(1).smoothAt(1), 4.0);
}

void TestLossChart::followsTheTheme()
{
    LossChart chart;
    setUp(chart);
    for (int i = 0; i < 50; ++i)
        chart.append(0, i, 5.0 + i);
    applyTheme(*qApp, Theme::Light);
    QVERIFY(hasColour(chart.grab().toImage(), Palette::of(Theme::Light).trainLoss));
    applyTheme(*qApp, Theme::Dark);
}

void TestLossChart::survivesOddData()
{
    LossChart chart;
    setUp(chart);
    chart.append(0, 0.0, 5.0); // one point, no extent in time or value
    chart.grab();
    chart.setVerticalScale(ScaleKind::Logarithmic);
    chart.append(0, 0.0, 0.0); // no logarithm
    chart.append(0, 1.0, 1e12);
    chart.grab();
    chart.resize(1, 1);
    chart.grab();
    QCOMPARE(chart.series(0).size(), std::size_t{3});
}

QTEST_MAIN(TestLossChart)
#include "tst_loss_chart.moc"
