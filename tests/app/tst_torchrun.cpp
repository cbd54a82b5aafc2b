#include "tests/support/free_port.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// `cadenza-cli train --distributed` under PyTorch's launcher, as the guide says.
class TestTorchrun : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120'000;

private Q_SLOTS:
    void itsRanksTrainOneModel_data()
    {
        QTest::addColumn<QStringList>("meeting");
        const QString port = QString::number(test::freePort());
        QTest::newRow("the ranks keep the table") // as over several machines
            << QStringList{u"--rdzv_backend"_s, u"c10d"_s, u"--rdzv_endpoint"_s, u"127.0.0.1:"_s + port};
        QTest::newRow("the launcher keeps the table")
            << QStringList{u"--master_addr"_s, u"127.0.0.1"_s, u"--master_port"_s, QString::number(test::freePort())};
    }
    void itsRanksTrainOneModel()
    {
        QFETCH(QStringList, meeting);
        const QString torchrun = QStandardPaths::findExecutable(u"torchrun"_s);
        if (torchrun.isEmpty())
            QSKIP("torchrun is not installed");
        const QTemporaryDir folder;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, folder.path());
        environment.insert(u"OMP_NUM_THREADS"_s, u"1"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        const QString model = folder.filePath(u"m.safetensors"_s);
        const QStringList launcher{u"--no_python"_s, u"--nnodes"_s, u"1"_s, u"--nproc_per_node"_s, u"2"_s};
        const QStringList words{u"-r"_s, u"1"_s, u"-t"_s, u"1"_s, u"--log_dir"_s, folder.path()}; // Debian's needs them
        const QStringList training{QStringLiteral(CADENZA_CLI),
                                   u"train"_s,
                                   u"starter"_s,
                                   u"--out"_s,
                                   model,
                                   u"--distributed"_s,
                                   u"--wait-for-ranks"_s,
                                   u"60"_s,
                                   u"--hidden"_s,
                                   u"32"_s,
                                   u"--layers"_s,
                                   u"1"_s,
                                   u"--epochs"_s,
                                   u"0.3"_s,
                                   u"--validation-share"_s,
                                   u"0"_s};
        process.start(torchrun, launcher + words + meeting + training);
        QVERIFY(process.waitForFinished(kPatienceMs));
        const QByteArray said = process.readAll();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QVERIFY2(QFile::exists(model), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestTorchrun)
#include "tst_torchrun.moc"
