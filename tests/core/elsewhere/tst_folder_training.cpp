#include "core/base/file.h"
#include "core/elsewhere/folder_training.h"
#include "core/elsewhere/folder_writer.h"
#include "core/elsewhere/result_reader.h"
#include "core/elsewhere/training_folder.h"
#include "core/training/history.h"
#include "tests/support/damage.h"
#include "tests/support/fake_learner.h"
#include "tests/support/thread_ranks.h"
#include "tests/support/training_folders.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

#include <array>
#include <fstream>

using namespace cadenza;
using namespace cadenza::elsewhere;
using Phase = RunStatus::Phase;

namespace fs = std::filesystem;

/// A run in a training folder, and what a watcher sees of it.
class TestFolderTraining : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    fs::path place_;
    std::string id_;

    [[nodiscard]] fs::path at(const char* name) const { return fs::path(scratch_.path().toStdString()) / name; }
    Result<FolderOutcome> train(std::stop_token stop = {}, const training::TrainingObserver& observe = {}) const
    {
        return trainInFolder(test::fakeLearners(), place_, {}, stop, observe);
    }
    /// Stops when this much of the run is done.
    Result<FolderOutcome> trainUntil(double progress) const
    {
        std::stop_source stop;
        return train(stop.get_token(), [&](const training::TrainingReport& report) {
            if (report.progress >= progress)
                stop.request_stop();
        });
    }
    /// Has the state say something else.
    void changeState(const QByteArray& before, const QByteArray& after) const
    {
        const auto bytes = readFile(place_ / kResultFolder / kStateFile);
        QByteArray text(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
        QVERIFY2(text.contains(before), text.constData());
        QVERIFY(writeFileAtomically(place_ / kResultFolder / kStateFile, text.replace(before, after).toStdString()));
    }

private Q_SLOTS:
    void init()
    {
        fs::remove_all(at("in"));
        fs::remove_all(at("out"));
        place_ = at("out");
        const auto order = writeTrainingFolder(
            place_, {.name = "Run 3", .config = test::folderConfig(), .entries = test::writtenMusic(at("in"))});
        QVERIFY(order);
        id_ = order->id;
    }

    void leavesItsWholeHistoryAndItsModel()
    {
        ResultReader reader(place_, id_);
        QVERIFY(reader.look().there);
        QVERIFY(!reader.look().status);
        std::vector<training::TrainingReport> observed;
        const auto outcome = train({}, [&](const auto& report) { observed.push_back(report); });
        QVERIFY(outcome);
        QCOMPARE(outcome->reason, training::StopReason::Finished);
        const Sighting seen = reader.look();
        QVERIFY(seen.status);
        QCOMPARE(seen.status->phase, Phase::Finished);
        QVERIFY(!seen.status->host.empty());
        QCOMPARE(seen.status->facts.trainNotes, std::size_t{600});
        QVERIFY(seen.status->facts.seconds > 0.0);
        QCOMPARE(seen.reports.size(), observed.size());
        QCOMPARE(lineOf(seen.reports.back()), lineOf(observed.back()));
        QVERIFY(seen.model);
        QCOMPARE(seen.model->card.name, "Run 3");
        QVERIFY(!reader.look().model); // once
        QVERIFY(!fs::exists(place_ / kResultFolder / kCheckpointFile));
    }

    void isNotTrainedAgainWhenItIsDone()
    {
        QVERIFY(train());
        const auto again = train();
        QVERIFY(again && again->before);
    }

    void goesOnByItselfWhereItWasStopped()
    {
        ResultReader reader(place_, id_);
        const auto stopped = trainUntil(0.4);
        QVERIFY(stopped);
        QCOMPARE(stopped->reason, training::StopReason::Stopped);
        auto seen = reader.look();
        QCOMPARE(seen.status->phase, Phase::Stopped);
        auto history = seen.reports;
        const auto before = history.back().notes;
        std::ofstream(place_ / kResultFolder / kReportsFile, std::ios::app) << "{\"epoch\": 3.1"; // as a killed one
        QVERIFY(train());
        seen = reader.look();
        QCOMPARE(seen.status->phase, Phase::Finished);
        QVERIFY(seen.reports.front().notes > before);
        for (const auto& report : seen.reports)
            training::addTo(history, report);
        QCOMPARE(history.back().progress, 1.0);
        ResultReader late(place_, id_);
        std::vector<training::TrainingReport> whole;
        for (const auto& report : late.look().reports)
            training::addTo(whole, report);
        QCOMPARE(whole.size(), history.size());
        QVERIFY(ResultReader(place_, id_, history).look().reports.empty());
        history.resize(history.size() - 3);
        const auto news = ResultReader(place_, id_, history).look().reports;
        QCOMPARE(news.size(), std::size_t{3});
        QCOMPARE(news.back().notes, whole.back().notes);
    }

    void aStoppedRunGivesWhatItHasLearntAndThenTheRest()
    {
        ResultReader reader(place_, id_);
        QVERIFY(trainUntil(0.4));
        auto seen = reader.look();
        QCOMPARE(seen.status->phase, Phase::Stopped);
        QVERIFY(seen.model);
        QVERIFY(!reader.look().model); // once
        QVERIFY(train());
        seen = reader.look();
        QCOMPARE(seen.status->phase, Phase::Finished);
        QVERIFY(seen.model);
    }

    void theModelOfAnEndIsGivenAlsoWhereTheRunHadItWhenItWasStopped()
    {
        ResultReader reader(place_, id_);
        QVERIFY(trainUntil(0.4));
        QVERIFY(reader.look().model);
        changeState("\"stopped\"", "\"finished\""); // the best was before the stop
        QVERIFY(reader.look().model);
    }

    void aModelWaitsForTheWholeCurve()
    {
        QVERIFY(train());
        const fs::path reports = place_ / kResultFolder / kReportsFile;
        const auto whole = readFile(reports);
        ResultReader reader(place_, id_);
        fs::resize_file(reports, whole->size() / 2);
        QVERIFY(!reader.look().model);
        QVERIFY(writeFileAtomically(reports, *whole));
        QVERIFY(reader.look().model);
        fs::resize_file(reports, whole->size() / 2); // and does not come back
        ResultReader late(place_, id_);
        int looks = 0;
        while (!late.look().model)
            QVERIFY(++looks < 100);
        QVERIFY(looks > 10);
    }

    void aStateThatNoRunCouldHaveWrittenDoesNoHarm()
    {
        QVERIFY(train());
        const auto look = [this] { return ResultReader(place_, id_).look(); };
        const auto alive = QByteArray::number(static_cast<qlonglong>(look().status->alive));
        changeState("\"alive\": " + alive, "\"alive\": 9223372036854775807");
        QVERIFY(look().status->alive < std::int64_t{1} << 40);
        changeState("\"trainNotes\": 600", "\"trainNotes\": -600");
        QCOMPARE(look().status->facts.trainNotes, std::size_t{0});
        changeState("\"message\": \"\"", "\"message\": \"" + QByteArray("é").repeated(9'000) + '"');
        QVERIFY(look().status->message.size() <= 2'000);
        changeState("\"message\"", '"' + QByteArray(2'000'000, 'x') + "\": 0, \"message\"");
        QVERIFY(!look().status);
        const fs::path model = place_ / kResultFolder / kModelFile;
        fs::resize_file(model, std::uintmax_t{1} << 40); // it takes no room on the disk
        QVERIFY(!look().model);
    }

    /// Whatever becomes of its files, a result is read without harm, and a model that is taken is the one it was.
    void damagedResultsAreReadWithoutHarm()
    {
        QVERIFY(train());
        const fs::path result = place_ / kResultFolder;
        const auto hash = readStatus(result)->model;
        int given = 0;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            Random random(seed);
            const fs::path file = random.below(4) == 0 ? place_ / kSettingsFile
                                                       : result / (random.below(2) == 0 ? kStateFile : kReportsFile);
            const auto whole = readFile(file);
            QVERIFY(writeFileAtomically(file, test::damaged(*whole, random)));
            const auto seen = ResultReader(place_, id_).look();
            if (seen.model)
                QCOMPARE(model::contentHash(*seen.model), hash);
            for (const training::TrainingReport& report : seen.reports)
                QVERIFY(report.progress >= 0.0 && report.progress <= 1.0);
            given += seen.model ? 1 : 0;
            (void)readOrder(place_);
            QVERIFY(writeFileAtomically(file, *whole));
        }
        QVERIFY(given > 0 && given < 300);
    }

    void whatStandsForAFileIsNotWaitedFor()
    {
        QVERIFY(train());
        for (const char* name : {kStateFile, kReportsFile, kModelFile}) {
            const fs::path file = place_ / kResultFolder / name;
            const auto whole = readFile(file);
            QVERIFY(fs::remove(file));
            QCOMPARE(::mkfifo(file.c_str(), 0600), 0);
            QVERIFY(!ResultReader(place_, id_).look().model);
            QVERIFY(fs::remove(file));
            QVERIFY(writeFileAtomically(file, *whole));
        }
        QVERIFY(ResultReader(place_, id_).look().model);
    }

    void thisMachineMayComputeOtherwise()
    {
        training::TrainingConfig seen;
        const auto learners = test::fakeLearners();
        const auto watched = [&](const auto& shape, const auto& config) {
            seen = config;
            return learners(shape, config);
        };
        const FolderTraining how{
            .threads = 3, .device = training::Device::Cuda, .arithmetic = training::Arithmetic::BFloat16};
        QVERIFY(trainInFolder(watched, place_, how, {}));
        QCOMPARE(seen.threads, 3);
        QVERIFY(seen.device == training::Device::Cuda && seen.arithmetic == training::Arithmetic::BFloat16);
    }

    void anotherPrecisionIsAnotherRun()
    {
        QVERIFY(trainUntil(0.4));
        const auto other =
            trainInFolder(test::fakeLearners(), place_, {.arithmetic = training::Arithmetic::BFloat16}, {});
        QCOMPARE(other.error().fault, Fault::TrainingFolderDamaged);
        QVERIFY(other.error().detail.find("--precision") != std::string::npos);
        QVERIFY(train());
    }

    void severalProcessesMeetWhenTheMusicIsRead()
    {
        test::ThreadRanks team(2);
        std::array<Result<FolderOutcome>, 2> outcomes;
        team.run([&](training::Collective& ranks) {
            const FolderTraining how{.meet = [&](training::Device) { return Result<training::Collective*>(&ranks); },
                                     .leads = ranks.rank() == 0};
            outcomes[static_cast<std::size_t>(ranks.rank())] = trainInFolder(test::fakeLearners(), place_, how, {});
        });
        QVERIFY(outcomes[0] && outcomes[1]);
        QVERIFY(ResultReader(place_, id_).look().model);
    }

    void aTeamThatDoesNotMeetIsToldOfInTheFolder()
    {
        const FolderTraining how{.meet = [](training::Device) -> Result<training::Collective*> {
            return failure(Fault::NoAnswer, "rank 1");
        }};
        QCOMPARE(trainInFolder(test::fakeLearners(), place_, how, {}).error().fault, Fault::NoAnswer);
        const auto seen = ResultReader(place_, id_).look();
        QCOMPARE(seen.status->phase, Phase::Failed);
        QVERIFY(seen.status->message.find("rank 1") != std::string::npos);
    }

    void saysInTheFolderWhyItFailed()
    {
        const auto order = readOrder(place_);
        QVERIFY(fs::remove(place_ / kMusicFolder / order->pieces[1].file));
        const auto outcome = train();
        QCOMPARE(outcome.error().fault, Fault::TrainingFolderDamaged);
        const auto seen = ResultReader(place_, id_).look();
        QCOMPARE(seen.status->phase, Phase::Failed);
        QVERIFY(seen.status->message.find(order->pieces[1].file) != std::string::npos);
    }

    void aDamagedCheckpointIsNamedAndKept()
    {
        QVERIFY(trainUntil(0.4));
        const fs::path checkpoint = place_ / kResultFolder / kCheckpointFile;
        fs::resize_file(checkpoint, fs::file_size(checkpoint) / 2);
        const auto outcome = train();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fault, Fault::TrainingFolderDamaged);
        QCOMPARE(outcome.error().subject, checkpoint.string());
        QVERIFY(fs::remove(checkpoint));
        QVERIFY(train());
    }

    void oneProcessAtATime()
    {
        Result<FolderOutcome> second;
        const auto first = train({}, [&](const auto&) {
            if (second)
                second = train();
        });
        QVERIFY(first);
        QCOMPARE(second.error().fault, Fault::InUse);
    }

    void theResultAloneIsEnoughToWatch()
    {
        QVERIFY(train());
        fs::rename(place_ / kResultFolder, at("back"));
        fs::remove_all(place_);
        QCOMPARE(trainingFolderNamed(at("back")), at("back"));
        const auto seen = ResultReader(at("back"), id_).look();
        QVERIFY(seen.status && seen.model);
        fs::remove_all(at("back"));
    }

    void aHalfCopiedResultIsNoTrap()
    {
        QVERIFY(train());
        const fs::path result = place_ / kResultFolder;
        const auto whole = readFile(result / kModelFile);
        ResultReader reader(place_, id_);
        fs::resize_file(result / kModelFile, whole->size() / 2);
        const auto state = readFile(result / kStateFile);
        fs::resize_file(result / kStateFile, state->size() / 2);
        QVERIFY(!reader.look().status);
        QVERIFY(writeFileAtomically(result / kStateFile, *state));
        auto seen = reader.look();
        QVERIFY(seen.status && !seen.reports.empty() && !seen.model); // the model is still on its way
        QVERIFY(writeFileAtomically(result / kModelFile, *whole));
        seen = reader.look();
        QVERIFY(seen.reports.empty() && seen.model);
    }

    void aFolderThatVanishesIsFollowedAgainWhenItIsBack()
    {
        ResultReader reader(place_, id_);
        QVERIFY(trainUntil(0.4));
        const auto first = reader.look().reports.size();
        QVERIFY(first > 0);
        fs::rename(place_, at("unmounted"));
        QVERIFY(!reader.look().there);
        fs::rename(at("unmounted"), place_);
        const auto seen = reader.look();
        QVERIFY(seen.there && seen.status && seen.reports.empty());
        QVERIFY(!ResultReader(place_, "another order").look().there);
    }
};

QTEST_GUILESS_MAIN(TestFolderTraining)
#include "tst_folder_training.moc"
