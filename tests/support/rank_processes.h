#pragma once

#include "tests/support/free_port.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace cadenza::test {

/// `cadenza-cli train --distributed --json` as ranks on this machine, started as a launcher would. They train on the
/// starter collection and leave m.safetensors in `folder`, or in a training folder. Destruction kills those that still
/// run.
class RankProcesses {
public:
    RankProcesses(const QString& folder, int world) : folder_(folder), world_(world), port_(freePort()) {}
    RankProcesses(const QString& folder, int world, const QStringList& arguments) : RankProcesses(folder, world)
    {
        for (int rank = 0; rank < world; ++rank)
            start(rank, arguments);
    }

    void trainIn(const QString& trainingFolder) { task_ = {QStringLiteral("--folder"), trainingFolder}; }
    void meetAt(const QString& address) { address_ = address; }

    /// `within` is a command that runs the command line that follows it.
    void start(int rank, const QStringList& arguments, const QStringList& within = {})
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* place : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            environment.insert(QString::fromUtf8(place), folder_ + QStringLiteral("/home"));
        environment.insert(QStringLiteral("MASTER_ADDR"), address_);
        environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port_));
        environment.insert(QStringLiteral("RANK"), QString::number(rank));
        environment.insert(QStringLiteral("WORLD_SIZE"), QString::number(world_));
        auto& process = processes_.emplace_back(std::make_unique<QProcess>());
        process->setProcessEnvironment(environment);
        const QStringList line = within + QStringList{QStringLiteral(CADENZA_CLI), QStringLiteral("train")} + task_
                                 + QStringList{QStringLiteral("--distributed"), QStringLiteral("--json"),
                                               QStringLiteral("--threads"), QStringLiteral("1")}
                                 + arguments;
        process->start(line.front(), line.mid(1));
    }

    [[nodiscard]] QString model() const { return folder_ + QStringLiteral("/m.safetensors"); }
    [[nodiscard]] QString checkpoint() const { return model() + QStringLiteral(".checkpoint"); }
    /// In the order in which they were started.
    [[nodiscard]] QProcess& operator[](int index) { return *processes_[static_cast<std::size_t>(index)]; }

    /// Waits until the first has printed this many reports; false when it ended before.
    [[nodiscard]] bool waitForReports(int count)
    {
        for (; count > 0; --count) {
            while (!processes_.front()->canReadLine())
                if (!processes_.front()->waitForReadyRead(kLimit))
                    return false;
            reports_ << processes_.front()->readLine();
        }
        return true;
    }
    /// Waits for its end and gives its exit status; −1 where it did not come in time, −2 where it was killed.
    [[nodiscard]] int statusOf(int index, int limit = kLimit)
    {
        QProcess& process = (*this)[index];
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(limit))
            return -1;
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }
    /// All that the first printed.
    [[nodiscard]] QByteArrayList reports()
    {
        while (processes_.front()->canReadLine())
            reports_ << processes_.front()->readLine();
        return reports_;
    }
    [[nodiscard]] QString errorsOf(int index) { return QString::fromUtf8((*this)[index].readAllStandardError()); }

private:
    static constexpr int kLimit = 120'000; ///< ms

    QString folder_;
    int world_;
    std::uint16_t port_;
    QString address_{QStringLiteral("127.0.0.1")};
    QStringList task_{QStringLiteral("starter"), QStringLiteral("--out"), model()};
    std::vector<std::unique_ptr<QProcess>> processes_;
    QByteArrayList reports_;
};

} // namespace cadenza::test
