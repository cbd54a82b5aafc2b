#include "core/base/random.h"
#include "tests/reliability/file_faults.h"
#include "tests/reliability/session.h"
#include "tests/support/thorough.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <map>
#include <sstream>

using namespace cadenza;
namespace fs = std::filesystem;

/// A process at work gets SIGKILL at seeded moments: within a write, or before or after another call that changes the
/// disk. Between such calls the disk stands still, so there are no other moments.
class TestKilled : public QObject {
    Q_OBJECT

    struct End {
        int signal{0};
        std::vector<std::string> lines; ///< what the process had confirmed
    };

    /// Works through a session in a process of its own that dies at call `n`.
    static End dieAt(std::uint64_t n, const fs::path& root)
    {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0)
            qFatal("no pipe");
        const pid_t child = ::fork();
        if (child == 0) {
            test::failAt(n, test::DiskFault::Kill);
            test::workThrough(root, [&](const std::string& line) { test::writeUncounted(pipe[1], line + '\n'); });
            std::_Exit(0);
        }
        ::close(pipe[1]);
        std::string text;
        std::array<char, 4096> block{};
        for (ssize_t got = 0; (got = ::read(pipe[0], block.data(), block.size())) > 0;)
            text.append(block.data(), static_cast<std::size_t>(got));
        ::close(pipe[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        End end{WIFSIGNALED(status) ? WTERMSIG(status) : 0, {}};
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);)
            end.lines.push_back(line);
        return end;
    }

private Q_SLOTS:
    void losesNothingConfirmed()
    {
        const QTemporaryDir scratch;
        const fs::path root = fs::path(scratch.path().toStdString()) / "root";
        const auto prepare = [&] {
            fs::remove_all(root);
            test::prepareMusic(root);
        };
        prepare();
        test::countOnly();
        test::workThrough(root, [](const std::string&) {});
        const std::uint64_t calls = test::endFaults();

        const std::uint64_t kills = test::tenthOf(200);
        std::map<std::string, int> during;
        std::uint64_t confirmed = 0;
        for (std::uint64_t i = 0; i < kills; ++i) {
            Random random(i);
            const std::uint64_t n = (i * calls + random.below(calls)) / kills; // by chance, and spread over the session
            prepare();
            const End end = dieAt(n, root);
            QCOMPARE(end.signal, SIGKILL);
            test::countOnly(); // what looks afterwards need not wait for the disk
            const std::string missing = test::whatIsMissing(root, end.lines);
            test::endFaults();
            QVERIFY2(missing.empty(),
                     qPrintable(
                         QStringLiteral("kill %1 at call %2: %3").arg(i).arg(n).arg(QString::fromStdString(missing))));
            for (auto line = end.lines.rbegin(); line != end.lines.rend(); ++line)
                if (line->starts_with("step ")) {
                    ++during[line->substr(5)];
                    break;
                }
            confirmed += end.lines.size();
        }
        std::string where;
        for (const auto& [step, count] : during)
            where += (where.empty() ? "" : ", ") + step + ' ' + std::to_string(count);
        QVERIFY(during.size() >= 6);
        qInfo("kill -9: %llu moments (%s); all opened, integrity_check ok, %llu confirmed steps, none missing",
              static_cast<unsigned long long>(kills), where.c_str(), static_cast<unsigned long long>(confirmed));
    }
};

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
