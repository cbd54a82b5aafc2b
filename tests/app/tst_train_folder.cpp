#include "core/base/file.h"
#include "core/elsewhere/folder_writer.h"
#include "core/elsewhere/result_reader.h"
#include "core/elsewhere/training_folder.h"
#include "core/model/model.h"
#include "core/training/presets.h"
#include "tests/support/rank_processes.h"
#include "tests/support/training_folders.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

using namespace cadenza;
using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

/// `cadenza-cli train --folder`, as a person types it on another machine.
class TestTrainFolder : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;
    static constexpr double kEpochs = 120.0;
    static constexpr double kTolerance =
        0.02; ///< of the loss, after hundreds of steps whose sums are rounded otherwise

    QTemporaryDir scratch_;
    std::string id_;

    [[nodiscard]] fs::path at(const char* name) const { return fs::path(scratch_.path().toStdString()) / name; }

    void start(QProcess& process, const QStringList& arguments) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const QString& place : {u"XDG_STATE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s})
            environment.insert(place, scratch_.filePath(place));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CADENZA_CLI), arguments);
    }
    struct Run {
        int status;
        QByteArray out, errors;
    };
    [[nodiscard]] Run cli(const QStringList& arguments) const
    {
        QProcess process;
        start(process, arguments);
        if (!process.waitForFinished(kPatienceMs))
            return {-1, {}, {}};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    [[nodiscard]] QStringList trainIn(const fs::path& folder) const
    {
        return {u"train"_s,     u"--folder"_s, QString::fromStdString(folder.string()),
                u"--threads"_s, u"1"_s,        u"--json"_s};
    }
    /// Starts it, and waits until this many passes are reported.
    void trainUntil(QProcess& process, const fs::path& folder, double epoch) const
    {
        start(process, trainIn(folder));
        double reached = 0.0;
        while (reached < epoch && process.waitForReadyRead(kPatienceMs))
            while (process.canReadLine())
                reached = QJsonDocument::fromJson(process.readLine()).object()[u"epoch"_s].toDouble();
        QVERIFY(reached >= epoch && reached < kEpochs);
    }
    /// Every file below a folder, with the moment at which it was written.
    [[nodiscard]] static std::map<std::string, fs::file_time_type> writtenIn(const fs::path& folder)
    {
        std::map<std::string, fs::file_time_type> files;
        for (const auto& file : fs::recursive_directory_iterator(folder))
            if (file.is_regular_file())
                files[file.path().lexically_relative(folder).string()] = file.last_write_time();
        return files;
    }
    [[nodiscard]] static std::string hashOf(const fs::path& model)
    {
        const auto read = model::readModel(model);
        return read ? model::contentHash(**read) : std::string();
    }
    [[nodiscard]] elsewhere::RunStatus::Phase phase() const
    {
        return elsewhere::readStatus(at("run") / elsewhere::kResultFolder).value().phase;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto written = test::writtenMusic(at("in"));
        const auto folder = at("in");
        auto music = library::importLibrary(std::span(&folder, 1));
        QVERIFY(music);
        auto config = training::configFor(training::Preset::Quick, music->noteCount());
        config.fitToMachine = false;
        config.shape = {.hidden = 32, .layers = 1};
        config.epochs = kEpochs;
        config.time.reset();
        config.randomSeed = 5;
        const auto order = elsewhere::writeTrainingFolder(
            at("run"), {.name = "Run 3", .config = config, .entries = std::move(music->entries)});
        QVERIFY(order);
        id_ = order->id;
    }

    void isInterruptedAndGoesOnByItself()
    {
        QProcess interrupted;
        trainUntil(interrupted, at("run"), 10.0);
        interrupted.terminate(); // as Ctrl+C
        QVERIFY(interrupted.waitForFinished(kPatienceMs));
        QCOMPARE(interrupted.exitCode(), 0);
        QVERIFY(interrupted.readAllStandardError().contains("The same line goes on"));
        QCOMPARE(phase(), elsewhere::RunStatus::Phase::Stopped);

        QProcess killed;
        trainUntil(killed, at("run"), 20.0);
        killed.kill();
        QVERIFY(killed.waitForFinished(kPatienceMs));
        QCOMPARE(phase(), elsewhere::RunStatus::Phase::Running); // as it wrote last

        const Run last = cli(trainIn(at("run")));
        QCOMPARE(last.status, 0);
        QVERIFY(QJsonDocument::fromJson(last.out.left(last.out.indexOf('\n'))).object()[u"epoch"_s].toDouble() > 5.0);
        QCOMPARE(phase(), elsewhere::RunStatus::Phase::Finished);
    }

    void givesTheModelThatTheRunInPlaceGives()
    {
        const QString out = QString::fromStdString(at("here.safetensors").string());
        const Run here = cli({u"train"_s, QString::fromStdString(at("in").string()), u"--out"_s, out, u"--hidden"_s,
                              u"32"_s, u"--layers"_s, u"1"_s, u"--epochs"_s, QString::number(kEpochs),
                              u"--random-seed"_s, u"5"_s, u"--threads"_s, u"1"_s});
        QCOMPARE(here.status, 0);
        const auto seen = elsewhere::ResultReader(at("run"), id_).look();
        QVERIFY(seen.model);
        QCOMPARE(model::contentHash(*seen.model), hashOf(at("here.safetensors")));
        QVERIFY(seen.model->fingerprints);
    }

    /// Two ranks read one folder; the first writes it.
    void severalRanksTrainInIt()
    {
        fs::copy(at("run"), at("shared"), fs::copy_options::recursive);
        fs::remove_all(at("shared") / elsewhere::kResultFolder);
        const auto before = writtenIn(at("shared"));
        test::RankProcesses ranks(scratch_.path(), 2);
        ranks.trainIn(QString::fromStdString(at("shared").string()));
        ranks.start(0, {});
        ranks.start(1, {});
        const int second = ranks.statusOf(1), first = ranks.statusOf(0);
        const QString errors = ranks.errorsOf(0);
        QVERIFY2(first == 0 && errors.contains(u"Bring the folder back"_s), qPrintable(errors));
        QCOMPARE(second, 0);
        QCOMPARE(ranks.errorsOf(1), QString());
        QVERIFY(ranks[1].readAllStandardOutput().isEmpty());

        const auto together = elsewhere::ResultReader(at("shared"), id_).look();
        QVERIFY(together.status && together.model);
        QCOMPARE(together.status->phase, elsewhere::RunStatus::Phase::Finished);
        QCOMPARE(static_cast<qsizetype>(together.reports.size()), ranks.reports().size());
        const auto alone = elsewhere::ResultReader(at("run"), id_).look();
        const double expected = alone.model->card.validNll;
        QVERIFY2(std::abs(together.model->card.validNll / expected - 1.0) < kTolerance,
                 qPrintable(QString::number(together.model->card.validNll / expected - 1.0)));
        QCOMPARE(together.status->facts.trainNotes, alone.status->facts.trainNotes);
        QCOMPARE(together.reports.back().notes, alone.reports.back().notes);
        auto after = writtenIn(at("shared"));
        std::erase_if(after, [](const auto& file) { return file.first.starts_with(elsewhere::kResultFolder); });
        QVERIFY(after == before);
    }

    void aRankThatIsLostIsToldOfInTheFolderAndTheRestGoesOn()
    {
        fs::copy(at("run"), at("lost"), fs::copy_options::recursive);
        fs::remove_all(at("lost") / elsewhere::kResultFolder);
        {
            test::RankProcesses ranks(scratch_.path(), 2);
            ranks.trainIn(QString::fromStdString(at("lost").string()));
            ranks.start(0, {});
            ranks.start(1, {});
            QVERIFY(ranks.waitForReports(2));
            ranks[1].kill();
            QCOMPARE(ranks.statusOf(1), -2);
            QCOMPARE(ranks.statusOf(0), 1);
        }
        const auto status = elsewhere::readStatus(at("lost") / elsewhere::kResultFolder);
        QCOMPARE(status->phase, elsewhere::RunStatus::Phase::Failed);
        QVERIFY2(status->message.find("“Rank 1” was lost") != std::string::npos, status->message.c_str());
        const Run rest = cli(trainIn(at("lost")));
        QCOMPARE(rest.status, 0);
        QVERIFY(elsewhere::ResultReader(at("lost"), id_).look().model);
    }

    void theDeviceOfTheFolderIsThatOfItsRanks()
    {
        fs::copy(at("run"), at("cuda"), fs::copy_options::recursive);
        fs::remove_all(at("cuda") / elsewhere::kResultFolder);
        auto order = elsewhere::readOrder(at("cuda"));
        order->config.device = training::Device::Cuda;
        QVERIFY(writeFileAtomically(at("cuda") / elsewhere::kSettingsFile, elsewhere::toJson(*order)));
        test::RankProcesses ranks(scratch_.path(), 1);
        ranks.trainIn(QString::fromStdString(at("cuda").string()));
        ranks.start(0, {});
        if (ranks.statusOf(0) == 0)
            QSKIP("there is a GPU");
        const QString errors = ranks.errorsOf(0);
        QVERIFY2(errors.contains(u"CUDA"_s) || errors.contains(u"NCCL"_s), qPrintable(errors));
    }

    void isNotDoneTwice()
    {
        const Run again = cli(trainIn(at("run")));
        QCOMPARE(again.status, 0);
        QVERIFY(again.out.isEmpty());
        QVERIFY(again.errors.contains("has been trained already"));
    }

    void saysWhatIsWrongWithAFolder()
    {
        Run run = cli(trainIn(at("in")));
        QCOMPARE(run.status, 1);
        QVERIFY(run.errors.contains("is not a training folder"));
        fs::copy(at("run"), at("damaged"), fs::copy_options::recursive);
        fs::remove_all(at("damaged") / elsewhere::kResultFolder);
        fs::remove(at("damaged") / elsewhere::kMusicFolder / "Walzer.mid");
        run = cli(trainIn(at("damaged")));
        QCOMPARE(run.status, 1);
        QVERIFY(run.errors.contains("Walzer.mid") && run.errors.contains("Copy the training folder again"));
        fs::resize_file(at("damaged") / elsewhere::kSettingsFile, 200);
        run = cli(trainIn(at("damaged")));
        QCOMPARE(run.status, 1);
        QVERIFY(run.errors.contains("settings.json"));
    }

    void otherFlagsSayNothingInAFolder()
    {
        QCOMPARE(cli(trainIn(at("run")) + QStringList{u"--epochs"_s, u"3"_s}).status, 2);
        QCOMPARE(cli(trainIn(at("run")) + QStringList{u"starter"_s}).status, 2);
        QCOMPARE(cli({u"train"_s, u"starter"_s}).status, 2);
        QCOMPARE(cli(trainIn(at("run")) + QStringList{u"--precision"_s, u"bfloat16"_s}).status,
                 0); // it is done already
        QCOMPARE(cli({u"train"_s}).status, 2);
    }
};

QTEST_GUILESS_MAIN(TestTrainFolder)
#include "tst_train_folder.moc"
