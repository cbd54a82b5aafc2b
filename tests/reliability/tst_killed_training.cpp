#include "core/base/random.h"
#include "core/model/model.h"
#include "core/project/project.h"
#include "core/project/recovery.h"
#include "core/training/checkpoint.h"
#include "tests/reliability/training_process.h"
#include "tests/support/thorough.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace cadenza;
namespace fs = std::filesystem;

/// `kill -9` in the middle of a training: the project opens, the run is offered, and goes on from a checkpoint that is
/// no older than planned, to the curve and the weights of a run that nothing happened to.
class TestKilledTraining : public QObject {
    Q_OBJECT

    static constexpr double kCheckpointSeconds = 1.0; ///< of a run of some; the window's 30 s on its scale

    struct Left {
        std::vector<training::TrainingReport> history;
        std::string modelHash;
    };

    /// What a finished run left; it has to be whole.
    static Left leftBy(const fs::path& folder)
    {
        Left left;
        const auto project = project::Project::open(folder);
        if (!project)
            return left;
        const auto runs = (*project)->runs();
        if (runs->size() != 1 || runs->front().state != project::RunState::Finished)
            return left;
        left.history = (*project)->historyOf(runs->front().id).value_or(std::vector<training::TrainingReport>{});
        if (const auto model = (*project)->loadModel(runs->front().model))
            left.modelHash = model::contentHash(**model);
        return left;
    }

    /// Two curves are the same where the same notes were learnt with the same losses.
    static bool sameCurve(const std::vector<training::TrainingReport>& a,
                          const std::vector<training::TrainingReport>& b)
    {
        return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
            return one.notes == other.notes && one.trainNll == other.trainNll
                   && one.valid.has_value() == other.valid.has_value()
                   && (!one.valid || one.valid->nllPerNote() == other.valid->nllPerNote());
        });
    }

private Q_SLOTS:
    void goesOnToTheSameCurve()
    {
        const QTemporaryDir scratch;
        const fs::path root = scratch.path().toStdString();
        {
            test::TrainingProcess undisturbed(root / "undisturbed", kCheckpointSeconds);
            if (const auto fault = undisturbed.end(); fault && fault->find("training module") != std::string::npos)
                QSKIP(fault->c_str());
            else
                QVERIFY2(!fault, fault ? fault->c_str() : "");
        }
        const Left expected = leftBy(root / "undisturbed");
        QVERIFY(expected.history.size() > 100);
        QVERIFY(!expected.modelHash.empty());

        const std::uint64_t kills = test::tenthOf(20);
        double oldest = 0.0;
        for (std::uint64_t i = 0; i < kills; ++i) {
            const fs::path folder = root / std::to_string(i);
            Random random(i);
            {
                test::TrainingProcess killed(folder, kCheckpointSeconds);
                QVERIFY(killed.waitForReports(1 + random.below(expected.history.size() * 19 / 20)));
                killed.kill();
                QVERIFY(killed.end());
            }
            {
                const auto project = project::Project::open(folder);
                QVERIFY(project);
                const auto health = project::checkProject(**project);
                QVERIFY(health && health->databaseFaults.empty());
                const auto runs = (*project)->runs();
                QVERIFY(runs && runs->size() == 1);
                QCOMPARE(runs->front().state, project::RunState::Interrupted); // the window offers it
                const auto checkpoint = training::readCheckpoint((*project)->checkpointOf(runs->front().id));
                QVERIFY(checkpoint);
                const auto history = (*project)->historyOf(runs->front().id);
                const double age = history->back().seconds - checkpoint->progress.seconds;
                QVERIFY2(age <= kCheckpointSeconds, qPrintable(QString::number(age)));
                oldest = std::max(oldest, age);
            }
            test::TrainingProcess resumed(folder, kCheckpointSeconds);
            const auto fault = resumed.end();
            QVERIFY2(!fault, fault ? fault->c_str() : "");
            const Left left = leftBy(folder);
            QVERIFY(sameCurve(left.history, expected.history));
            QCOMPARE(left.modelHash, expected.modelHash);
            fs::remove_all(folder);
        }
        qInfo(
            "kill -9 in training: %llu moments; all opened, the run was offered and went on from a checkpoint at most "
            "%.2f s old (planned: %.0f s) to the same %zu reports and the same weights",
            static_cast<unsigned long long>(kills), oldest, kCheckpointSeconds, expected.history.size());
    }
};

QTEST_GUILESS_MAIN(TestKilledTraining)
#include "tst_killed_training.moc"
