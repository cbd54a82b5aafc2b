#include "core/seeds/surprise.h"

#include <QtTest>

using namespace cadenza::seeds;

/// How much surprise is usual, and what a window's is worth beside it.
class TestSurprise : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRangeIsOfTheWindowsMeans()
    {
        const std::vector<std::vector<float>> pieces{{1, 1, 3, 5, 7}, {}, {9}}; // means of two notes: 1 2 4 6
        const auto range = surpriseRange(pieces, 2);
        QCOMPARE(range.lower, 1.0);
        QCOMPARE(range.median, 2.0);
        QCOMPARE(range.upper, 4.0);
    }

    void noWindowsHaveNoRange()
    {
        QCOMPARE(surpriseRange({}, 64), SurpriseRange{});
        const std::vector<std::vector<float>> pieces{{1, 2}};
        QCOMPARE(surpriseRange(pieces, 3), SurpriseRange{});
        QCOMPARE(surpriseRange(pieces, 0), SurpriseRange{});
    }

    void theMedianIsBestAndTheFencesAreWorst()
    {
        const SurpriseRange range{4.0, 5.0, 7.0};
        QCOMPARE(range.lowerFence(), -0.5);
        QCOMPARE(range.upperFence(), 11.5);
        QCOMPARE(range.valueOf(5.0), 1.0);
        QCOMPARE(range.valueOf(8.25), 0.5);
        QCOMPARE(range.valueOf(11.5), 0.0);
        QCOMPARE(range.valueOf(20.0), 0.0);
        QVERIFY(range.valueOf(1.0) < range.valueOf(3.0));
    }

    void musicThatIsAllAlikeHasOneValue()
    {
        const SurpriseRange range{5.0, 5.0, 5.0};
        QCOMPARE(range.valueOf(5.0), 1.0);
        QCOMPARE(range.valueOf(5.1), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestSurprise)
#include "tst_surprise.moc"
