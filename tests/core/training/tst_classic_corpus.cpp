#include "core/training/batches.h"
#include "core/training/classic_corpus.h"
#include "core/training/run_facts.h"
#include "tests/support/quartet.h"
#include "tests/support/random_line.h"
#include "tests/support/training.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace cadenza;
using training::ClassicRole;

namespace {

training::TrainingConfig classicConfig(training::ClassicSplit split)
{
    training::TrainingConfig config = test::tinyConfig();
    config.classic.emplace();
    config.classic->split = split;
    config.batch = 3;
    config.steps = 16;
    return config;
}

std::vector<library::Entry> pieces(int count)
{
    std::vector<library::Entry> entries;
    for (int i = 0; i < count; ++i)
        entries.push_back(test::entryOf(test::randomLine(150 + 10 * i, static_cast<std::uint64_t>(i)),
                                        "p" + std::to_string(i) + "/x.mid"));
    return entries;
}

training::CorpusSnapshot corpusOf(const training::TrainingConfig& config, int count = 4)
{
    const auto entries = pieces(count);
    auto corpus = training::makeCorpus(entries, config);
    return corpus ? *corpus : nullptr;
}

std::size_t countOf(const training::CorpusPiece& piece, ClassicRole role)
{
    return static_cast<std::size_t>(std::ranges::count(piece.roles, role));
}

} // namespace

/// The tokens a Classic model learns from, and how they come to it.
class TestClassicCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void windowsAreHeldOutAtRandomFromAllMusicTogether()
    {
        const auto corpus = corpusOf(classicConfig(training::ClassicSplit::Windows));
        QVERIFY(corpus);
        QCOMPARE(corpus->pieces.size(), std::size_t{1});
        const training::CorpusPiece& all = corpus->pieces.front();
        QCOMPARE(all.tokens.size(), std::size_t{150 + 160 + 170 + 180});
        // 596 windows: a fifth for the test, a fifth of the rest for validation
        QCOMPARE(countOf(all, ClassicRole::Valid), std::size_t{95});
        QCOMPARE(countOf(all, ClassicRole::Train), std::size_t{596 - 119 - 95});
        QCOMPARE(corpus->trainNotes, countOf(all, ClassicRole::Train));
        QCOMPARE(training::factsOf(*corpus).pieces, std::size_t{4});
        QVERIFY(std::all_of(all.roles.begin(), all.roles.begin() + 64,
                            [](ClassicRole role) { return role == ClassicRole::None; }));
    }

    void learnsFromTheSelectedPartsAlone()
    {
        auto config = classicConfig(training::ClassicSplit::Works);
        config.parts = {{"viola"}};
        const std::vector entries{test::entryOf(test::quartet(100), "a/x.mid"), pieces(1).front(),
                                  test::entryOf(test::quartet(120), "b/x.mid")};
        const auto corpus = training::makeCorpus(entries, config);
        QVERIFY(corpus);
        QCOMPARE((*corpus)->withoutParts, std::size_t{1});
        QCOMPARE((*corpus)->pieces.size(), std::size_t{2});
        QCOMPARE((*corpus)->pieces[0].tokens.size(), std::size_t{100});
        QCOMPARE((*corpus)->pieces[1].entry, std::size_t{2});
        config.parts = {{"sitar"}};
        QCOMPARE(training::makeCorpus(entries, config).error().fault, Fault::TooLittleMusic);
    }

    void worksAreHeldOutWhole()
    {
        const auto corpus = corpusOf(classicConfig(training::ClassicSplit::Works));
        QVERIFY(corpus);
        QCOMPARE(corpus->pieces.size(), std::size_t{4});
        QCOMPARE(std::ranges::count(corpus->pieces, true, &training::CorpusPiece::validation), 1);
        for (const training::CorpusPiece& piece : corpus->pieces)
            QCOMPARE(countOf(piece, piece.validation ? ClassicRole::Valid : ClassicRole::Train),
                     piece.tokens.size() - 64);
    }

    void anEpochPredictsEachTargetOnceAfterSixtyFourTokens()
    {
        const auto config = classicConfig(training::ClassicSplit::Windows);
        const auto corpus = corpusOf(config);
        training::TrainingBatches batches(corpus, config);
        std::size_t counted = 0;
        std::vector<std::size_t> read(static_cast<std::size_t>(config.batch), 0); // since each sequence began anew
        while (counted < corpus->trainNotes) {
            const training::Batch batch = batches.next();
            QCOMPARE(batch.tokens.size(), static_cast<std::size_t>(config.batch * (config.steps + 1)));
            for (std::size_t lane = 0; lane < read.size(); ++lane) {
                if (batch.fresh[lane])
                    read[lane] = 0;
                for (int t = 0; t < config.steps; ++t) {
                    ++read[lane];
                    if (!batch.counts[lane * static_cast<std::size_t>(config.steps) + static_cast<std::size_t>(t)])
                        continue;
                    ++counted;
                    QVERIFY(read[lane] >= training::kClassicContext);
                }
            }
        }
        QVERIFY(counted < corpus->trainNotes + static_cast<std::size_t>(config.batch * config.steps));
    }

    void validationReadsAllThatIsHeldOut_data()
    {
        QTest::addColumn<bool>("windows");
        QTest::newRow("windows") << true;
        QTest::newRow("works") << false;
    }

    void validationReadsAllThatIsHeldOut()
    {
        QFETCH(bool, windows);
        const auto config = classicConfig(windows ? training::ClassicSplit::Windows : training::ClassicSplit::Works);
        const auto corpus = corpusOf(config);
        std::size_t counted = 0;
        for (const training::Batch& batch : training::validationBatches(*corpus, config, 10))
            counted += static_cast<std::size_t>(std::ranges::count(batch.counts, std::uint8_t{1}));
        QCOMPARE(counted, corpus->validNotes);
    }

    void theBaselineIsTheMostCommonClass()
    {
        const auto corpus = corpusOf(classicConfig(training::ClassicSplit::Works));
        const auto baseline = training::classicBaseline(*corpus);
        QCOMPARE(baseline.step, 1.0); // a steady line
        QCOMPARE(baseline.duration, 1.0);
        QVERIFY(baseline.pitch > 0.0 && baseline.pitch < 0.2);
    }

    void tooShortPiecesAreNoMusic()
    {
        const auto entries = std::vector{test::entryOf(test::randomLine(64, 4), "short/x.mid")};
        const auto corpus = training::makeCorpus(entries, classicConfig(training::ClassicSplit::Works));
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::TooLittleMusic);
    }
};

QTEST_APPLESS_MAIN(TestClassicCorpus)
#include "tst_classic_corpus.moc"
