#include "core/training/checkpoint.h"
#include "tests/support/rank_processes.h"
#include "tests/support/two_hosts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// Ranks on two hosts: three of them, two on the first, which knows itself by a name that leads to 127.0.1.1.
class TestTwoHosts : public QObject {
    Q_OBJECT

    static QStringList tiny(const QString& epochs)
    {
        return {u"--hidden"_s, u"32"_s, u"--layers"_s,           u"1"_s, u"--batch"_s, u"8"_s, u"--steps"_s, u"32"_s,
                u"--epochs"_s, epochs,  u"--validation-share"_s, u"0"_s};
    }
    static void start(test::RankProcesses& ranks, const test::TwoHosts& hosts, const QStringList& arguments)
    {
        ranks.meetAt(u"studio"_s);
        ranks.start(0, arguments, hosts.on(test::TwoHosts::Studio));
        ranks.start(1, arguments, hosts.on(test::TwoHosts::Studio)); // it may come first
        ranks.start(2, arguments, hosts.on(test::TwoHosts::Attic));
    }

private Q_SLOTS:
    void reachEachOtherAlsoWhereANameLeadsHome()
    {
        const test::TwoHosts hosts;
        if (!hosts.areThere())
            QSKIP("this needs to be root, with iproute2");
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 3);
        start(ranks, hosts, tiny(u"0.3"_s));
        for (int rank = 0; rank < 3; ++rank)
            QVERIFY2(ranks.statusOf(rank) == 0, qPrintable(ranks.errorsOf(rank)));
        QVERIFY(QFile::exists(ranks.model()));
    }

    void aHostThatGoesAwayWithoutAWordIsNamed()
    {
        const test::TwoHosts hosts;
        if (!hosts.areThere())
            QSKIP("this needs to be root, with iproute2");
        const QTemporaryDir folder;
        test::RankProcesses ranks(folder.path(), 3);
        start(ranks, hosts, tiny(u"100000"_s) << u"--rank-timeout"_s << u"4"_s);
        QVERIFY2(ranks.waitForReports(2), qPrintable(ranks.errorsOf(0)));
        QVERIFY(hosts.pullTheCable());
        for (int rank = 0; rank < 3; ++rank) {
            QCOMPARE(ranks.statusOf(rank, 40'000), 1);
            const QString errors = ranks.errorsOf(rank);
            QVERIFY2(errors.contains(u"“Rank %1” was lost"_s.arg(rank == 2 ? 0 : 2)), qPrintable(errors));
        }
        QVERIFY(training::readCheckpoint(ranks.checkpoint().toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestTwoHosts)
#include "tst_two_hosts.moc"
