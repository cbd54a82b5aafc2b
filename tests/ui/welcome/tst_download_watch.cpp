#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "tests/core/library/zip_bytes.h"
#include "tests/support/music.h"
#include "ui/style/english_plurals.h"
#include "ui/welcome/download_watch.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// A collection that is being downloaded is found, read whole and told; other zips are passed over.
class TestDownloadWatch : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 30000;
    std::unique_ptr<QTemporaryDir> downloads_;

    [[nodiscard]] fs::path at(const char* name) const { return fs::path(downloads_->path().toStdString()) / name; }
    static std::vector<std::byte> music(int notes) { return midi::writeMidi(test::wanderingLine(notes)); }
    void put(const char* name, const std::vector<std::byte>& bytes) const
    {
        QVERIFY(writeFileAtomically(at(name), bytes).has_value());
    }

private Q_SLOTS:
    void init() { downloads_ = std::make_unique<QTemporaryDir>(); }

    void findsWhatIsThereAndTellsWhatItHolds()
    {
        put("archive.zip",
            test::zipOf({{"bach/one.mid", music(100)}, {"satie/two.mid", music(80)}, {"satie/bad.mid", {}}}));
        put("photos.zip", test::zipOf({{"sea.jpg", {std::byte{1}}}}));
        DownloadWatch watch(fs::path(downloads_->path().toStdString()));
        QSignalSpy found(&watch, &DownloadWatch::found);
        QSignalSpy refused(&watch, &DownloadWatch::refused);
        QSignalSpy checking(&watch, &DownloadWatch::checking);
        watch.start();
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatienceMs);
        const auto collection = found.front().front().value<FoundCollection>();
        QCOMPARE(collection.file, at("archive.zip"));
        QCOMPARE(collection.pieces, std::size_t{2});
        QCOMPARE(collection.composers, std::size_t{2});
        QCOMPARE(collection.notes, std::size_t{180});
        QCOMPARE(collection.unreadable, std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(!checking.isEmpty() && checking.back().front().toString().isEmpty(), kPatienceMs);
        QVERIFY(refused.isEmpty());
    }

    void findsWhatComesLater()
    {
        DownloadWatch watch(fs::path(downloads_->path().toStdString()));
        QSignalSpy found(&watch, &DownloadWatch::found);
        watch.start();
        put("archive.zip", test::zipOf({{"one.mid", music(100)}}));
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatienceMs);
    }

    void looksAgainWhenAFileThatWasNoZipYetHasGrown()
    {
        put("archive.zip", {std::byte{'P'}, std::byte{'K'}});
        DownloadWatch watch(fs::path(downloads_->path().toStdString()));
        QSignalSpy found(&watch, &DownloadWatch::found);
        QSignalSpy checking(&watch, &DownloadWatch::checking);
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT(checking.size() >= 2, kPatienceMs); // it was read, and held nothing
        put("archive.zip", test::zipOf({{"one.mid", music(100)}}));
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatienceMs);
    }

    void saysWhyAGivenFileIsNoCollection()
    {
        put("photos.zip", test::zipOf({{"sea.jpg", {std::byte{1}}}}));
        DownloadWatch watch({});
        QSignalSpy refused(&watch, &DownloadWatch::refused);
        watch.check(at("photos.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, kPatienceMs);
        QCOMPARE(refused.front().front().value<Error>().fault, Fault::NoMusic);
    }

    void knowsTheWholeKaggleSet()
    {
        const auto music = test::sharedMusic();
        if (!music)
            QSKIP("no real music on this machine");
        DownloadWatch watch({});
        QSignalSpy found(&watch, &DownloadWatch::found);
        watch.check(*music / "kaggle-classical-music-midi.zip");
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatienceMs);
        const auto collection = found.front().front().value<FoundCollection>();
        QVERIFY2(isWholeKaggleSet(collection), qPrintable(inWords(collection)));
    }

    void wordsAreExact()
    {
        EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        QCOMPARE(inWords({"a.zip", 295, 19, 710'085, Seconds{72'000.0}, 0}),
                 u"295 pieces by 19 composers, 710,085 notes, 20.0 hours. It is the whole collection, and every file "
                 "can be read."_s);
        QCOMPARE(inWords({"b.zip", 1, 1, 90, Seconds{30.0}, 2}),
                 u"1 piece by 1 composer, 90 notes, 1 minute. 2 files cannot be read."_s);
        QCoreApplication::removeTranslator(&plurals);
    }
};

QTEST_MAIN(TestDownloadWatch)
#include "tst_download_watch.moc"
