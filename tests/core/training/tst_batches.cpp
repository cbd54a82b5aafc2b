#include "core/encoding/parts.h"
#include "core/training/batches.h"
#include "tests/support/training.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace cadenza;
using training::TrainingBatches;

namespace {

/// Pieces of these lengths whose events carry their index: pitch and duration count up, 48 to an octave.
training::CorpusSnapshot corpusOfLengths(std::initializer_list<int> lengths, bool held = false)
{
    auto corpus = std::make_shared<training::Corpus>();
    int number = 0;
    for (const int length : lengths) {
        training::CorpusPiece piece;
        piece.composer = ++number;
        piece.validation = held;
        for (int i = 0; i < length; ++i) {
            encoding::Event event;
            event.pitch = static_cast<std::uint8_t>(40 + i / 48 % 48);
            event.duration = static_cast<std::uint8_t>(i % 48);
            piece.events.push_back(event);
        }
        piece.expected = encoding::expectationsOf(piece.events);
        (held ? corpus->validNotes : corpus->trainNotes) += piece.events.size();
        corpus->pieces.push_back(std::move(piece));
    }
    return corpus;
}

int indexOf(const encoding::Event& event)
{
    return (event.pitch - 40) * 48 + event.duration;
}

const encoding::Event& eventAt(const training::Batch& batch, int b, int t)
{
    return batch.events[static_cast<std::size_t>(b * (batch.steps + 1) + t)];
}

int countsOf(const training::Batch& batch)
{
    return static_cast<int>(std::ranges::count(batch.counts, 1));
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySequenceGoesOnWhereItWasUnlessFresh()
    {
        TrainingBatches batches(corpusOfLengths({500, 300, 90}), test::tinyConfig());
        std::map<int, int> expected;
        for (int round = 0; round < 60; ++round) {
            const auto batch = batches.next();
            for (int b = 0; b < batch.batch; ++b) {
                const int first = indexOf(eventAt(batch, b, 0));
                if (!batch.fresh[static_cast<std::size_t>(b)])
                    QCOMPARE(first, expected[b]);
                for (int t = 0; t < batch.steps; ++t)
                    if (batch.counts[static_cast<std::size_t>(b * batch.steps + t)])
                        QCOMPARE(indexOf(eventAt(batch, b, t + 1)), first + t + 1);
                expected[b] = first + batch.steps;
            }
        }
    }

    void anEpochPredictsEachNoteOnce()
    {
        auto config = test::tinyConfig();
        config.batch = 1;
        TrainingBatches batches(corpusOfLengths({500, 300, 90}), config);
        int predicted = 0;
        for (int round = 0; predicted < 890 - 3; ++round) {
            QVERIFY(round < 100);
            predicted += countsOf(batches.next());
        }
        QCOMPARE(predicted, 890 - 3); // a piece's first note has nothing before it
    }

    void manySequencesShareOnePiece()
    {
        auto config = test::tinyConfig();
        config.batch = 8;
        TrainingBatches batches(corpusOfLengths({2000}), config);
        std::set<int> places;
        const auto batch = batches.next();
        for (int b = 0; b < batch.batch; ++b)
            places.insert(indexOf(eventAt(batch, b, 0)));
        QVERIFY(places.size() >= 7);
    }

    void piecesShorterThanAWindowArePadded()
    {
        TrainingBatches batches(corpusOfLengths({5, 6, 7}), test::tinyConfig());
        const auto batch = batches.next();
        QCOMPARE(batch.batch, 4);
        const int counted = countsOf(batch);
        QVERIFY(counted >= 4 * 4 && counted <= 4 * 6);
    }

    void transposesWithinTheKeysAndLeavesDrums()
    {
        QCOMPARE(int{training::transposed({.pitch = 60}, -5).pitch}, 55);
        QCOMPARE(int{training::transposed({.part = encoding::kDrumsPart, .pitch = 36}, 6).pitch}, 36);
        auto config = test::tinyConfig();
        config.transpose = true;
        TrainingBatches batches(
            test::corpusOf(test::piano({test::note(0, 240, 0), test::note(240, 240, 127), test::note(480, 240, 60)})),
            config);
        for (int round = 0; round < 20; ++round)
            for (const auto& event : batches.next().events)
                QVERIFY(event.pitch == 0 || event.pitch == 127 || event.pitch == 60);
    }

    void someWindowsHideTheComposer()
    {
        TrainingBatches batches(corpusOfLengths({3000}), test::tinyConfig());
        int hidden = 0;
        for (int round = 0; round < 250; ++round)
            for (const int composer : batches.next().composers) {
                QVERIFY(composer == 0 || composer == 1);
                hidden += composer == 0;
            }
        QVERIFY(hidden > 100 && hidden < 200); // 15 % of 1000
    }

    void aRestoredStateContinues()
    {
        const auto corpus = corpusOfLengths({500, 300, 90});
        TrainingBatches first(corpus, test::tinyConfig());
        for (int round = 0; round < 7; ++round)
            (void)first.next();
        TrainingBatches second(corpus, test::tinyConfig());
        second.setState(first.state());
        for (int round = 0; round < 30; ++round)
            QVERIFY(first.next().events == second.next().events);
    }

    void validationReadsAllHeldOutMusicOnce()
    {
        int counted = 0;
        for (const auto& batch :
             training::validationBatches(*corpusOfLengths({500, 300, 90, 20, 10}, true), test::tinyConfig(), 1'000'000))
            counted += countsOf(batch);
        QCOMPARE(counted, 920 - 5);
    }

    void validationCanReadTheBeginningsOnly()
    {
        int counted = 0;
        for (const auto& batch :
             training::validationBatches(*corpusOfLengths({500, 300, 40}, true), test::tinyConfig(), 200))
            counted += countsOf(batch);
        QCOMPARE(counted, 200 - 3);
    }

    void validationOfNothingIsEmpty()
    {
        QVERIFY(training::validationBatches(*corpusOfLengths({500}), test::tinyConfig(), 200).empty());
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
