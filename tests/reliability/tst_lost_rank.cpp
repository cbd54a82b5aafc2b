#include "core/base/random.h"
#include "core/model/model.h"
#include "core/training/checkpoint.h"
#include "tests/support/rank_processes.h"
#include "tests/support/thorough.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// `kill -9` of one of three ranks in the middle of a training: the others say so and end within seconds, a checkpoint
/// is left, and two ranks go on from it to the loss of a run that nothing happened to.
class TestLostRank : public QObject {
    Q_OBJECT

    static constexpr int kWorld = 3;
    static constexpr int kLimit = 20'000; ///< ms until the others have ended
    // Two ranks round otherwise than three: at once that is next to nothing, and in the end what two undisturbed runs
    // on other numbers of ranks differ by.
    static constexpr double kToleranceAtOnce = 1e-3; ///< of the first loss after the run went on
    static constexpr double kTolerance = 0.05;       ///< of the best

    static QStringList settings()
    {
        return {u"--hidden"_s, u"64"_s, u"--layers"_s,           u"1"_s,   u"--batch"_s,  u"9"_s,
                u"--steps"_s,  u"32"_s, u"--checkpoint-every"_s, u"0.5"_s, u"--epochs"_s, u"12"_s};
    }

    /// Losses on held-out music by the notes that had been learnt from.
    using Losses = std::map<std::uint64_t, double>;
    static Losses lossesOf(test::RankProcesses& ranks)
    {
        Losses losses;
        for (const QByteArray& line : ranks.reports()) {
            const auto report = QJsonDocument::fromJson(line).object();
            if (const auto loss = report[u"validNll"_s]; loss.isDouble())
                losses[static_cast<std::uint64_t>(report[u"notes"_s].toInteger())] = loss.toDouble();
        }
        return losses;
    }
    static double lossOf(const QString& path)
    {
        const auto model = model::readModel(path.toStdString());
        return model ? (*model)->card.validNll : std::nan("");
    }

    QTemporaryDir scratch_;
    Losses expected_{};        ///< of the undisturbed run
    double expectedBest_{0.0}; ///< of them
    std::uint64_t reports_{0}; ///< that it made
    int moments_{0};
    qint64 slowest_{0}; ///< ms
    double farthestAtOnce_{0.0};
    double farthest_{0.0};

    [[nodiscard]] QString folderOf(const QString& name) const
    {
        QDir(scratch_.path()).mkpath(name);
        return scratch_.filePath(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::RankProcesses undisturbed(folderOf(u"undisturbed"_s), kWorld, settings());
        const int status = undisturbed.statusOf(0);
        if (const QString errors = undisturbed.errorsOf(0); errors.contains(u"training module"_s))
            QSKIP(qPrintable(errors));
        else
            QVERIFY2(status == 0, qPrintable(errors));
        for (int rank = 1; rank < kWorld; ++rank)
            QCOMPARE(undisturbed.statusOf(rank), 0);
        expected_ = lossesOf(undisturbed);
        expectedBest_ = lossOf(undisturbed.model());
        reports_ = static_cast<std::uint64_t>(undisturbed.reports().size());
        QVERIFY(std::isfinite(expectedBest_));
        QVERIFY(expected_.size() > 4);
        QVERIFY(reports_ > 4);
    }

    void theOthersEndAndTheRunGoesOn_data()
    {
        QTest::addColumn<std::uint64_t>("seed");
        for (std::uint64_t seed = 0; seed < test::tenthOf(20); ++seed)
            QTest::addRow("moment %d", static_cast<int>(seed)) << seed;
    }
    void theOthersEndAndTheRunGoesOn()
    {
        QFETCH(std::uint64_t, seed);
        Random random(seed);
        const QString folder = folderOf(QString::number(seed));
        const int victim = static_cast<int>(random.below(kWorld));
        {
            test::RankProcesses ranks(folder, kWorld, settings());
            QVERIFY(ranks.waitForReports(static_cast<int>(1 + random.below(reports_ / 2))));
            (void)ranks[victim].waitForFinished(static_cast<int>(random.below(200))); // between two reports
            QElapsedTimer time;
            time.start();
            ranks[victim].kill();
            for (int rank = 0; rank < kWorld; ++rank) {
                const int ended = ranks.statusOf(rank, kLimit);
                QCOMPARE(ended, rank == victim ? -2 : 1);
                const QString errors = ranks.errorsOf(rank);
                QVERIFY2(rank == victim || errors.contains(u"“Rank %1” was lost"_s.arg(victim)), qPrintable(errors));
            }
            slowest_ = std::max(slowest_, time.elapsed());
            QVERIFY(training::readCheckpoint(ranks.checkpoint().toStdString()));
        }
        test::RankProcesses resumed(folder, kWorld - 1, settings() << u"--resume"_s);
        for (int rank = 0; rank < kWorld - 1; ++rank)
            QVERIFY2(resumed.statusOf(rank) == 0, qPrintable(resumed.errorsOf(rank)));
        const Losses losses = lossesOf(resumed);
        QVERIFY(!losses.empty() && expected_.contains(losses.begin()->first));
        const double atOnce = std::abs(losses.begin()->second / expected_[losses.begin()->first] - 1.0);
        QVERIFY2(atOnce <= kToleranceAtOnce, qPrintable(QString::number(atOnce)));
        const double far = std::abs(lossOf(resumed.model()) / expectedBest_ - 1.0);
        QVERIFY2(far <= kTolerance, qPrintable(QString::number(far)));
        farthestAtOnce_ = std::max(farthestAtOnce_, atOnce);
        farthest_ = std::max(farthest_, far);
        ++moments_;
    }

    void cleanupTestCase() const
    {
        qInfo("kill -9 of one of %d ranks: %d moments; the others had ended %.1f s later at most and named it, and two "
              "ranks went on from the checkpoint, with a loss that differed from the undisturbed one by %.3f %% at the "
              "next evaluation and by %.1f %% in the end, at most",
              kWorld, moments_, static_cast<double>(slowest_) / 1000.0, farthestAtOnce_ * 100.0, farthest_ * 100.0);
    }
};

QTEST_GUILESS_MAIN(TestLostRank)
#include "tst_lost_rank.moc"
