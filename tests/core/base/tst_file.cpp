#include "core/base/explain.h"
#include "core/base/file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

using namespace cadenza;

/// Reading whole files, and writing them so that a reader sees the old bytes or the new ones.
class TestFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path at(const char* name) const
    {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }
    [[nodiscard]] QStringList names() const { return QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden); }

private Q_SLOTS:
    void readsWhatWasWritten()
    {
        QVERIFY(writeFileAtomically(at("a"), std::string_view("one\0two", 7)));
        const auto bytes = readFile(at("a"));
        QVERIFY(bytes);
        QCOMPARE(bytes->size(), std::size_t{7});
        QCOMPARE(static_cast<char>(bytes->at(3)), '\0');
    }

    void replacesTheOldBytesAndLeavesNothingBeside()
    {
        QVERIFY(writeFileAtomically(at("b"), std::string_view("old, and longer")));
        QVERIFY(writeFileAtomically(at("b"), std::string_view("new")));
        QCOMPARE(readFile(at("b"))->size(), std::size_t{3});
        QCOMPARE(names().filter(QStringLiteral("b")).size(), 1);
    }

    void writtenFilesAreReadableLikeAnyOther()
    {
        QVERIFY(writeFileAtomically(at("mode"), std::string_view("x")));
        struct stat info{};
        QCOMPARE(::stat(at("mode").c_str(), &info), 0);
        const mode_t mask = ::umask(0);
        ::umask(mask);
        QCOMPARE(info.st_mode & 0777, 0666 & ~mask);
    }

    void saysThatAFileIsMissing()
    {
        const auto bytes = readFile(at("nowhere"));
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().fault, Fault::NotFound);
        QCOMPARE(bytes.error().subject, at("nowhere").string());
    }

    void refusesToReadAFolder()
    {
        const auto bytes = readFile(folder_.path().toStdString());
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().fault, Fault::NotReadable);
    }

    void saysThatATargetCannotBeWritten()
    {
        const auto written = writeFileAtomically(at("no/such/folder/x"), std::string_view("x"));
        QVERIFY(!written);
        QCOMPARE(written.error().fault, Fault::NotWritable);
    }

    void aShortWriteLeavesTheOldFile()
    {
        QVERIFY(writeFileAtomically(at("full"), std::string_view("what was there before")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit tiny{1024, before.rlim_max}; // a stand-in for a full disk: the kernel cuts the write short
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
        const auto written = writeFileAtomically(at("full"), std::string(4096, 'x'));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

        QVERIFY(!written);
        QCOMPARE(written.error().fault, Fault::NotWritable);
        QCOMPARE(readFile(at("full"))->size(), std::size_t{21});
        QCOMPARE(names().filter(QStringLiteral("full")).size(), 1);
    }

    void copiesAFileInPlaceOfAnother()
    {
        const std::string long_(3'000'000, 'm'); // more than one block
        QVERIFY(writeFileAtomically(at("from"), long_));
        QVERIFY(writeFileAtomically(at("to"), std::string_view("old")));
        QVERIFY(copyFileAtomically(at("from"), at("to")));
        QVERIFY(*readFile(at("to")) == *readFile(at("from")));
        const auto missing = copyFileAtomically(at("nowhere"), at("to"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().fault, Fault::NotFound);
        QCOMPARE(readFile(at("to"))->size(), long_.size());
        QCOMPARE(names().filter(QStringLiteral("to")).size(), 1);
    }

    void movesAFinishedFileIntoPlace()
    {
        QVERIFY(writeFileAtomically(at("part"), std::string_view("new")));
        QVERIFY(writeFileAtomically(at("whole"), std::string_view("older")));
        QVERIFY(moveIntoPlace(at("part"), at("whole")));
        QCOMPARE(readFile(at("whole"))->size(), std::size_t{3});
        QVERIFY(!moveIntoPlace(at("part"), at("whole")));
    }

    void everyFaultIsWordedWithWhatToDo()
    {
        for (int fault = 0; fault <= static_cast<int>(Fault::Internal); ++fault) {
            const auto text = explain({static_cast<Fault>(fault), "that thing", {}, {}});
            QVERIFY2(text.starts_with("“that thing” "), text.c_str());
            QVERIFY2(text.ends_with('.') || text.find("sudo apt install") != std::string::npos, text.c_str());
            QVERIFY(text.find("failed.") == std::string::npos);
        }
    }

    void explanationsLocateTheFault()
    {
        QCOMPARE(explain({Fault::TruncatedTrack, "a.mid", "track 2", 25}),
                 std::string("“a.mid” ends in the middle of a track (track 2, at byte 25). "
                             "Get the file again from where it came; it was cut short."));
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
