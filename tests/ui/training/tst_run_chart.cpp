#include "ui/style/theme.h"
#include "ui/training/chart_export.h"
#include "ui/training/run_chart.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

void setUp(RunChart& chart)
{
    chart.setLines({{u"training"_s, &Palette::trainLoss, RunChart::Curve::Noisy, RunChart::Best::Unmarked},
                    {u"validation"_s, &Palette::validLoss, RunChart::Curve::Sparse, RunChart::Best::Lowest}});
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

class TestRunChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsOutEveryLineAtATime();
    void drawsEachLineInItsColourOnceItHasPoints();
    void clearingKeepsTheLines();
    void smoothsNoisyLinesAndNeverSparseOnes();
    void followsTheTheme();
    void survivesOddData();
    void showsTheStretchThatIsDragged();
    void aClickedMarkIsTold();
    void isWrittenAsPictureAndNumbers();
};

void TestRunChart::initTestCase()
{
    applyTheme(*qApp, Theme::Dark);
}

void TestRunChart::readsOutEveryLineAtATime()
{
    RunChart chart;
    setUp(chart);
    QCOMPARE(chart.readOutAt(1.0), QString());
    chart.append(0, 60.0, 6.25);
    chart.append(0, 72.0, 6.0);
    chart.append(1, 70.0, 6.5);
    QCOMPARE(chart.readOutAt(72.0), u"1:12  ·  training 6.00  ·  validation 6.50"_s);
    QCOMPARE(chart.readOutAt(0.0), u"0:00  ·  training 6.25  ·  validation 6.50"_s);
}

void TestRunChart::drawsEachLineInItsColourOnceItHasPoints()
{
    RunChart chart;
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

void TestRunChart::clearingKeepsTheLines()
{
    RunChart chart;
    setUp(chart);
    chart.append(0, 1.0, 5.0);
    chart.clear();
    QCOMPARE(chart.lineCount(), std::size_t{2});
    QVERIFY(chart.series(0).empty());
}

void TestRunChart::smoothsNoisyLinesAndNeverSparseOnes()
{
    RunChart chart;
    setUp(chart);
    chart.setSmoothing(0.9);
    for (const std::size_t line : {0, 1}) {
        chart.append(line, 0.0, 8.0);
        chart.append(line, 1.0, 4.0);
    }
    QCOMPARE(chart.series(0).smoothAt(1), 4.8);
    QCOMPARE(chart.series(1).smoothAt(1), 4.0);
}

void TestRunChart::followsTheTheme()
{
    RunChart chart;
    setUp(chart);
    for (int i = 0; i < 50; ++i)
        chart.append(0, i, 5.0 + i);
    applyTheme(*qApp, Theme::Light);
    QVERIFY(hasColour(chart.grab().toImage(), Palette::of(Theme::Light).trainLoss));
    applyTheme(*qApp, Theme::Dark);
}

void TestRunChart::survivesOddData()
{
    RunChart chart;
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

void TestRunChart::showsTheStretchThatIsDragged()
{
    RunChart chart;
    setUp(chart);
    for (int i = 0; i <= 100; ++i)
        chart.append(0, i, 9.0 - i * 0.05);
    chart.grab();
    const QSignalSpy zoomed(&chart, &RunChart::zoomed);
    const ChartScale across = chart.drawing().across();
    const auto at = [&](double seconds) { return QPoint(qRound(across.pixelOf(seconds)), 200); };
    QTest::mousePress(&chart, Qt::LeftButton, {}, at(20));
    QTest::mouseMove(&chart, at(40));
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, at(40));
    QCOMPARE(zoomed.size(), 1);
    QVERIFY(std::abs(chart.drawing().span()->first - 20.0) < 0.5);
    QVERIFY(std::abs(chart.drawing().span()->second - 40.0) < 0.5);
    chart.grab();
    QVERIFY(chart.drawing().up().high() < 8.3); // the values follow what is seen
    QTest::keyClick(&chart, Qt::Key_0);
    QVERIFY(!chart.drawing().span());
    QTest::keyClick(&chart, Qt::Key_Minus); // nothing lies beyond the whole run
    QVERIFY(!chart.drawing().span());
}

void TestRunChart::aClickedMarkIsTold()
{
    RunChart chart;
    setUp(chart);
    for (int i = 0; i <= 100; ++i)
        chart.append(1, i, 9.0 - i * 0.05);
    chart.setMarks({10.0, 60.0});
    chart.grab();
    std::optional<std::size_t> clicked;
    connect(&chart, &RunChart::markClicked, this, [&](std::size_t mark) { clicked = mark; });
    const QPoint second(qRound(chart.drawing().across().pixelOf(60.0)), qRound(chart.drawing().up().pixelOf(6.0)));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, second + QPoint(0, 20));
    QVERIFY(!clicked);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, second);
    QCOMPARE(clicked, std::optional<std::size_t>(1));
}

void TestRunChart::isWrittenAsPictureAndNumbers()
{
    RunChart chart;
    setUp(chart);
    const QTemporaryDir folder;
    const auto target = [&](const QString& name) { return std::filesystem::path(folder.filePath(name).toStdString()); };
    const auto write = [&](const QString& name) {
        return exportChart(chart.drawing(), currentPalette(), chart.font(), {800, 400}, target(name));
    };
    QCOMPARE(write(u"a.png"_s).error().fault, cadenza::Fault::TooLittleMusic);
    chart.append(0, 1.0, 8.5);
    chart.append(0, 2.0, 8.0);
    for (const QString& name : {u"a.png"_s, u"a.svg"_s, u"a.csv"_s})
        QVERIFY(write(name));
    QCOMPARE(write(u"a.gif"_s).error().fault, cadenza::Fault::Unsupported);
    const QImage picture(folder.filePath(u"a.png"_s));
    QCOMPARE(picture.size(), QSize(1600, 800));
    QVERIFY(hasColour(picture, currentPalette().trainLoss));
    QFile svg(folder.filePath(u"a.svg"_s));
    QVERIFY(svg.open(QFile::ReadOnly));
    QVERIFY(svg.readAll().contains("<polyline"));
    QFile csv(folder.filePath(u"a.csv"_s));
    QVERIFY(csv.open(QFile::ReadOnly));
    QCOMPARE(csv.readAll(), QByteArray("line,seconds,value,smoothed\r\n\"training\",1,8.5,8.5\r\n"
                                       "\"training\",2,8,8\r\n"));
}

QTEST_MAIN(TestRunChart)
#include "tst_run_chart.moc"
