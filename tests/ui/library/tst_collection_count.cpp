#include "core/library/statistics.h"
#include "tests/support/music.h"
#include "ui/library/collection_count.h"
#include "ui/library/histogram.h"
#include "ui/library/statistics_view.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

library::Entry entry(const std::string& composer, int notes)
{
    library::Entry made;
    made.id = composer + std::to_string(notes);
    made.composer = composer;
    made.piece = std::make_shared<midi::Piece>(test::wanderingLine(notes));
    made.notes = static_cast<std::size_t>(notes);
    made.statistics = std::make_shared<library::Statistics>(library::statisticsOf(*made.piece));
    made.length = made.statistics->length;
    return made;
}

} // namespace

/// What pieces hold together.
class TestCollectionCount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Dark); }

    void sumsUpPiecesAndComposers()
    {
        const CollectionFigures figures = figuresOf({entry("Bach", 100), entry("Satie", 300), entry("Bach", 50)});
        QCOMPARE(figures.statistics.pieces, std::size_t{3});
        QCOMPARE(figures.statistics.notes, std::size_t{450});
        QCOMPARE(figures.statistics.distinctWords, std::size_t{24});
        QCOMPARE(figures.composers.size(), std::size_t{2});
        QCOMPARE(figures.composers[0].composer, u"Satie"_s);
        QCOMPARE(figures.composers[1].notes, std::size_t{150});
    }

    void onlyTheNewestWishIsAnswered()
    {
        CollectionCount counter;
        std::vector<std::size_t> answers;
        connect(&counter, &CollectionCount::counted, this,
                [&](const CollectionFigures& figures) { answers.push_back(figures.statistics.notes); });
        const auto a = entry("Bach", 100);
        const auto b = entry("Satie", 200);
        counter.count([&] { return std::vector{&a}; });
        counter.count([&] { return std::vector{&a, &b}; });
        QTRY_COMPARE(answers, (std::vector<std::size_t>{300}));
    }

    void showsFiguresAndPlots()
    {
        StatisticsView view;
        view.setFigures(figuresOf({entry("Bach", 100), entry("Satie", 300)}));
        QStringList values;
        for (const auto* label : view.findChildren<QLabel*>())
            values << label->text();
        QVERIFY(values.contains(u"400"_s));
        QVERIFY(values.contains(u"100.0 %"_s)); // on the grid
        const auto* composers = view.findChild<NamedBars*>();
        QCOMPARE(composers->rows().size(), std::size_t{2});
        QCOMPARE(composers->accessibleDescription(), u"Satie 300, Bach 100"_s);
    }

    void thoseWithoutRoomBecomeOne()
    {
        NamedBars bars(u"x"_s);
        std::vector<NamedBars::Row> rows;
        for (std::size_t i = 0; i < 20; ++i)
            rows.push_back({QString::number(i), 20 - i});
        bars.setRows(rows);
        QCOMPARE(bars.rows().size(), std::size_t{NamedBars::kMostRows});
        QCOMPARE(bars.rows().back().name, u"7 others"_s);
        QCOMPARE(bars.rows().back().amount, std::size_t{7 + 6 + 5 + 4 + 3 + 2 + 1});
    }
};

QTEST_MAIN(TestCollectionCount)
#include "tst_collection_count.moc"
