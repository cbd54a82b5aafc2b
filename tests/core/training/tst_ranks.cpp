#include "core/training/checkpoint.h"
#include "core/training/trainer.h"
#include "tests/support/fake_learner.h"
#include "tests/support/thread_ranks.h"
#include "tests/support/training.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <filesystem>

using namespace cadenza;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kWorld = 3;

/// What came of a run on every rank.
using Outcomes = std::array<Result<training::TrainingOutcome>, kWorld>;

/// A learner that does something at its `at`th batch.
class ActingLearner final : public test::FakeLearner {
public:
    ActingLearner(const model::NetworkShape& shape, int at, std::function<Result<void>()> act)
        : FakeLearner(shape), at_(at), act_(std::move(act))
    {
    }
    Result<training::Tally> trainOn(const training::Batch& batch, double rate) override
    {
        if (++trained_ == at_)
            if (auto done = act_(); !done)
                return std::unexpected(done.error());
        return FakeLearner::trainOn(batch, rate);
    }

private:
    int trained_{0};
    int at_;
    std::function<Result<void>()> act_;
};

/// Each rank with what `configOf` and `optionsOf` say.
struct Runs {
    std::function<training::TrainingConfig(int)> configOf = [](int) { return test::tinyConfig(); };
    std::function<training::LearnerFactory(int)> learnersOf = [](int) { return test::fakeLearners(); };
    std::function<training::CheckpointPlan(int)> checkpointsOf = [](int) { return training::CheckpointPlan{}; };
    std::function<training::TrainingObserver(int)> observerOf = [](int) { return training::TrainingObserver{}; };
    std::array<std::stop_source, kWorld> stops{};

    Outcomes go()
    {
        Outcomes outcomes;
        test::ThreadRanks(kWorld).run([&](training::Collective& ranks) {
            const int rank = ranks.rank();
            outcomes[static_cast<std::size_t>(rank)] =
                training::train(learnersOf(rank), configOf(rank), test::corpusWithValidation(),
                                stops[static_cast<std::size_t>(rank)].get_token(), observerOf(rank),
                                checkpointsOf(rank), {.ranks = &ranks});
        });
        return outcomes;
    }
};

training::LearnerFactory acting(int at, std::function<Result<void>()> act)
{
    return [=](const model::NetworkShape& shape,
               const training::TrainingConfig&) -> Result<std::unique_ptr<training::Learner>> {
        return std::make_unique<ActingLearner>(shape, at, act);
    };
}

} // namespace

/// A run on several ranks, apart from the network.
class TestRanks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takeTheSameCourseAsOne()
    {
        auto config = test::tinyConfig();
        config.reportEvery = 0s; // at every step, however slow the machine
        const auto alone = training::train(test::fakeLearners(), config, test::corpusWithValidation(), {}, {});
        Runs runs;
        runs.configOf = [&](int) { return config; };
        const auto together = runs.go();
        for (const auto& outcome : together) {
            QVERIFY(outcome);
            QCOMPARE(outcome->history.size(), alone->history.size());
            for (std::size_t i = 0; i < alone->history.size(); ++i) {
                QCOMPARE(outcome->history[i].notes, alone->history[i].notes);
                QCOMPARE(outcome->history[i].train.notes, alone->history[i].train.notes);
                QCOMPARE(outcome->history[i].trainNll, alone->history[i].trainNll);
                QCOMPARE(outcome->history[i].valid.has_value(), alone->history[i].valid.has_value());
                if (alone->history[i].valid)
                    QCOMPARE(outcome->history[i].valid->notes, alone->history[i].valid->notes);
            }
            QCOMPARE(outcome->model->card.validNll, alone->model->card.validNll);
        }
    }

    void onlyTheFirstReports()
    {
        std::array<std::atomic<int>, kWorld> reports{};
        Runs runs;
        runs.observerOf = [&](int rank) {
            return [&, rank](const training::TrainingReport&) { ++reports[static_cast<std::size_t>(rank)]; };
        };
        QVERIFY(runs.go().front());
        QVERIFY(reports[0] > 0);
        QCOMPARE(reports[1] + reports[2], 0);
    }

    void theClockOfTheFirstRules()
    {
        Runs runs;
        runs.configOf = [](int) {
            auto config = test::tinyConfig();
            config.epochs.reset();
            config.time = 50ms;
            return config;
        };
        const auto outcomes = runs.go();
        for (const auto& outcome : outcomes) {
            QVERIFY(outcome);
            QVERIFY(outcome->history.back().seconds >= 0.05);
            QCOMPARE(outcome->history.back().notes, outcomes.front()->history.back().notes);
            QCOMPARE(outcome->history.back().seconds, outcomes.front()->history.back().seconds);
        }
    }

    void anyOfThemStopsAll()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("run")).toStdString();
        Runs runs;
        runs.configOf = [](int) {
            auto config = test::tinyConfig();
            config.epochs = 1e6;
            return config;
        };
        runs.learnersOf = [&](int rank) {
            return rank == 2 ? acting(20,
                                      [&]() -> Result<void> {
                                          runs.stops[2].request_stop();
                                          return {};
                                      })
                             : test::fakeLearners();
        };
        runs.checkpointsOf = [&](int) { return training::CheckpointPlan{file}; };
        const auto outcomes = runs.go();
        for (const auto& outcome : outcomes) {
            QVERIFY(outcome);
            QCOMPARE(outcome->reason, training::StopReason::Stopped);
            QCOMPARE(outcome->history.back().notes, outcomes.front()->history.back().notes);
        }
        const auto checkpoint = training::readCheckpoint(file);
        QVERIFY(checkpoint);
        QCOMPARE(checkpoint->progress.notes, outcomes.front()->history.back().notes);
    }

    void aLossThatIsNoNumberOnOneTurnsAllBack()
    {
        Runs runs;
        runs.learnersOf = [](int rank) {
            return rank == 1 ? acting(40, []() -> Result<void> { return failure(Fault::Diverged, "Training"); })
                             : test::fakeLearners();
        };
        const auto outcomes = runs.go();
        for (const auto& outcome : outcomes) {
            QVERIFY2(outcome, outcome ? ""
                                      : (outcome.error().subject + outcome.error().detail
                                         + std::to_string(int(outcome.error().fault)))
                                            .c_str());
            QCOMPARE(outcome->reason, training::StopReason::Finished);
            QVERIFY(std::ranges::any_of(outcome->history, [](const auto& report) {
                return report.learningRate > 0.0 && report.learningRate < test::tinyConfig().learningRate;
            }));
        }
    }

    void theFirstLeavesACheckpointWhenOneIsLost()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("run")).toStdString();
        Runs runs;
        runs.learnersOf = [](int rank) {
            return rank == 1 ? acting(12, []() -> Result<void> { return failure(Fault::OutOfMemory, "Training"); })
                             : test::fakeLearners();
        };
        runs.checkpointsOf = [&](int) { return training::CheckpointPlan{.file = file, .every = 1h}; };
        const auto outcomes = runs.go();
        QCOMPARE(outcomes[1].error().fault, Fault::OutOfMemory);
        QCOMPARE(outcomes[0].error().fault, Fault::LostRank);
        QCOMPARE(outcomes[0].error().subject, std::string("Rank 1"));
        QCOMPARE(outcomes[2].error().fault, Fault::LostRank);
        const auto checkpoint = training::readCheckpoint(file);
        QVERIFY(checkpoint);
        QVERIFY(checkpoint->progress.notes > 10 * 4 * 16 * 3 / 4); // of far later than the first batch

        runs = {};
        runs.checkpointsOf = [&](int) {
            return training::CheckpointPlan{.file = file, .resume = training::Resume::IfThere};
        };
        const auto resumed = runs.go();
        QVERIFY(resumed[0] && resumed[1] && resumed[2]);
        QVERIFY(resumed[1]->history.front().notes >= checkpoint->progress.notes);
        QVERIFY(!std::filesystem::exists(file));
    }

    void aLostStepIsTakenAgain()
    {
        // The batch that was drawn for it is drawn again.
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("run")).toStdString();
        const auto lose = []() -> Result<void> { return failure(Fault::LostRank, "Rank 1"); };
        Runs runs;
        runs.learnersOf = [&](int) { return acting(12, lose); };
        runs.checkpointsOf = [&](int) { return training::CheckpointPlan{.file = file, .every = 1h}; };
        QVERIFY(!runs.go()[0]);
        const auto lost = training::readCheckpoint(file);
        QVERIFY(lost);
        std::filesystem::remove(file);
        runs.learnersOf = [&](int rank) {
            return acting(11, [&runs, rank]() -> Result<void> {
                runs.stops[static_cast<std::size_t>(rank)].request_stop();
                return {};
            });
        };
        QVERIFY(runs.go()[0]);
        const auto stopped = training::readCheckpoint(file);
        QVERIFY(stopped);
        QCOMPARE(lost->progress.notes, stopped->progress.notes);
        QVERIFY(lost->batches.lanes == stopped->batches.lanes);
        QVERIFY(lost->batches.queue == stopped->batches.queue);
        QVERIFY(lost->batches.random == stopped->batches.random);
    }

    void otherSettingsOnOneAreNamed()
    {
        Runs runs;
        runs.configOf = [](int rank) {
            auto config = test::tinyConfig();
            config.batch = rank == 2 ? 5 : 4;
            return config;
        };
        const auto outcomes = runs.go();
        for (const auto& outcome : outcomes)
            QCOMPARE(outcome.error().fault, Fault::RanksDiffer);
        QCOMPARE(outcomes[2].error().subject, std::string("batch"));
        QCOMPARE(outcomes[2].error().detail, std::string("5 here, 4 there"));
        QCOMPARE(outcomes[0].error().subject, std::string("rank 2"));
        QCOMPARE(outcomes[1].error().subject, std::string("rank 2"));
    }

    void everyRankNeedsASequence()
    {
        Runs runs;
        runs.configOf = [](int) {
            auto config = test::tinyConfig();
            config.batch = kWorld - 1;
            return config;
        };
        const auto outcomes = runs.go();
        for (const auto& outcome : outcomes) {
            QCOMPARE(outcome.error().fault, Fault::InvalidSetting);
            QCOMPARE(outcome.error().subject, std::string("batch"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRanks)
#include "tst_ranks.moc"
