#include "core/ml/torch_learner.h"
#include "core/training/batches.h"
#include "core/training/trainer.h"
#include "tests/support/training.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace cadenza;

namespace {

std::unique_ptr<training::Learner> learner(const training::TrainingConfig& config)
{
    auto shape = config.shape;
    shape.composers = 2;
    auto made = ml::makeTorchLearner(shape, config);
    return made ? std::move(*made) : nullptr;
}

/// Nats per note of each of `count` training batches.
std::vector<double> curve(training::Learner& learner, training::TrainingBatches& batches, int count)
{
    std::vector<double> losses;
    for (int i = 0; i < count; ++i) {
        const auto tally = learner.trainOn(batches.next(), 5e-3);
        losses.push_back(tally ? tally->nllPerNote() : std::numeric_limits<double>::quiet_NaN());
    }
    return losses;
}

training::TrainingConfig configWithDropout()
{
    auto config = test::tinyConfig();
    config.shape.layers = 2;
    config.dropout = 0.25;
    config.transpose = true;
    return config;
}

} // namespace

/// The network on libtorch as `train` sees it.
class TestLearner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsATinyPieceByHeart()
    {
        auto config = test::tinyConfig();
        config.shape.hidden = 64;
        config.epochs = 120;
        config.reportEvery = std::chrono::seconds(0);
        const auto outcome =
            training::train(ml::makeTorchLearner, config, test::corpusOf(test::wanderingLine(240)), {}, {});
        QVERIFY(outcome);
        QVERIFY2(outcome->model->card.trainNll < 0.1, qPrintable(QString::number(outcome->model->card.trainNll)));
        QVERIFY(outcome->history.front().trainNll > 5.0);
    }

    void startsNearTheUniformDistribution()
    {
        auto config = test::tinyConfig();
        config.recallDropout = 1.0; // what is recalled is trusted from the start
        const auto subject = learner(config);
        training::TrainingBatches batches(test::corpusOf(test::wanderingLine(240)), config);
        const auto tally = subject->evaluateOn(batches.next());
        QVERIFY(tally);
        const double uniform = std::log(32.0) + std::log(128.0) + std::log(48.0) + std::log(32.0);
        QVERIFY(std::abs(tally->nllPerNote() - uniform) < 3.0);
    }

    void exportsWhatItImports()
    {
        const auto config = test::tinyConfig();
        const auto first = learner(config);
        auto otherSeed = config;
        otherSeed.randomSeed = 8;
        const auto second = learner(otherSeed);
        const auto model = first->exportModel();
        QVERIFY(model.parameters != second->exportModel().parameters);
        QVERIFY(second->importModel(model));
        QVERIFY(model.parameters == second->exportModel().parameters);
        for (const auto& spec : model::parametersOf(model.shape))
            QCOMPARE(model.parameters.at(spec.name).size(), spec.elements());
    }

    void givesTheSameModelFromTheSameSeed()
    {
        const auto config = configWithDropout();
        const auto corpus = test::corpusOf(test::wanderingLine(200));
        const auto first = training::train(ml::makeTorchLearner, config, corpus, {}, {});
        const auto second = training::train(ml::makeTorchLearner, config, corpus, {}, {});
        QVERIFY(first && second);
        QCOMPARE(model::contentHash(*first->model), model::contentHash(*second->model));
    }

    void continuesTheSameCurveFromASavedState()
    {
        const auto config = configWithDropout();
        const auto corpus = test::corpusOf(test::wanderingLine(200));
        training::TrainingBatches batches(corpus, config);
        const auto uninterrupted = learner(config);
        (void)curve(*uninterrupted, batches, 5);
        const auto saved = uninterrupted->saveState();
        const auto savedBatches = batches.state();
        const auto expected = curve(*uninterrupted, batches, 5);

        auto otherSeed = config;
        otherSeed.randomSeed = 99;
        const auto resumed = learner(otherSeed);
        QVERIFY(resumed->restoreState(saved));
        training::TrainingBatches resumedBatches(corpus, otherSeed);
        resumedBatches.setState(savedBatches);
        QVERIFY(curve(*resumed, resumedBatches, 5) == expected);
        QVERIFY(resumed->saveState() == uninterrupted->saveState());
    }

    void aResumedRunEndsInTheSameModel()
    {
        auto config = configWithDropout();
        config.reportEvery = std::chrono::seconds(0);
        const auto corpus = test::corpusOf(test::wanderingLine(300));
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
        QVERIFY(model::contentHash(*stopped->model) != model::contentHash(*uninterrupted->model));

        plan.resume = training::Resume::IfThere;
        const auto resumed = training::train(ml::makeTorchLearner, config, corpus, {}, {}, plan);
        QVERIFY(resumed);
        QCOMPARE(model::contentHash(*resumed->model), model::contentHash(*uninterrupted->model));
        QCOMPARE(resumed->history.back().notes, uninterrupted->history.back().notes);
        QVERIFY(resumed->history.front().notes > uninterrupted->history.back().notes / 2);
    }

    void refusesADamagedState()
    {
        const auto subject = learner(test::tinyConfig());
        auto state = subject->saveState();
        const auto before = subject->exportModel().parameters;
        state.resize(state.size() / 2);
        const auto restored = subject->restoreState(state);
        QVERIFY(!restored);
        QCOMPARE(restored.error().fault, Fault::NotModel);
        QVERIFY(subject->exportModel().parameters == before);
    }

    void noticesALossThatIsNoNumberBeforeTheWeightsMove()
    {
        const auto config = test::tinyConfig();
        const auto subject = learner(config);
        auto model = subject->exportModel();
        model.parameters.at("head.step.bias")[3] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(subject->importModel(model));
        training::TrainingBatches batches(test::corpusOf(test::wanderingLine(100)), config);
        const auto tally = subject->trainOn(batches.next(), 1e-2);
        QVERIFY(!tally);
        QCOMPARE(tally.error().fault, Fault::Diverged);
        QVERIFY(subject->exportModel().parameters.at("head.pitch.weight") == model.parameters.at("head.pitch.weight"));
    }

    void evaluationLeavesTrainingAsItWas()
    {
        const auto config = configWithDropout();
        const auto corpus = test::corpusOf(test::wanderingLine(200));
        const auto subject = learner(config);
        training::TrainingBatches batches(corpus, config);
        (void)curve(*subject, batches, 2);
        const auto before = subject->saveState();
        QVERIFY(subject->evaluateOn(batches.next()));
        QVERIFY(subject->saveState() == before);
    }

    void bfloat16RoundsButLearnsTheSame()
    {
        // The path of a GPU, on the processor.
        auto config = test::tinyConfig();
        config.shape = {.hidden = 64, .layers = 2};
        const auto corpus = test::corpusOf(test::wanderingLine(240));
        auto rounded = config;
        rounded.arithmetic = training::Arithmetic::BFloat16;
        const auto exactLearner = learner(config), roundedLearner = learner(rounded);
        training::TrainingBatches batches(corpus, config), same(corpus, config);
        const auto exact = curve(*exactLearner, batches, 40), coarse = curve(*roundedLearner, same, 40);
        for (std::size_t i = 0; i < 10; ++i)
            QVERIFY2(std::abs(coarse[i] / exact[i] - 1.0) < 0.02, qPrintable(QString::number(coarse[i] / exact[i])));
        QVERIFY(coarse != exact);
        QVERIFY(coarse.back() < 0.7 * coarse.front());
        const auto weights = roundedLearner->exportModel().parameters; // are not rounded themselves
        QVERIFY(std::ranges::any_of(weights.at("lstm.0.weight_hh"),
                                    [](float weight) { return (std::bit_cast<std::uint32_t>(weight) & 0xFFFF) != 0; }));
    }

    void refusesWhatDoesNotFitIntoMemoryBeforeItStarts()
    {
        auto config = test::tinyConfig();
        config.batch = 1024;
        config.steps = 1'000'000;
        const auto made = ml::makeTorchLearner({.hidden = 2048, .layers = 4, .composers = 1}, config);
        QVERIFY(!made);
        QCOMPARE(made.error().fault, Fault::OutOfMemory);
    }

    void refusesADeviceThatIsNotThere()
    {
        auto config = test::tinyConfig();
        config.device = training::Device::Cuda;
        const auto made = ml::makeTorchLearner({.hidden = 32, .layers = 1, .composers = 1}, config);
        if (made)
            QSKIP("This libtorch has CUDA.");
        QCOMPARE(made.error().fault, Fault::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestLearner)
#include "tst_learner.moc"
