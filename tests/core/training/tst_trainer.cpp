#include "core/base/file.h"
#include "core/training/checkpoint.h"
#include "core/training/history.h"
#include "core/training/presets.h"
#include "core/training/schedule.h"
#include "tests/support/fake_learner.h"
#include "tests/support/training.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>

using namespace cadenza;
using namespace std::chrono_literals;

namespace {

/// What the learner below was asked to do.
struct Journal {
    int trained{0};
    int evaluated{0};
    int restored{0};
    std::vector<double> rates;
    std::vector<float> imported; ///< composers of the model that it went on from
    std::function<double(int trained)> trainNll = [](int) { return 3.0; };
    std::function<double(int trained)> validNll = [](int) { return 4.0; };
    std::function<void(int trained)> onTrain = [](int) {};
};

/// A learner that learns nothing and writes down what it hears. Its model's first bias is the number of batches seen.
class RecordingLearner final : public training::Learner {
public:
    RecordingLearner(const model::NetworkShape& shape, Journal& journal) : shape_(shape), journal_(journal) {}

    Result<training::Tally> trainOn(const training::Batch& batch, double rate) override
    {
        journal_.rates.push_back(rate);
        journal_.onTrain(++journal_.trained);
        return tallyOf(batch, journal_.trainNll(journal_.trained));
    }
    Result<training::Tally> evaluateOn(const training::Batch& batch) override
    {
        ++journal_.evaluated;
        return tallyOf(batch, journal_.validNll(journal_.trained));
    }
    double gradientNorm() const override { return 1.0; }
    model::Model exportModel() const override
    {
        model::Model model;
        model.shape = shape_;
        model.parameters["seen"] = {static_cast<float>(journal_.trained)};
        return model;
    }
    Result<void> importModel(const model::Model& model) override
    {
        journal_.imported = model.parameters.at("composer.embed");
        return {};
    }
    std::vector<std::byte> saveState() const override { return {}; }
    Result<void> restoreState(std::span<const std::byte>) override
    {
        ++journal_.restored;
        return {};
    }

private:
    static Result<training::Tally> tallyOf(const training::Batch& batch, double nll)
    {
        if (std::isnan(nll))
            return failure(Fault::Diverged, "Training");
        training::Tally tally;
        tally.notes = static_cast<double>(std::ranges::count(batch.counts, 1));
        tally.pitch = nll * tally.notes;
        return tally;
    }

    model::NetworkShape shape_;
    Journal& journal_;
};

training::LearnerFactory recording(Journal& journal)
{
    return [&journal](const model::NetworkShape& shape,
                      const training::TrainingConfig&) -> Result<std::unique_ptr<training::Learner>> {
        return std::make_unique<RecordingLearner>(shape, journal);
    };
}

float batchesSeenBy(const model::Model& model)
{
    return model.parameters.at("seen").front();
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainsForAsManyEpochsAsAsked()
    {
        Journal journal;
        const auto outcome =
            training::train(recording(journal), test::tinyConfig(), test::corpusOf(test::wanderingLine(400)), {}, {});
        QVERIFY(outcome);
        QCOMPARE(outcome->reason, training::StopReason::Finished);
        const auto& last = outcome->history.back();
        QVERIFY(last.epoch >= 10.0 && last.epoch < 10.3);
        QCOMPARE(last.progress, 1.0);
        QCOMPARE(outcome->model->shape.composers, 2);
        QCOMPARE(outcome->model->composers, std::vector<std::string>{"Nobody"});
    }

    void trainsForAsLongAsAsked()
    {
        Journal journal;
        auto config = test::tinyConfig();
        config.epochs.reset();
        config.time = 50ms;
        const auto outcome =
            training::train(recording(journal), config, test::corpusOf(test::wanderingLine(400)), {}, {});
        QVERIFY(outcome);
        QVERIFY(outcome->history.back().seconds >= 0.05);
    }

    void aModelsCardSaysOnWhichPartsItWasTrained()
    {
        Journal journal;
        auto config = test::tinyConfig();
        const auto corpus = test::corpusOf(test::wanderingLine(400));
        auto outcome = training::train(recording(journal), config, corpus, {}, {});
        QVERIFY(outcome);
        QCOMPARE(outcome->model->card.trainedOn, "1 piece, 400 notes");
        config.parts = {{"bass", "strings"}};
        outcome = training::train(recording(journal), config, corpus, {}, {});
        QVERIFY(outcome);
        QCOMPARE(outcome->model->card.trainedOn, "1 piece, 400 notes of bass, strings");
    }

    void keepsTheBestModelByValidation()
    {
        Journal journal;
        journal.validNll = [](int trained) { return std::abs(trained - 30.0); };
        const auto outcome =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {});
        QVERIFY(outcome);
        QVERIFY(journal.trained > 50);
        QVERIFY(std::abs(batchesSeenBy(*outcome->model) - 30.0F) <= 5.0F);
        QCOMPARE(outcome->model->card.validNll, std::abs(batchesSeenBy(*outcome->model) - 30.0));
    }

    void stopsEarlyWhenNothingImproves()
    {
        Journal journal;
        auto config = test::tinyConfig();
        config.epochs = 1000;
        config.patience = 3;
        const auto outcome = training::train(recording(journal), config, test::corpusWithValidation(), {}, {});
        QVERIFY(outcome);
        QCOMPARE(outcome->reason, training::StopReason::EarlyStopping);
        QVERIFY(outcome->history.back().progress < 0.2);
    }

    void stopsAfterTheBatchInHandAndReturnsItsModel()
    {
        Journal journal;
        std::stop_source source;
        journal.onTrain = [&](int trained) {
            if (trained == 5)
                source.request_stop();
        };
        auto config = test::tinyConfig();
        config.epochs = 1e6;
        const auto outcome = training::train(recording(journal), config, test::corpusOf(test::wanderingLine(400)),
                                             source.get_token(), {});
        QVERIFY(outcome);
        QCOMPARE(outcome->reason, training::StopReason::Stopped);
        QCOMPARE(journal.trained, 5);
        QCOMPARE(batchesSeenBy(*outcome->model), 5.0F);
    }

    void goesBackAndSlowsDownWhenTheLossIsNoNumber()
    {
        Journal journal;
        journal.trainNll = [](int trained) { return trained == 40 ? std::numeric_limits<double>::quiet_NaN() : 3.0; };
        const auto outcome =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {});
        QVERIFY(outcome);
        QCOMPARE(journal.restored, 1);
        QVERIFY(journal.rates[40] < journal.rates[39] * 0.6);
    }

    void givesUpWhenItKeepsDiverging()
    {
        Journal journal;
        journal.trainNll = [](int) { return std::numeric_limits<double>::quiet_NaN(); };
        const auto outcome =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fault, Fault::Diverged);
        QCOMPARE(journal.trained, 4);
    }

    void reportsAreCompleteAndInOrder()
    {
        Journal journal;
        auto config = test::tinyConfig();
        config.reportEvery = 0s;
        std::vector<training::TrainingReport> heard;
        const auto outcome = training::train(recording(journal), config, test::corpusWithValidation(), {},
                                             [&](const auto& report) { heard.push_back(report); });
        QVERIFY(outcome);
        QCOMPARE(heard.size(), outcome->history.size());
        double notes = 0.0;
        for (std::size_t i = 0; i < heard.size(); ++i) {
            notes += heard[i].train.notes;
            QCOMPARE(static_cast<double>(heard[i].notes), notes);
            QCOMPARE(heard[i].trainNll, 3.0);
            QVERIFY(i == 0 || heard[i].seconds >= heard[i - 1].seconds);
        }
        QVERIFY(std::ranges::count_if(heard, [](const auto& report) { return report.valid.has_value(); }) >= 30);
    }

    void namesTheSettingThatIsWrong()
    {
        auto config = test::tinyConfig();
        config.dropout = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(training::validate(config).error().subject, std::string("dropout"));
        config = test::tinyConfig();
        config.epochs.reset();
        QCOMPARE(training::validate(config).error().fault, Fault::InvalidSetting);
        config = test::tinyConfig();
        config.shape.hidden = 100;
        QCOMPARE(training::validate(config).error().subject, std::string("hidden"));
    }

    void everyPresetIsValid()
    {
        for (const auto preset : training::kPresets)
            for (const std::size_t notes : {100, 3000, 50'000, 800'000}) {
                QVERIFY(training::validate(training::configFor(preset, notes)));
                QCOMPARE(training::presetNamed(training::nameOf(preset)), std::optional(preset));
            }
        QVERIFY(!training::presetNamed("Quick"));
    }

    void aRunThatFinishesRemovesItsCheckpoint()
    {
        Journal journal;
        const QTemporaryDir folder;
        const training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString(), 0s};
        journal.onTrain = [&](int trained) { QCOMPARE(std::filesystem::exists(plan.file), trained > 1); };
        QVERIFY(training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, plan));
        QVERIFY(journal.trained > 2);
        QVERIFY(!std::filesystem::exists(plan.file));
    }

    void leavesItsFirstCheckpointAtOnce()
    {
        Journal journal;
        const QTemporaryDir folder;
        const training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString(), 1h};
        journal.onTrain = [&](int trained) { QCOMPARE(training::readCheckpoint(plan.file).has_value(), trained > 1); };
        QVERIFY(training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, plan));
        QVERIFY(journal.trained > 2);
    }

    void makesUpForACheckThatWasStopped()
    {
        const auto checksOf = [](const training::TrainingOutcome& outcome) {
            std::vector<std::uint64_t> notes;
            for (const training::TrainingReport& report : outcome.history)
                if (report.valid)
                    notes.push_back(report.notes);
            return notes;
        };
        Journal journal;
        const auto undisturbed =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {});
        const QTemporaryDir folder;
        training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString()};
        std::stop_source source;
        Journal disturbed;
        disturbed.validNll = [&](int) {
            source.request_stop(); // in the middle of the first check
            return 3.0;
        };
        const auto stopped = training::train(recording(disturbed), test::tinyConfig(), test::corpusWithValidation(),
                                             source.get_token(), {}, plan);
        QVERIFY(stopped && checksOf(*stopped).empty());
        plan.resume = training::Resume::IfThere;
        const auto resumed =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, plan);
        QCOMPARE(checksOf(*resumed), checksOf(*undisturbed));
    }

    void aCheckpointOfOtherMusicIsRefused()
    {
        Journal journal;
        std::stop_source source;
        journal.onTrain = [&](int) { source.request_stop(); };
        const QTemporaryDir folder;
        training::CheckpointPlan plan{folder.filePath(QStringLiteral("run")).toStdString()};
        QVERIFY(training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(),
                                source.get_token(), {}, plan));
        plan.resume = training::Resume::IfThere;
        const auto other = training::train(recording(journal), test::tinyConfig(),
                                           test::corpusOf(test::wanderingLine(399)), {}, {}, plan);
        QVERIFY(!other);
        QCOMPARE(other.error().fault, Fault::WrongEncoding);
    }

    void aDamagedCheckpointIsRefused()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("run")).toStdString();
        training::Checkpoint checkpoint;
        checkpoint.fingerprint = "f";
        checkpoint.learner.resize(100);
        checkpoint.best["a"] = {1.0F, 2.0F};
        QVERIFY(training::writeCheckpoint(file, checkpoint));
        const auto sound = *readFile(file);
        const auto read = training::readCheckpoint(file);
        QVERIFY(read);
        QCOMPARE(read->fingerprint, checkpoint.fingerprint);
        QVERIFY(read->best == checkpoint.best);
        for (std::size_t i = 0; i < sound.size(); i += 13) {
            auto damaged = sound;
            damaged[i] ^= std::byte{1};
            QVERIFY(writeFileAtomically(file, damaged));
            const auto reading = training::readCheckpoint(file);
            QVERIFY(!reading);
            QCOMPARE(reading.error().fault, Fault::NotModel);
        }
    }

    void showsItsNetworkFromTheBeginningOn()
    {
        Journal journal;
        std::vector<float> seen;
        training::RunOptions options;
        options.snapshots = {0s, [&](const training::Snapshot& snapshot) {
                                 seen.push_back(batchesSeenBy(*snapshot.model));
                                 QCOMPARE(snapshot.model->composers, std::vector<std::string>{"Nobody"});
                             }};
        QVERIFY(
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, {}, options));
        QCOMPARE(seen.front(), 0.0F);
        QCOMPARE(seen.size(), static_cast<std::size_t>(journal.trained) + 1);
    }

    void goesOnFromAModelInItsShape()
    {
        Journal journal;
        auto from = std::make_shared<model::Model>(test::zeroModel({.hidden = 48, .layers = 1, .composers = 2}));
        from->composers = {"Somebody"};
        training::RunOptions options{.from = from};
        const auto outcome =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, {}, options);
        QVERIFY(outcome);
        QCOMPARE(outcome->model->shape.hidden, 48);
        QCOMPARE(outcome->model->composers, (std::vector<std::string>{"Somebody", "Nobody"}));
        QCOMPARE(journal.imported.size(), std::size_t{3 * model::NetworkShape::kComposerEmbedding});
        from->timeBase = encoding::TimeBase::Performance;
        const auto refused =
            training::train(recording(journal), test::tinyConfig(), test::corpusWithValidation(), {}, {}, {}, options);
        QCOMPARE(refused.error().fault, Fault::WrongEncoding);
    }

    void aHistoryTellsNothingTwice()
    {
        const auto upTo = [](std::uint64_t notes) {
            training::TrainingReport report;
            report.notes = notes;
            report.train.notes = 100;
            return report;
        };
        std::vector<training::TrainingReport> history;
        for (const std::uint64_t notes : {100, 200, 300, 400, 300, 400}) // it went on from a checkpoint at 200
            training::addTo(history, upTo(notes));
        std::vector<std::uint64_t> kept;
        std::ranges::transform(history, std::back_inserter(kept), &training::TrainingReport::notes);
        QCOMPARE(kept, (std::vector<std::uint64_t>{100, 200, 300, 400}));
        QVERIFY(training::repeats(history, upTo(450)));
        QVERIFY(!training::repeats(history, upTo(500)));
    }

    void theLearningRateRisesThenFalls()
    {
        QVERIFY(training::learningRateAt(0.0, 1.0) < 0.1);
        QCOMPARE(training::learningRateAt(0.02, 1.0), 1.0);
        QVERIFY(training::learningRateAt(0.5, 1.0) > training::learningRateAt(0.6, 1.0));
        QVERIFY(std::abs(training::learningRateAt(1.0, 1.0) - 0.03) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
