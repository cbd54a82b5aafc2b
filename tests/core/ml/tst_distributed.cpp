#include "core/ml/torch_learner.h"
#include "core/ml/torch_setup.h"
#include "core/training/checkpoint.h"
#include "core/training/classic_corpus.h"
#include "core/training/presets.h"
#include "tests/core/ml/loopback_ranks.h"
#include "tests/support/training.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

using namespace cadenza;

namespace {

/// Ranks add the same numbers in another order than one process does, which is all that may differ: losses, in nats per
/// note, to this share of their size.
constexpr double kTolerance = 1e-5;

/// Three pieces of unequal length, the last held out: windows end early, and never at the same time.
training::CorpusSnapshot unevenCorpus()
{
    auto corpus = std::make_shared<training::Corpus>(*test::corpusOf(test::wanderingLine(300)));
    for (const int notes : {77, 130}) {
        auto piece = test::corpusOf(test::wanderingLine(notes))->pieces.front();
        piece.validation = notes == 130;
        (piece.validation ? corpus->validNotes : corpus->trainNotes) += piece.size();
        corpus->pieces.push_back(std::move(piece));
    }
    return corpus;
}

/// With everything that is drawn at random: dropout, transposition, recollection.
training::TrainingConfig config(int batch)
{
    auto config = test::tinyConfig();
    config.shape.layers = 2;
    config.batch = batch;
    config.dropout = 0.25;
    config.recallDropout = 0.2;
    config.transpose = true;
    config.epochs = 6;
    config.learningRate = 5e-3;
    config.reportEvery = std::chrono::seconds(0);
    return config;
}

bool isClose(double one, double other)
{
    return std::abs(one - other) <= kTolerance * std::max(std::abs(one), std::abs(other));
}

/// The same reports at the same notes, with the same losses.
bool isSameCurve(const std::vector<training::TrainingReport>& one, const std::vector<training::TrainingReport>& other)
{
    return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
        return a.notes == b.notes && a.train.notes == b.train.notes && isClose(a.trainNll, b.trainNll)
               && a.valid.has_value() == b.valid.has_value()
               && (!a.valid
                   || (a.valid->notes == b.valid->notes && isClose(a.valid->nllPerNote(), b.valid->nllPerNote())));
    });
}

/// The evaluations of a run: notes learnt from, and the loss on held-out ones.
std::vector<std::pair<std::uint64_t, double>> evaluationsOf(const std::vector<training::TrainingReport>& history)
{
    std::vector<std::pair<std::uint64_t, double>> evaluations;
    for (const training::TrainingReport& report : history)
        if (report.valid)
            evaluations.emplace_back(report.notes, report.valid->nllPerNote());
    return evaluations;
}

} // namespace

/// Several ranks on this machine.
class TestDistributed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranksLearnWhatOneLearns_data()
    {
        QTest::addColumn<int>("world");
        QTest::addColumn<int>("batch");
        QTest::newRow("one") << 1 << 4;
        QTest::newRow("two") << 2 << 4;
        QTest::newRow("four") << 4 << 4;
        QTest::newRow("two, unevenly") << 2 << 5;
        QTest::newRow("four, unevenly") << 4 << 7;
    }
    void ranksLearnWhatOneLearns()
    {
        QFETCH(int, world);
        QFETCH(int, batch);
        const auto corpus = unevenCorpus();
        const auto alone = training::train(ml::makeTorchLearner, config(batch), corpus, {}, {});
        QVERIFY(alone);
        QVERIFY(alone->history.size() > 20);
        QVERIFY(alone->history.back().trainNll < alone->history.front().trainNll - 1.0);
        const auto together = test::trainOnRanks(world, config(batch), corpus);
        for (const auto& outcome : together)
            QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QVERIFY(isSameCurve(together[0]->history, alone->history));
        QVERIFY(isClose(together[0]->model->card.validNll, alone->model->card.validNll));
        for (const auto& outcome : together) // to the last bit
            QVERIFY(outcome->model->parameters == together[0]->model->parameters);
    }

    void eachRankOfAMachineTakesItsOwnGpu()
    {
        QCOMPARE(ml::gpuOf(0, 4).value(), 0);
        QCOMPARE(ml::gpuOf(3, 4).value(), 3);
        QCOMPARE(ml::gpuOf(3, 1).value(), 0); // a launcher shows each only its own
        QCOMPARE(ml::gpuOf(2, 2).error().fault, Fault::InvalidSetting);
        QCOMPARE(ml::gpuOf(2, 2).error().subject, std::string("LOCAL_RANK"));
    }

    void aClassicModelLearnsTheSame()
    {
        auto classic = training::classicConfig();
        classic.classic->shape.hidden = 32;
        classic.classic->shape.dense = 16;
        classic.batch = 3;
        classic.steps = 64;
        classic.epochs = 4;
        classic.time.reset();
        classic.evaluateEpochs.reset();
        classic.threads = 1;
        classic.reportEvery = std::chrono::seconds(0);
        std::vector<library::Entry> entries;
        for (const int notes : {600, 450})
            entries.push_back(test::entryOf(test::wanderingLine(notes), std::to_string(notes)));
        const auto corpus = training::makeCorpus(entries, classic);
        QVERIFY2(corpus, corpus ? "" : corpus.error().detail.c_str());
        const auto alone = training::train(ml::makeTorchLearner, classic, *corpus, {}, {});
        QVERIFY(alone);
        const auto together = test::trainOnRanks(2, classic, *corpus);
        QVERIFY(together[0] && together[1]);
        QVERIFY(isSameCurve(together[0]->history, alone->history));
    }

    void aRunGoesOnWithAnotherNumberOfRanks_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::newRow("two, then four") << 2 << 4;
        QTest::newRow("four, then two") << 4 << 2;
        QTest::newRow("three, then one") << 3 << 1;
        QTest::newRow("one, then two") << 1 << 2;
    }
    void aRunGoesOnWithAnotherNumberOfRanks()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        const auto corpus = unevenCorpus();
        const auto undisturbed = test::trainOnRanks(2, config(6), corpus);
        QVERIFY(undisturbed[0]);
        const QTemporaryDir folder;
        training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString()};
        std::stop_source stop;
        const auto stopHalfway = [&](const training::TrainingReport& report) {
            if (report.progress > 0.5)
                stop.request_stop();
        };
        const auto first = test::trainOnRanks(before, config(6), corpus, plan, stop, stopHalfway);
        QVERIFY(first[0]);
        QCOMPARE(first[0]->reason, training::StopReason::Stopped);
        plan.resume = training::Resume::IfThere;
        const auto second = test::trainOnRanks(after, config(6), corpus, plan);
        QVERIFY(second[0]);
        auto whole = first[0]->history;
        whole.insert(whole.end(), second[0]->history.begin(), second[0]->history.end());
        const auto evaluations = evaluationsOf(whole); // one that was stopped is made up for
        QVERIFY(evaluations.size() > 20);
        QVERIFY(
            std::ranges::equal(evaluations, evaluationsOf(undisturbed[0]->history), [](const auto& a, const auto& b) {
                return a.first == b.first && isClose(a.second, b.second);
            }));
        QVERIFY(isClose(second[0]->model->card.validNll, undisturbed[0]->model->card.validNll));
    }
};

QTEST_GUILESS_MAIN(TestDistributed)
#include "tst_distributed.moc"
