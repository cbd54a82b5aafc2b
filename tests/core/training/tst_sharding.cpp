#include "core/training/batches.h"
#include "core/training/sharding.h"
#include "tests/support/training.h"

#include <QTest>

using namespace cadenza;
using training::Batch;

/// Which sequences each rank computes.
class TestSharding : public QObject {
    Q_OBJECT

    static Batch wholeOf(int sequences)
    {
        auto config = test::tinyConfig();
        config.batch = sequences;
        training::TrainingBatches batches(test::corpusOf(test::wanderingLine(300)), config);
        (void)batches.next();
        return batches.next();
    }

    template <class T>
    static void append(std::vector<T>& all, const std::vector<T>& some)
    {
        all.insert(all.end(), some.begin(), some.end());
    }

private Q_SLOTS:
    void sharesMakeUpTheWhole_data()
    {
        QTest::addColumn<int>("sequences");
        QTest::addColumn<int>("world");
        for (const int world : {1, 2, 3, 4, 7})
            for (const int sequences : {1, 4, 5, 16})
                QTest::addRow("%d sequences, %d ranks", sequences, world) << sequences << world;
    }
    void sharesMakeUpTheWhole()
    {
        QFETCH(int, sequences);
        QFETCH(int, world);
        const Batch whole = wholeOf(sequences);
        Batch together;
        int least = sequences, most = 0;
        for (int rank = 0; rank < world; ++rank) {
            const Batch share = training::shareOf(whole, rank, world);
            QVERIFY(share.share);
            QCOMPARE(share.share->first, together.batch);
            QCOMPARE(share.share->of, sequences);
            QCOMPARE(share.share->counted, training::countedIn(whole));
            QCOMPARE(share.steps, whole.steps);
            QCOMPARE(share.events.size(), static_cast<std::size_t>(share.batch * (share.steps + 1)));
            together.batch += share.batch;
            append(together.events, share.events);
            append(together.counts, share.counts);
            append(together.composers, share.composers);
            append(together.fresh, share.fresh);
            append(together.expected, share.expected);
            least = std::min(least, share.batch);
            most = std::max(most, share.batch);
        }
        QVERIFY(most - least <= 1);
        QCOMPARE(together.batch, sequences);
        QVERIFY(together.events == whole.events);
        QVERIFY(together.counts == whole.counts);
        QVERIFY(together.composers == whole.composers);
        QVERIFY(together.fresh == whole.fresh);
        QCOMPARE(together.expected.size(), whole.expected.size());
    }

    void aWholeBatchHasNoShare() { QVERIFY(!wholeOf(4).share); }
};

QTEST_GUILESS_MAIN(TestSharding)
#include "tst_sharding.moc"
