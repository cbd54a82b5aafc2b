#include "core/ml/classic_network.h"
#include "core/ml/lstm_function.h"
#include "core/ml/torch_learner.h"
#include "core/model/classic_network.h"
#include "core/training/batches.h"
#include "core/training/classic_corpus.h"
#include "core/training/trainer.h"
#include "tests/support/random_line.h"
#include "tests/support/training.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace cadenza;
using model::ClassicStream;

namespace {

training::TrainingConfig classicConfig(model::ClassicReading reads = model::ClassicReading::Own)
{
    training::TrainingConfig config = test::tinyConfig();
    config.classic.emplace();
    config.classic->shape.hidden = 32;
    config.classic->shape.dense = 16;
    config.classic->shape.reads = reads;
    config.classic->split = training::ClassicSplit::Windows;
    config.schedule = training::Schedule::Constant;
    config.learningRate = 5e-3;
    config.dropout = 0.25;
    config.batch = 4;
    config.steps = 32;
    config.epochs = 3.0;
    return config;
}

training::CorpusSnapshot corpusFor(const training::TrainingConfig& config)
{
    const auto entries = std::vector{test::entryOf(test::randomLine(300, 1), "a/x.mid"),
                                     test::entryOf(test::randomLine(260, 2), "b/y.mid")};
    auto corpus = training::makeCorpus(entries, config);
    return corpus ? *corpus : nullptr;
}

/// Nats of a class under these logits.
double surprise(const std::vector<float>& logits, std::size_t target)
{
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(double{logit});
    return std::log(sum) - logits[target];
}

} // namespace

/// The Classic model as `train` sees it, against its forward pass without libtorch.
class TestClassicLearner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRecurrenceAgreesWithTorchForwardAndBackward()
    {
        at::manual_seed(5);
        constexpr int steps = 7, batch = 5, hidden = 32;
        const at::Tensor gates = at::randn({steps, batch, 4 * hidden}).requires_grad_();
        const at::Tensor recurrent = (at::randn({4 * hidden, hidden}) * 0.1).requires_grad_();
        const ml::LayerState initial{at::randn({batch, hidden}), at::randn({batch, hidden})};
        const at::Tensor direction = at::randn({steps, batch, hidden});
        lstm::Workers workers(2);
        lstm::Layer layer(0, hidden);
        layer.pack(nullptr, recurrent.data_ptr<float>(), workers);
        const auto resultsOf = [&](const ml::LayerOutput& output) {
            (output.hidden_tbh * direction).sum().backward();
            std::vector<at::Tensor> results{output.hidden_tbh.detach(), output.last.hidden_bh, output.last.cell_bh,
                                            gates.grad().clone(), recurrent.grad().clone()};
            gates.grad().zero_();
            recurrent.grad().zero_();
            return results;
        };
        const auto ours = resultsOf(ml::recurOnCpu(gates, initial, recurrent, layer, workers));
        const auto theirs = resultsOf(ml::recurByTorch(gates, initial, recurrent));
        const auto rounded = resultsOf(ml::recurByTorch(gates, initial, recurrent, training::Arithmetic::BFloat16));
        for (std::size_t i = 0; i < ours.size(); ++i) {
            QVERIFY(((ours[i] - theirs[i]).norm() / theirs[i].norm()).item<double>() < 1e-5);
            QVERIFY(((rounded[i] - theirs[i]).norm() / theirs[i].norm()).item<double>() < 0.02);
        }
    }

    void agreesWithTheForwardPassWithoutTorch_data()
    {
        QTest::addColumn<model::ClassicReading>("reads");
        for (const model::ClassicReading reads : model::kClassicReadings)
            QTest::newRow(nameOf(reads).data()) << reads;
    }

    void agreesWithTheForwardPassWithoutTorch()
    {
        QFETCH(model::ClassicReading, reads);
        auto config = classicConfig(reads);
        const auto corpus = corpusFor(config);
        config.classic->shape = withClasses(config.classic->shape, *corpus->vocabulary);
        const auto learner = ml::makeTorchLearner(config.shape, config);
        QVERIFY(learner);
        const auto batches = training::validationBatches(*corpus, config, 0);
        training::Tally tally;
        for (const training::Batch& batch : batches)
            tally += *(*learner)->evaluateOn(batch);

        auto exported = std::make_shared<model::Model>((*learner)->exportModel());
        exported->classic->vocabulary = *corpus->vocabulary;
        const model::ClassicNetwork network(exported);
        std::vector<model::ClassicState> states(static_cast<std::size_t>(batches.front().batch));
        double words = 0.0, durations = 0.0;
        for (const training::Batch& batch : batches)
            for (std::size_t b = 0; b < states.size(); ++b) {
                if (batch.fresh[b])
                    states[b] = network.initialState();
                for (std::size_t t = 0; t < static_cast<std::size_t>(batch.steps); ++t) {
                    const auto* token = &batch.tokens[b * static_cast<std::size_t>(batch.steps + 1) + t];
                    const std::size_t at = b * static_cast<std::size_t>(batch.steps) + t;
                    network.hear(states[b], *token);
                    states[b].expected = batch.expectedTokens[at]; // of the whole piece, not of this passage
                    (void)network.predict(states[b], ClassicStream::Offset, token[1]);
                    const auto word = network.predict(states[b], ClassicStream::Word, token[1]);
                    const auto duration = network.predict(states[b], ClassicStream::Duration, token[1]);
                    if (batch.counts[at] == 0)
                        continue;
                    words += surprise(word, token[1].word);
                    durations += surprise(duration, token[1].duration);
                }
            }
        QCOMPARE(tally.notes, static_cast<double>(corpus->validNotes));
        QVERIFY(std::abs(words - tally.pitch) / tally.notes < 1e-5);
        QVERIFY(std::abs(durations - tally.duration) / tally.notes < 1e-5);
    }

    void learnsATinyPieceByHeart()
    {
        auto config = classicConfig();
        config.dropout = 0.0;
        config.epochs = 150.0;
        const auto outcome = training::train(ml::makeTorchLearner, config, corpusFor(config), {}, {});
        QVERIFY(outcome);
        QVERIFY2(outcome->model->card.trainNll < 0.2, qPrintable(QString::number(outcome->model->card.trainNll)));
        QVERIFY(outcome->model->classic);
        QVERIFY(!outcome->model->classic->vocabulary.words.empty());
    }

    void aResumedRunEndsInTheSameModel()
    {
        auto config = classicConfig();
        config.reportEvery = std::chrono::seconds(0);
        const auto corpus = corpusFor(config);
        const auto uninterrupted = training::train(ml::makeTorchLearner, config, corpus, {}, {});
        QVERIFY(uninterrupted);
        const QTemporaryDir folder;
        training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString()};
        std::stop_source source;
        const auto stopHalfway = [&](const training::TrainingReport& report) {
            if (report.progress > 0.5)
                source.request_stop();
        };
        const auto stopped =
            training::train(ml::makeTorchLearner, config, corpus, source.get_token(), stopHalfway, plan);
        QVERIFY(stopped);
        QCOMPARE(stopped->reason, training::StopReason::Stopped);
        plan.resume = training::Resume::IfThere;
        const auto resumed = training::train(ml::makeTorchLearner, config, corpus, {}, {}, plan);
        QVERIFY(resumed);
        QCOMPARE(model::contentHash(*resumed->model), model::contentHash(*uninterrupted->model));
    }

    void goesOnOnlyWithItsOwnVocabulary()
    {
        const auto config = classicConfig();
        const auto outcome = training::train(ml::makeTorchLearner, config, corpusFor(config), {}, {});
        QVERIFY(outcome);
        training::RunOptions options;
        options.from = outcome->model;
        QVERIFY(training::train(ml::makeTorchLearner, config, corpusFor(config), {}, {}, {}, options));
        const auto other = std::vector{test::entryOf(test::randomLine(70, 3), "c/z.mid")};
        const auto refused =
            training::train(ml::makeTorchLearner, config, *training::makeCorpus(other, config), {}, {}, {}, options);
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::WrongEncoding);
    }
};

QTEST_APPLESS_MAIN(TestClassicLearner)
#include "tst_classic_learner.moc"
