#include "core/base/crash_report.h"
#include "core/base/file.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

using namespace cadenza;

/// What a crash leaves behind, and the log that goes with it.
class TestCrashReport : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    std::filesystem::path folder_;
    int tests_{0};

    static std::string textOf(const std::filesystem::path& file)
    {
        const auto bytes = readFile(file);
        return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : std::string();
    }

    /// What a child process that ends so leaves, and the signal that ended it.
    int crash(const std::function<void()>& end) const
    {
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
            for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) // Qt Test's own
                std::signal(signal, SIG_DFL);
            Log log(folder_);
            log.write("opened " + folder_.string() + "/secret piece.mid");
            reportCrashes(folder_, "cadenza 1.2.3", log);
            end();
            std::_Exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

private Q_SLOTS:
    void init()
    {
        folder_ = std::filesystem::path(scratch_.path().toStdString()) / std::to_string(++tests_);
        qputenv("HOME", QByteArray::fromStdString(folder_.string()));
    }

    void tellsWhatHappenedWithoutPrivatePaths_data()
    {
        QTest::addColumn<int>("signal");
        for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
            QTest::newRow(qPrintable(QString::number(signal))) << signal;
    }
    void tellsWhatHappenedWithoutPrivatePaths()
    {
        QFETCH(int, signal);
        QCOMPARE(crash([&] { ::raise(signal); }), signal);
        const auto reports = takeCrashReports(folder_);
        QCOMPARE(reports.size(), std::size_t{1});
        const std::string& text = reports[0].text;
        QVERIFY(text.starts_with("cadenza 1.2.3\nsignal " + std::to_string(signal) + "\nstack\n"));
        QVERIFY(text.find("tst_core_base_crash_report +0x") != std::string::npos);
        QVERIFY(text.find("opened ~/secret piece.mid") != std::string::npos);
        QVERIFY(text.find(folder_.string()) == std::string::npos);
        QVERIFY(text.find("/usr/lib") == std::string::npos);
        QVERIFY(takeCrashReports(folder_).empty()); // seen
        QCOMPARE(textOf(reports[0].file), text);
    }

    void aProcessThatEndsWellLeavesNothing()
    {
        QCOMPARE(crash([] {}), 0);
        QVERIFY(takeCrashReports(folder_).empty());
    }

    void theLogKeepsItselfSmall()
    {
        Log log(folder_);
        const std::string line(1000, 'x');
        for (int i = 0; i < 2500; ++i)
            log.write(line);
        const auto size = std::filesystem::file_size(folder_ / "cadenza.log");
        QVERIFY(size > 0 && size <= Log::kLargest);
        QVERIFY(std::filesystem::file_size(folder_ / "cadenza.log.1") <= Log::kLargest);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder_), {}), std::ptrdiff_t{2});
    }

    void aLineIsALine()
    {
        Log log(folder_);
        log.write("two\nlines\x1b[31m and more");
        QVERIFY(textOf(folder_ / "cadenza.log").ends_with("two lines [31m and more\n"));
    }

    void aFolderThatCannotBeWrittenStopsNothing()
    {
        Log log("/proc/nowhere");
        log.write("x");
        QVERIFY(log.tailEnd() > 0);
    }
};

QTEST_GUILESS_MAIN(TestCrashReport)
#include "tst_crash_report.moc"
