#include "ui/training/chart_scale.h"

#include <QTest>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

class TestChartScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapsValuesToPixelsAndBack();
    void mapsDecadesEvenlyWhenLogarithmic();
    void choosesRoundTicks();
    void choosesTicksAClockWouldHave();
    void keepsTicksApart();
    void labelsLogarithmicTicksWithOneTwoAndFive();
    void writesTimesAsClocksDo();
    void neverGivesAnEmptyRange();
    void endsWhereARangeIsTooNarrowForItsNumbers();
};

namespace {

QStringList labels(const std::vector<ChartScale::Tick>& ticks)
{
    QStringList found;
    for (const auto& tick : ticks)
        found += tick.label;
    return found;
}

} // namespace

void TestChartScale::mapsValuesToPixelsAndBack()
{
    const ChartScale scale(ScaleKind::Linear, 2.0, 10.0, 400.0, 0.0);
    QCOMPARE(scale.pixelOf(2.0), 400.0);
    QCOMPARE(scale.pixelOf(10.0), 0.0);
    QCOMPARE(scale.pixelOf(6.0), 200.0);
    QCOMPARE(scale.valueAt(100.0), 8.0);
}

void TestChartScale::mapsDecadesEvenlyWhenLogarithmic()
{
    const ChartScale scale(ScaleKind::Logarithmic, 0.1, 10.0, 0.0, 200.0);
    QCOMPARE(scale.pixelOf(1.0), 100.0);
    QCOMPARE(scale.valueAt(200.0), 10.0);
}

void TestChartScale::choosesRoundTicks()
{
    const ChartScale scale(ScaleKind::Linear, 4.3, 7.1, 300.0, 0.0);
    QCOMPARE(labels(scale.ticks(50.0)), (QStringList{u"4.5"_s, u"5.0"_s, u"5.5"_s, u"6.0"_s, u"6.5"_s, u"7.0"_s}));
}

void TestChartScale::choosesTicksAClockWouldHave()
{
    const ChartScale scale(ScaleKind::Time, 0.0, 110.0, 0.0, 400.0);
    QCOMPARE(labels(scale.ticks(90.0)), (QStringList{u"0:00"_s, u"0:30"_s, u"1:00"_s, u"1:30"_s}));
    const ChartScale hours(ScaleKind::Time, 0.0, 5400.0, 0.0, 400.0);
    QCOMPARE(labels(hours.ticks(90.0)), (QStringList{u"0:00"_s, u"30:00"_s, u"1:00:00"_s, u"1:30:00"_s}));
}

void TestChartScale::keepsTicksApart()
{
    for (const double end : {3.0, 17.0, 60.0, 1234.0, 90000.0}) {
        const ChartScale scale(ScaleKind::Time, 0.0, end, 0.0, 500.0);
        const auto ticks = scale.ticks(70.0);
        QVERIFY(ticks.size() >= 2);
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QVERIFY(scale.pixelOf(ticks[i].value) - scale.pixelOf(ticks[i - 1].value) >= 69.0);
    }
}

void TestChartScale::labelsLogarithmicTicksWithOneTwoAndFive()
{
    const ChartScale scale(ScaleKind::Logarithmic, 0.4, 12.0, 300.0, 0.0);
    QCOMPARE(labels(scale.ticks(30.0)), (QStringList{u"0.5"_s, u"1"_s, u"2"_s, u"5"_s, u"10"_s}));
}

void TestChartScale::writesTimesAsClocksDo()
{
    QCOMPARE(clockText(7.2), u"0:07"_s);
    QCOMPARE(clockText(750), u"12:30"_s);
    QCOMPARE(clockText(3725), u"1:02:05"_s);
    QCOMPARE(clockText(-1), u"0:00"_s);
}

void TestChartScale::neverGivesAnEmptyRange()
{
    for (const ScaleKind kind : {ScaleKind::Linear, ScaleKind::Logarithmic}) {
        const auto [low, high] = roomyRange(5.0, 5.0, kind);
        QVERIFY(low < 5.0);
        QVERIFY(high > 5.0);
    }
}

/// A loss that hardly moves, or is next to nothing, once kept the window painting for ever.
void TestChartScale::endsWhereARangeIsTooNarrowForItsNumbers()
{
    for (const auto& [from, to] : {std::pair(10.0, std::nextafter(10.0, 11.0)), std::pair(0.0, 5e-324),
                                   std::pair(1e300, std::nextafter(1e300, 1e301)), std::pair(-1e-310, 1e-310)}) {
        QVERIFY(ChartScale(ScaleKind::Linear, from, to, 300.0, 0.0).ticks(30.0).size() <= 1000);
        const auto [low, high] = roomyRange(from, to, ScaleKind::Linear);
        const auto ticks = ChartScale(ScaleKind::Linear, low, high, 300.0, 0.0).ticks(30.0);
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 20);
    }
}

QTEST_GUILESS_MAIN(TestChartScale)
#include "tst_chart_scale.moc"
