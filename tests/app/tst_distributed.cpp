#include "core/training/checkpoint.h"
#include "tests/support/rank_processes.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// Several ranks of `cadenza-cli train --distributed`, as people start them.
class TestDistributed : public QObject {
    Q_OBJECT

    static QStringList tiny(const QString& epochs)
    {
        return {u"--hidden"_s, u"32"_s,      u"--layers"_s, u"1"_s,        u"--batch"_s,
                u"8"_s,        u"--steps"_s, u"32"_s,       u"--epochs"_s, epochs};
    }

    /// One process alone with these variables in place of what a launcher says: its exit status and what it printed.
    static std::pair<int, QString> alone(const QMap<QString, QString>& variables, const QStringList& more = {})
    {
        const QTemporaryDir folder;
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, folder.path());
        for (const QString& name : variables.keys())
            environment.insert(name, variables[name]);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CADENZA_CLI), QStringList{u"train"_s, u"starter"_s, u"--out"_s,
                                                               folder.filePath(u"m.safetensors"_s), u"--distributed"_s}
                                                       + more);
        (void)process.waitForFinished(120'000);
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
    }
    static QMap<QString, QString> place(const QString& rank, const QString& world)
    {
        return {{u"MASTER_ADDR"_s, u"127.0.0.1"_s},
                {u"MASTER_PORT"_s, QString::number(test::freePort())},
                {u"RANK"_s, rank},
                {u"WORLD_SIZE"_s, world}};
    }

private Q_SLOTS:
    void saysWhatTheLauncherDidNotSay()
    {
        auto variables = place(u"0"_s, u"2"_s);
        variables.remove(u"WORLD_SIZE"_s);
        const auto [status, errors] = alone(variables);
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"“WORLD_SIZE” is not set"_s), qPrintable(errors));
    }

    void saysWhatTheLauncherSaidWrongly()
    {
        const auto [status, errors] = alone(place(u"2"_s, u"2"_s));
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"“RANK”"_s) && errors.contains(u"0 to 1"_s), qPrintable(errors));
    }

    void saysThatTheFirstRankDoesNotAnswer()
    {
        const auto variables = place(u"1"_s, u"2"_s);
        const auto [status, errors] = alone(variables, {u"--wait-for-ranks"_s, u"1"_s});
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"“127.0.0.1:"_s + variables[u"MASTER_PORT"_s] + u"” does not answer"_s),
                 qPrintable(errors));
    }

    void saysWhichRankDidNotCome()
    {
        const auto [status, errors] = alone(place(u"0"_s, u"2"_s), {u"--wait-for-ranks"_s, u"1"_s});
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"“rank 1” does not answer"_s), qPrintable(errors));
    }

    void saysThatAStrangerListensThere()
    {
        const test::TakenPort taken; // it takes connections and says nothing
        auto variables = place(u"1"_s, u"2"_s);
        variables[u"MASTER_PORT"_s] = QString::number(taken.number());
        const auto [status, errors] = alone(variables);
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"is no rank of this run"_s), qPrintable(errors));
    }

    void saysThatThePortIsTaken()
    {
        const test::TakenPort taken;
        auto variables = place(u"0"_s, u"2"_s);
        variables[u"MASTER_PORT"_s] = QString::number(taken.number());
        const auto [status, errors] = alone(variables, {u"--wait-for-ranks"_s, u"1"_s});
        QCOMPARE(status, 1);
        QVERIFY2(errors.contains(u"“MASTER_PORT”"_s), qPrintable(errors));
    }

    void ranksLeaveOneModel()
    {
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 2, tiny(u"2"_s));
        QCOMPARE(ranks.statusOf(1), 0);
        QCOMPARE(ranks.statusOf(0), 0);
        QVERIFY(QFile::exists(ranks.model()));
        QVERIFY(!QFile::exists(ranks.checkpoint()));
        QVERIFY(ranks[1].readAllStandardOutput().isEmpty());
        QCOMPARE(ranks.errorsOf(1), QString());
        const auto last = QJsonDocument::fromJson(ranks.reports().back()).object();
        QVERIFY(last[u"epoch"_s].toDouble() > 1.0);
        QVERIFY(last[u"notesPerSecond"_s].toDouble() >= 0.0);
    }

    void saysInWhatTheRanksDiffer()
    {
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 2);
        ranks.start(0, tiny(u"2"_s));
        ranks.start(1, tiny(u"3"_s));
        QCOMPARE(ranks.statusOf(0), 1);
        QCOMPARE(ranks.statusOf(1), 1);
        const QString first = ranks.errorsOf(0), second = ranks.errorsOf(1);
        QVERIFY2(first.contains(u"“rank 1” does not agree with rank 0"_s), qPrintable(first));
        QVERIFY2(second.contains(u"“epochs” does not agree with rank 0 (3 here, 2 there)"_s), qPrintable(second));
    }

    /// A process that stands still keeps its connections: only its silence tells.
    void aRankThatStandsStillIsNamedAndTheOthersEndWithACheckpoint_data()
    {
        QTest::addColumn<int>("victim");
        QTest::newRow("another") << 1;
        QTest::newRow("the first") << 0;
    }
    void aRankThatStandsStillIsNamedAndTheOthersEndWithACheckpoint()
    {
        QFETCH(int, victim);
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 3, tiny(u"100000"_s) << u"--rank-timeout"_s << u"4"_s);
        QVERIFY(ranks.waitForReports(2));
        QVERIFY(QFile::exists(ranks.checkpoint()));
        ::kill(static_cast<pid_t>(ranks[victim].processId()), SIGSTOP);
        for (int rank = 0; rank < 3; ++rank)
            if (rank != victim) {
                QCOMPARE(ranks.statusOf(rank, 40'000), 1);
                const QString errors = ranks.errorsOf(rank);
                QVERIFY2(errors.contains(u"“Rank %1” was lost"_s.arg(victim)), qPrintable(errors));
            }
        QVERIFY(training::readCheckpoint(ranks.checkpoint().toStdString()));
    }

    void interruptingOneStopsAll()
    {
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 2, tiny(u"100000"_s));
        QVERIFY(ranks.waitForReports(2));
        ::kill(static_cast<pid_t>(ranks[1].processId()), SIGINT);
        QCOMPARE(ranks.statusOf(1), 0);
        QCOMPARE(ranks.statusOf(0), 0);
        QVERIFY(QFile::exists(ranks.model()));
        QVERIFY(QFile::exists(ranks.checkpoint()));
    }
};

QTEST_GUILESS_MAIN(TestDistributed)
#include "tst_distributed.moc"
