#include "ui/training/curve_series.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cadenza::ui;

class TestCurveSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void smoothsAsItGrows();
    void theSmoothedCurveIsNotLateWhereTheRawOneFalls();
    void smoothingZeroFollowsTheRawValues();
    void resmoothingEqualsGrowingWithThatSmoothing();
    void remembersTheFirstLowestPoint();
    void findsTheNearestPoint();
    void keepsEveryExtremeInItsPixelColumn();
    void dropsWhatIsNotANumber();
    void clearingKeepsTheSmoothing();
};

void TestCurveSeries::startsEmpty()
{
    const CurveSeries series;
    QVERIFY(series.empty());
    QVERIFY(!series.lowestIndex());
    QVERIFY(!series.nearest(1.0));
    QVERIFY(series.columns(ChartScale(ScaleKind::Linear, 0, 1, 0, 100), 1.0).empty());
}

void TestCurveSeries::smoothsAsItGrows()
{
    CurveSeries series;
    series.setSmoothing(0.5);
    series.append(0, 8.0);
    QCOMPARE(series.smoothAt(0), 8.0);
    series.append(1, 2.0);
    QCOMPARE(series.smoothAt(1), 0.2 * 8.0 + 0.8 * 2.0);
    for (const double y : {2.0, 2.0, 2.0})
        series.append(static_cast<double>(series.size()), y);
    const double before = series.smoothAt(4);
    series.append(5, 10.0);
    QCOMPARE(series.smoothAt(5), 0.5 * before + 0.5 * 10.0);
}

void TestCurveSeries::theSmoothedCurveIsNotLateWhereTheRawOneFalls()
{
    CurveSeries series;
    series.setSmoothing(0.9);
    for (int i = 0; i < 200; ++i)
        series.append(i, 10.0 / std::sqrt(1.0 + i));
    for (std::size_t i = 2; i < 200; ++i)
        QVERIFY(series.smoothAt(i) <= series.points()[i / 2].y);
}

void TestCurveSeries::smoothingZeroFollowsTheRawValues()
{
    CurveSeries series;
    series.setSmoothing(0.0);
    for (const double y : {5.0, 3.0, 4.0}) {
        series.append(static_cast<double>(series.size()), y);
        QCOMPARE(series.smoothAt(series.size() - 1), y);
    }
}

void TestCurveSeries::resmoothingEqualsGrowingWithThatSmoothing()
{
    CurveSeries before;
    CurveSeries after;
    before.setSmoothing(0.8);
    for (int i = 0; i < 50; ++i) {
        before.append(i, std::sin(i));
        after.append(i, std::sin(i));
    }
    after.setSmoothing(0.8);
    for (std::size_t i = 0; i < 50; ++i)
        QCOMPARE(after.smoothAt(i), before.smoothAt(i));
}

void TestCurveSeries::remembersTheFirstLowestPoint()
{
    CurveSeries series;
    for (const double y : {5.0, 3.0, 4.0, 3.0, 6.0})
        series.append(static_cast<double>(series.size()), y);
    QCOMPARE(series.lowestIndex(), std::optional<std::size_t>(1));
    QCOMPARE(series.lowest(), 3.0);
    QCOMPARE(series.highest(), 6.0);
}

void TestCurveSeries::findsTheNearestPoint()
{
    CurveSeries series;
    for (const double x : {0.0, 10.0, 20.0})
        series.append(x, 1.0);
    QCOMPARE(series.nearest(-5.0), std::optional<std::size_t>(0));
    QCOMPARE(series.nearest(14.0), std::optional<std::size_t>(1));
    QCOMPARE(series.nearest(16.0), std::optional<std::size_t>(2));
    QCOMPARE(series.nearest(99.0), std::optional<std::size_t>(2));
}

void TestCurveSeries::keepsEveryExtremeInItsPixelColumn()
{
    CurveSeries series;
    for (int i = 0; i < 10000; ++i)
        series.append(i, i == 5000 ? 100.0 : i == 7503 ? -100.0 : 0.0);
    const auto columns = series.columns(ChartScale(ScaleKind::Linear, 0, 10000, 0, 100), 1.0);
    QCOMPARE(columns.size(), std::size_t{100});
    QCOMPARE(columns[50].high, 100.0);
    QCOMPARE(columns[75].low, -100.0);
    QCOMPARE(columns[49].high, 0.0);
}

void TestCurveSeries::dropsWhatIsNotANumber()
{
    CurveSeries series;
    series.append(0, std::numeric_limits<double>::quiet_NaN());
    series.append(1, std::numeric_limits<double>::infinity());
    QVERIFY(series.empty());
}

void TestCurveSeries::clearingKeepsTheSmoothing()
{
    CurveSeries series;
    series.setSmoothing(0.3);
    series.append(0, 1.0);
    series.clear();
    QVERIFY(series.empty());
    QCOMPARE(series.smoothing(), 0.3);
}

QTEST_GUILESS_MAIN(TestCurveSeries)
#include "tst_curve_series.moc"
