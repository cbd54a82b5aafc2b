#include "core/base/file.h"
#include "core/library/folder_watch.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <filesystem>
#include <memory>

using namespace cadenza;
using library::FolderWatch;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Folders that tell when music in them changes.
class TestFolderWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void hearsANewFile();
    void hearsAChangeAndARemoval();
    void hearsFoldersThatAreMadeLater();
    void hearsOnlyTheNamedFile();
    void tellsManyChangesAtOnce();
    void looksWhereNothingCanBeWatched();
    void endsAtOnce();

private:
    void write(const char* name) { QVERIFY(writeFileAtomically(folder_ / name, "x").has_value()); }
    std::unique_ptr<FolderWatch> watch(const fs::path& path, FolderWatch::Means means = FolderWatch::Means::Inotify)
    {
        return std::make_unique<FolderWatch>(
            std::span(&path, 1), [this] { ++told_; }, FolderWatch::Timing{20ms, 2000ms, 20ms}, means);
    }

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;
    std::atomic<int> told_{0};
};

void TestFolderWatch::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    folder_ = temporary_->path().toStdString();
    told_ = 0;
}

void TestFolderWatch::hearsANewFile()
{
    const auto watching = watch(folder_);
    write("a.MID");
    QTRY_COMPARE(told_.load(), 1);
}

void TestFolderWatch::hearsAChangeAndARemoval()
{
    write("a.mid");
    const auto watching = watch(folder_);
    {
        QFile file(QString::fromStdString((folder_ / "a.mid").string()));
        QVERIFY(file.open(QIODevice::Append));
        file.write("more");
    }
    QTRY_COMPARE(told_.load(), 1);
    fs::remove(folder_ / "a.mid");
    QTRY_COMPARE(told_.load(), 2);
}

void TestFolderWatch::hearsFoldersThatAreMadeLater()
{
    const auto watching = watch(folder_);
    fs::create_directories(folder_ / "bach");
    QTRY_COMPARE(told_.load(), 1);
    write("bach/a.mid");
    QTRY_COMPARE(told_.load(), 2);
}

void TestFolderWatch::hearsOnlyTheNamedFile()
{
    write("a.zip");
    const auto watching = watch(folder_ / "a.zip");
    write("b.mid"); // beside it
    write("a.zip");
    QTRY_COMPARE(told_.load(), 1);
    const auto whole = watch(folder_);
    write("notes.txt"); // not music
    write("c.mid");
    QTRY_COMPARE(told_.load(), 2);
}

void TestFolderWatch::tellsManyChangesAtOnce()
{
    const fs::path paths[] = {folder_};
    const FolderWatch watching(
        paths, [this] { ++told_; }, FolderWatch::Timing{500ms, 10000ms, 20ms}, FolderWatch::Means::Inotify);
    for (int i = 0; i < 50; ++i)
        write((std::to_string(i) + ".mid").c_str());
    QTRY_COMPARE(told_.load(), 1);
}

void TestFolderWatch::looksWhereNothingCanBeWatched()
{
    const auto watching = watch(folder_, FolderWatch::Means::Looking);
    QTRY_VERIFY(told_.load() >= 2);
}

void TestFolderWatch::endsAtOnce()
{
    auto watching = watch(folder_);
    QElapsedTimer timer;
    timer.start();
    watching.reset();
    QVERIFY(timer.elapsed() < 2000);
    const int before = told_;
    write("a.mid");
    QCOMPARE(told_.load(), before);
}

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "tst_folder_watch.moc"
