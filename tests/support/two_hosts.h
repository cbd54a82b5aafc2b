#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <unistd.h>

#include <array>

namespace cadenza::test {

/// Two hosts on one machine, each with a network of its own and a cable between them: `studio`, whose own name leads to
/// 127.0.1.1 as on every Debian, and `attic`. Needs to be root on Linux, with iproute2.
class TwoHosts {
public:
    enum Host { Studio, Attic };

    TwoHosts()
    {
        using namespace Qt::StringLiterals;
        const std::array<QByteArray, 2> names{"127.0.1.1 studio\n10.99.77.2 attic\n",
                                              "10.99.77.1 studio\n127.0.1.1 attic\n"};
        areThere_ =
            ip({u"netns"_s, u"add"_s, name(Studio)}) && ip({u"netns"_s, u"add"_s, name(Attic)})
            && ip({u"link"_s, u"add"_s, cable(Studio), u"type"_s, u"veth"_s, u"peer"_s, u"name"_s, cable(Attic)});
        for (const Host host : {Studio, Attic}) {
            const QString address = QStringLiteral("10.99.77.%1/24").arg(host + 1);
            areThere_ = areThere_ && ip({u"link"_s, u"set"_s, cable(host), u"netns"_s, name(host)})
                        && ip({u"-n"_s, name(host), u"addr"_s, u"add"_s, address, u"dev"_s, cable(host)})
                        && ip({u"-n"_s, name(host), u"link"_s, u"set"_s, u"lo"_s, u"up"_s})
                        && ip({u"-n"_s, name(host), u"link"_s, u"set"_s, cable(host), u"up"_s});
            QFile file(hostsFile(host));
            areThere_ =
                areThere_ && file.open(QIODevice::WriteOnly) && file.write("127.0.0.1 localhost\n" + names[host]) > 0;
        }
        areThere_ = areThere_ && QProcess::execute(u"unshare"_s, {u"-m"_s, u"true"_s}) == 0;
    }
    TwoHosts(const TwoHosts&) = delete;
    TwoHosts& operator=(const TwoHosts&) = delete;
    ~TwoHosts()
    {
        for (const Host host : {Studio, Attic})
            (void)ip({QStringLiteral("netns"), QStringLiteral("del"), name(host)});
    }

    [[nodiscard]] bool areThere() const { return areThere_; } ///< else this machine does not let us make any
    /// A command that runs the one that follows it on a host.
    [[nodiscard]] QStringList on(Host host) const
    {
        using namespace Qt::StringLiterals;
        return {u"ip"_s,    u"netns"_s,   u"exec"_s,
                name(host), u"unshare"_s, u"-m"_s,
                u"sh"_s,    u"-c"_s,      u"mount --bind '%1' /etc/hosts && exec \"$0\" \"$@\""_s.arg(hostsFile(host))};
    }
    /// From then on nothing comes through, and nobody says so.
    [[nodiscard]] bool pullTheCable() const
    {
        using namespace Qt::StringLiterals;
        return ip({u"-n"_s, name(Attic), u"link"_s, u"set"_s, cable(Attic), u"down"_s});
    }

private:
    static bool ip(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("ip"), arguments);
        return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    static QString name(Host host) { return QStringLiteral("cadenza-%1-%2").arg(::getpid()).arg(host); }
    static QString cable(Host host) { return QStringLiteral("cz%1-%2").arg(::getpid()).arg(host); }
    [[nodiscard]] QString hostsFile(Host host) const { return folder_.filePath(QStringLiteral("hosts-%1").arg(host)); }

    QTemporaryDir folder_;
    bool areThere_{false};
};

} // namespace cadenza::test
