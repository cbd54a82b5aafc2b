#include "ui/training/loss_series.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cadenza::ui;

class TestLossSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void smoothsAsItGrows();
    void smoothingZeroFollowsTheRawValues();
    void resmoothingEqualsGrowingWithThatSmoothing();
    void remembersTheFirstLowestPoint();
    void findsTheNearestPoint();
    void keepsEveryExtremeInItsPixelColumn();
    void dropsWhatIsNotANumber();
    void clearingKeepsTheSmoothing();
};

void TestLossSeries::startsEmpty()
{
    const LossSeries series;
    QVERIFY(series.empty());
    QVERIFY(!series.lowestIndex());
    QVERIFY(!series.nearest(1.0));
    QVERIFY(series.columns(ChartScale(ScaleKind::Linear, 0, 1, 0, 100), 1.0).empty());
}

void TestLossSeries::smoothsAsItGrows()
{
    LossSeries series;
    series.setSmoothing(0.5);
    series.append(0, 8.0);
    QCOMPARE(series.smoothAt(0), 8.0); // bias-corrected: the first value counts fully
    series.append(1, 2.0);
    QCOMPARE(series.smoothAt(1), (0.25 * 8.0 + 0.5 * 2.0) / 0.75);
}

void TestLossSeries::smoothingZeroFollowsTheRawValues()
{
    LossSeries series;
    series.setSmoothing(0.0);
    for (const double y : {5.0, 3.0, 4.0}) {
        series.append(static_cast<double>(series.size()), y);
        QCOMPARE(series.smoothAt(series.size() - 1), y);
    }
}

void TestLossSeries::resmoothingEqualsGrowingWithThatSmoothing()
{
    LossSeries before;
    LossSeries after;
    before.setSmoothing(0.8);
    for (int i = 0; i < 50; ++i) {
        before.append(i, std::sin(i));
        after.append(i, std::sin(i));
    }
    after.setSmoothing(0.8);
    for (std::size_t i = 0; i < 50; ++i)
        QCOMPARE(after.smoothAt(i), before.smoothAt(i));
}

void TestLossSeries::remembersTheFirstLowestPoint()
{
    LossSeries series;
    for (const double y : {5.0, 3.0, 4.0, 3.0, 6.0})
        series.append(static_cast<double>(series.size()), y);
    QCOMPARE(series.lowestIndex(), std::optional<std::size_t>(1));
    QCOMPARE(series.lowest(), 3.0);
    QCOMPARE(series.highest(), 6.0);
}

void TestLossSeries::findsTheNearestPoint()
{
    LossSeries series;
    for (const double x : {0.0, 10.0, 20.0})
        series.append(x, 1.0);
    QCOMPARE(series.nearest(-5.0), std::optional<std::size_t>(0));
    QCOMPARE(series.nearest(14.0), std::optional<std::size_t>(1));
    QCOMPARE(series.nearest(16.0), std::optional<std::size_t>(2));
    QCOMPARE(series.nearest(99.0), std::optional<std::size_t>(2));
}

void TestLossSeries::keepsEveryExtremeInItsPixelColumn()
{
    LossSeries series;
    for (int i = 0; i < 10000; ++i)
        series.append(i, i == 5000 ? 100.0 : i == 7503 ? -100.0 : 0.0);
    const auto columns = series.columns(ChartScale(ScaleKind::Linear, 0, 10000, 0, 100), 1.0);
    QCOMPARE(columns.size(), std::size_t{100});
    QCOMPARE(columns[50].high, 100.0);
    QCOMPARE(columns[75].low, -100.0);
    QCOMPARE(columns[49].high, 0.0);
}

void TestLossSeries::dropsWhatIsNotANumber()
{
    LossSeries series;
    series.append(0, std::numeric_limits<double>::quiet_NaN());
    series.append(1, std::numeric_limits<double>::infinity());
    QVERIFY(series.empty());
}

void TestLossSeries::clearingKeepsTheSmoothing()
{
    LossSeries series;
    series.setSmoothing(0.3);
    series.append(0, 1.0);
    series.clear();
    QVERIFY(series.empty());
    QCOMPARE(series.smoothing(), 0.3);
}

QTEST_GUILESS_MAIN(TestLossSeries)
#include "tst_loss_series.moc"
