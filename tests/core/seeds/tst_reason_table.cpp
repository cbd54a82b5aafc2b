#include "core/seeds/reason_table.h"
#include "tests/support/music.h"

#include <QtTest>

using namespace cadenza;
using namespace cadenza::seeds;

namespace {

std::vector<std::shared_ptr<const midi::Piece>> lines(std::initializer_list<int> lengths)
{
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const int notes : lengths)
        pieces.push_back(std::make_shared<midi::Piece>(test::wanderingLine(notes)));
    return pieces;
}

} // namespace

class TestReasonTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCollectionIsScoredAsItsPieces()
    {
        const auto pieces = lines({300, 20, 200});
        const auto scores = scoreCollection(pieces);
        QCOMPARE(scores.size(), std::size_t{3});
        QCOMPARE(scores[0], scoreAllWindows(*pieces[0]));
        QVERIFY(scores[1].empty());
        QCOMPARE(scores[2], scoreAllWindows(*pieces[2]));
    }

    void theBestOfACollectionAreThoseOfItsPieces()
    {
        const auto pieces = lines({300, 400});
        const auto best = bestOfCollection(pieces, {64, 2, Snap::None});
        QCOMPARE(best[1].front().first, bestWindows(*pieces[1], 2).front().first);
    }

    void tellsWhatTheBestHaveInCommon()
    {
        const auto table = reasonTable(lines({1000, 500}));
        QCOMPARE(table.windows, std::size_t{937 + 437});
        QCOMPARE(table.topWindows, std::size_t{14});
        QCOMPARE(table.rows.size(), reasonNames().size() + 1);
        QCOMPARE(table.rows.front().name, std::string("score"));
        QVERIFY(table.rows.front().top > table.rows.front().random);
        for (const auto& row : table.rows)
            QVERIFY(row.top >= 0.0 && row.top <= 1.0 && row.random >= 0.0 && row.random <= 1.0);
    }

    void aHearingAddsARowAndLeavesOutWhatWasNotHeard()
    {
        const auto pieces = lines({1000, 500});
        Hearing hearing;
        hearing.surprise.emplace_back(1000, 5.0F);
        hearing.surprise[0][700] = 50.0F;
        hearing.surprise.emplace_back();
        hearing.usual = surpriseRange(hearing.surprise, 64);
        const auto table = reasonTable(pieces, 64, hearing);
        QCOMPARE(table.windows, std::size_t{937});
        QCOMPARE(table.rows.size(), reasonNames().size() + 2);
        QCOMPARE(table.rows.back().name, std::string(kSurpriseReason));
        QCOMPARE(table.rows.back().top, 1.0);
        QVERIFY(table.rows.back().random < 1.0);
        const auto best = bestOfCollection(pieces, {64, 2, Snap::None}, hearing);
        QCOMPARE(best[0].front().valueOf(kSurpriseReason), 1.0);
        QCOMPARE(best[1].front().valueOf(kSurpriseReason), -1.0);
    }

    void nothingComesOfNothing()
    {
        QCOMPARE(reasonTable(lines({20})).windows, std::size_t{0});
        QCOMPARE(reasonTable({}).topWindows, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestReasonTable)
#include "tst_reason_table.moc"
