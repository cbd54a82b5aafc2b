#include "core/base/file.h"
#include "core/library/library_index.h"
#include "core/library/piece_loading.h"
#include "core/midi/midi_writer.h"
#include "tests/support/music.h"

#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <memory>
#include <string>

using namespace cadenza;
using library::LibraryIndex;
namespace fs = std::filesystem;

/// A library reopened from its index.
class TestLibraryIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsNothingTwice();
    void givesTheSameLibraryAsAnImport();
    void readsWhatChanged();
    void forgetsWhatIsGone();
    void remembersWhatCouldNotBeRead();
    void readsAgainWhenTheTableOfNamesChanges();
    void keepsNamesThatWereGiven();
    void loadsThePieceAgain();
    void loadsAllPiecesAtOnce();
    void countsTheWordsOfTheWholeLibrary();
    void startsADamagedIndexAnew();
    void leavesOtherFilesAlone();
    void stopsOnRequest();

private:
    void write(const char* name, int notes);
    Result<library::IndexedImport> import();

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;
    fs::path file_;
};

void TestLibraryIndex::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    folder_ = fs::path(temporary_->path().toStdString()) / "music";
    file_ = fs::path(temporary_->path().toStdString()) / "index.db";
    fs::create_directory(folder_);
    write("a.mid", 10);
    write("b.mid", 20);
}

void TestLibraryIndex::write(const char* name, int notes)
{
    QVERIFY(writeFileAtomically(folder_ / name, midi::writeMidi(test::wanderingLine(notes))).has_value());
}

Result<library::IndexedImport> TestLibraryIndex::import()
{
    auto index = LibraryIndex::open(file_);
    if (!index)
        return std::unexpected(index.error());
    return index->import(std::span(&folder_, 1));
}

void TestLibraryIndex::readsNothingTwice()
{
    const auto first = import();
    QVERIFY(first.has_value());
    QCOMPARE(first->filesRead, std::size_t{2});
    const auto second = import();
    QVERIFY(second.has_value());
    QCOMPARE(second->filesRead, std::size_t{0});
    QCOMPARE(second->filesKept, std::size_t{2});
    QCOMPARE(second->library.noteCount(), std::size_t{30});
    QVERIFY(!second->library.entries.front().piece);
}

void TestLibraryIndex::givesTheSameLibraryAsAnImport()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("The real music is not on this machine (CADENZA_SHARED_MUSIC).");
    folder_ = *music / "kaggle-classical-music-midi.zip";
    QVERIFY(import().has_value());
    const auto again = import();
    QVERIFY(again.has_value());
    QCOMPARE(again->filesRead, std::size_t{0});
    const auto plain = library::importLibrary(std::span(&folder_, 1));
    QCOMPARE(again->library.entries.size(), plain->entries.size());
    for (std::size_t i = 0; i < plain->entries.size(); ++i) {
        const library::Entry& kept = again->library.entries[i];
        const library::Entry& read = plain->entries[i];
        QCOMPARE(kept.id, read.id);
        QCOMPARE(kept.composer, read.composer);
        QCOMPARE(kept.title, read.title);
        QCOMPARE(kept.member, read.member);
        QCOMPARE(kept.notes, read.notes);
        QVERIFY(kept.length == read.length && kept.gridFit == read.gridFit);
        QVERIFY(kept.statistics->pitches == read.statistics->pitches);
        QCOMPARE(kept.statistics->key.name(), read.statistics->key.name());
        QCOMPARE(kept.diagnostics.size(), read.diagnostics.size());
    }
}

void TestLibraryIndex::readsWhatChanged()
{
    QVERIFY(import().has_value());
    write("b.mid", 21);
    write("c.mid", 5);
    auto index = LibraryIndex::open(file_);
    const auto changes = index->changesSince(std::span(&folder_, 1));
    QVERIFY(changes.has_value());
    QCOMPARE(changes->changed, std::vector{folder_ / "b.mid"});
    QCOMPARE(changes->added, std::vector{folder_ / "c.mid"});
    QVERIFY(changes->removed.empty());
    const auto again = import();
    QCOMPARE(again->filesRead, std::size_t{2});
    QCOMPARE(again->library.noteCount(), std::size_t{36});
    QVERIFY(index->changesSince(std::span(&folder_, 1))->none());
}

void TestLibraryIndex::forgetsWhatIsGone()
{
    QVERIFY(import().has_value());
    fs::remove(folder_ / "a.mid");
    const auto again = import();
    QCOMPARE(again->filesRemoved, std::size_t{1});
    QCOMPARE(again->library.entries.size(), std::size_t{1});
    QCOMPARE(import()->filesRemoved, std::size_t{0});
}

void TestLibraryIndex::remembersWhatCouldNotBeRead()
{
    QVERIFY(writeFileAtomically(folder_ / "bad.mid", "not music").has_value());
    QCOMPARE(import()->library.skipped.size(), std::size_t{1});
    const auto again = import();
    QCOMPARE(again->filesRead, std::size_t{0});
    QCOMPARE(again->library.skipped.size(), std::size_t{1});
    QCOMPARE(again->library.skipped.front().error.fault, Fault::NotMidi);
}

void TestLibraryIndex::readsAgainWhenTheTableOfNamesChanges()
{
    QVERIFY(import().has_value());
    for (const char* composer : {"Bach", "Brahms"}) {
        const auto table = std::string("composer,title,midi\n") + composer + ",Fuge,a.mid\n";
        QVERIFY(writeFileAtomically(folder_ / "metadata.csv", table).has_value());
        const auto again = import();
        QCOMPARE(again->filesRead, std::size_t{2});
        QCOMPARE(again->library.entries.back().composer, std::string(composer));
        QCOMPARE(import()->filesRead, std::size_t{0});
    }
}

void TestLibraryIndex::keepsNamesThatWereGiven()
{
    QVERIFY(import().has_value());
    const std::string id = (folder_ / "a.mid").string();
    QVERIFY(LibraryIndex::open(file_)->rename(id, "Clara Schumann", "Romance").has_value());
    write("a.mid", 12);
    const auto again = import();
    const auto renamed = std::ranges::find(again->library.entries, id, &library::Entry::id);
    QCOMPARE(renamed->composer, std::string("Clara Schumann"));
    QCOMPARE(renamed->title, std::string("Romance"));
    QVERIFY(LibraryIndex::open(file_)->rename(id, "", "").has_value());
    const auto restored = import();
    QCOMPARE(std::ranges::find(restored->library.entries, id, &library::Entry::id)->title, std::string("A"));
}

void TestLibraryIndex::loadsThePieceAgain()
{
    QVERIFY(import().has_value());
    const auto again = import();
    const auto piece = library::loadPiece(again->library.entries.front());
    QVERIFY(piece.has_value());
    QCOMPARE((*piece)->noteCount(), again->library.entries.front().notes);
    fs::remove(again->library.entries.front().source);
    QCOMPARE(library::loadPiece(again->library.entries.front()).error().fault, Fault::NotFound);
}

void TestLibraryIndex::loadsAllPiecesAtOnce()
{
    for (int i = 0; i < 40; ++i)
        write(("more" + std::to_string(i) + ".mid").c_str(), 5);
    QVERIFY(import().has_value());
    auto library = import()->library;
    fs::remove(folder_ / "b.mid");
    QVERIFY(library::loadPieces(library).has_value());
    QCOMPARE(library.entries.size(), std::size_t{41});
    for (const auto& entry : library.entries)
        QCOMPARE(entry.piece->noteCount(), entry.notes);
    QCOMPARE(library.skipped.size(), std::size_t{1});
    QCOMPARE(library.skipped.front().subject, (folder_ / "b.mid").string());

    auto stopped = import()->library;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(library::loadPieces(stopped, stop.get_token()).error().fault, Fault::Cancelled);
}

void TestLibraryIndex::countsTheWordsOfTheWholeLibrary()
{
    const auto first = import();
    const std::size_t words = library::statisticsOf(first->library).distinctWords;
    QVERIFY(words > 1);
    auto again = import()->library;
    QCOMPARE(library::statisticsOf(again).distinctWords, std::size_t{0}); // not asked for yet
    LibraryIndex::open(file_)->fillWords(again);
    QCOMPARE(library::statisticsOf(again).distinctWords, words);
}

void TestLibraryIndex::startsADamagedIndexAnew()
{
    QVERIFY(import().has_value());
    auto bytes = *readFile(file_);
    std::fill(bytes.begin() + 100, bytes.end(), std::byte{0x5A});
    QVERIFY(writeFileAtomically(file_, bytes).has_value());
    const auto again = import();
    QVERIFY(again.has_value());
    QCOMPARE(again->filesRead, std::size_t{2});
}

void TestLibraryIndex::leavesOtherFilesAlone()
{
    QVERIFY(writeFileAtomically(file_, "my diary, which is no index and stays as it is").has_value());
    QCOMPARE(LibraryIndex::open(file_).error().fault, Fault::NotWritable);
    QCOMPARE(readFile(file_)->size(), std::size_t{46});
}

void TestLibraryIndex::stopsOnRequest()
{
    auto index = LibraryIndex::open(file_);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = index->import(std::span(&folder_, 1), stop.get_token());
    QCOMPARE(stopped.error().fault, Fault::Cancelled);
    QCOMPARE(import()->filesRead, std::size_t{2});
}

QTEST_GUILESS_MAIN(TestLibraryIndex)
#include "tst_library_index.moc"
