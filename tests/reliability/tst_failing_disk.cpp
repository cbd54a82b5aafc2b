#include "core/base/file.h"
#include "core/base/random.h"
#include "tests/reliability/file_faults.h"
#include "tests/reliability/session.h"
#include "tests/support/thorough.h"

#include <QTemporaryDir>
#include <QTest>

#include <string_view>

using namespace cadenza;
namespace fs = std::filesystem;

/// Every write, sync and rename of a session fails once: by an error, by a full disk, by half a write. Whatever was
/// confirmed before and after is there when the project is opened again.
class TestFailingDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Also where the file is in place, and only its folder cannot be synced: it might not be there after a power cut.
    void aFileThatMayNotLastIsTold()
    {
        const QTemporaryDir scratch;
        const fs::path file = fs::path(scratch.path().toStdString()) / "file";
        test::countOnly();
        QVERIFY(writeFileAtomically(file, "before"));
        const std::uint64_t calls = test::endFaults();
        QCOMPARE(calls, std::uint64_t{4}); // write, sync, rename, sync of the folder
        for (std::uint64_t n = 0; n < calls; ++n) {
            test::failAt(n, test::DiskFault::Error);
            const auto written = writeFileAtomically(file, "after");
            test::endFaults();
            QVERIFY(!written);
            QCOMPARE(written.error().fault, Fault::NotWritable);
            QCOMPARE(readFile(file)->size(), std::string_view(n + 1 < calls ? "before" : "after").size());
        }
    }

    void losesNothingConfirmed()
    {
        const QTemporaryDir scratch;
        auto freshRoot = [&, n = 0]() mutable {
            fs::remove_all(fs::path(scratch.path().toStdString()) / std::to_string(n));
            const fs::path root = fs::path(scratch.path().toStdString()) / std::to_string(++n);
            test::prepareMusic(root);
            return root;
        };
        const auto countedRoot = freshRoot();
        std::vector<std::string> all;
        test::countOnly();
        test::workThrough(countedRoot, [&](const std::string& line) { all.push_back(line); });
        const std::uint64_t calls = test::endFaults();
        QCOMPARE(test::whatIsMissing(countedRoot, all), std::string());
        QVERIFY(calls > 100);

        // Every call in the thorough tier; in the quick one every tenth, begun by chance.
        const std::uint64_t stride = calls / test::tenthOf(calls);
        std::uint64_t sessions = 0;
        std::uint64_t confirmed = 0;
        for (const auto fault : {test::DiskFault::Error, test::DiskFault::Full, test::DiskFault::ShortWrite}) {
            Random random(static_cast<std::uint64_t>(fault));
            for (std::uint64_t n = random.below(stride); n < calls; n += stride) {
                const auto root = freshRoot();
                std::vector<std::string> lines;
                test::failAt(n, fault);
                test::workThrough(root, [&](const std::string& line) { lines.push_back(line); });
                test::countOnly(); // what looks afterwards need not wait for the disk
                const std::string missing = test::whatIsMissing(root, lines);
                test::endFaults();
                QVERIFY2(missing.empty(), qPrintable(QStringLiteral("call %1, fault %2: %3")
                                                         .arg(n)
                                                         .arg(static_cast<int>(fault))
                                                         .arg(QString::fromStdString(missing))));
                ++sessions;
                confirmed += lines.size();
            }
        }
        qInfo(
            "failing disk: %llu calls in a session, %llu sessions with one that failed (EIO, ENOSPC, short write); all "
            "opened, %llu confirmed steps, none missing",
            static_cast<unsigned long long>(calls), static_cast<unsigned long long>(sessions),
            static_cast<unsigned long long>(confirmed));
    }
};

QTEST_GUILESS_MAIN(TestFailingDisk)
#include "tst_failing_disk.moc"
