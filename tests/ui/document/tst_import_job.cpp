#include "core/base/file.h"
#include "core/library/library_index.h"
#include "core/midi/midi_writer.h"
#include "tests/support/music.h"
#include "ui/document/document.h"
#include "ui/document/duplicate_finder.h"
#include "ui/document/import_job.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>

using namespace cadenza;
using namespace cadenza::ui;
namespace fs = std::filesystem;

/// Music on its way into the window: through the index, followed when its files change.
class TestImportJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reopensFromTheIndex();
    void followsTheFiles();
    void worksWithoutAnIndex();
    void keepsWhatWasLoadedAndDropsAStaleSeed();
    void tellsWhenAPieceCannotBeLoaded();
    void findsTwinsInTheBackground();

private:
    void write(const char* name, int notes)
    {
        QVERIFY(writeFileAtomically(music_ / name, midi::writeMidi(test::wanderingLine(notes))).has_value());
    }
    library::Library import(const fs::path& index);

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path music_;
    fs::path index_;
};

void TestImportJob::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    music_ = fs::path(temporary_->path().toStdString()) / "music";
    index_ = fs::path(temporary_->path().toStdString()) / "index.db";
    fs::create_directory(music_);
    write("a.mid", 100);
    write("b.mid", 80);
}

library::Library TestImportJob::import(const fs::path& index)
{
    ImportJob job(index);
    library::Library library;
    connect(&job, &ImportJob::finished, this, [&](const library::Library& read) { library = read; });
    QSignalSpy finished(&job, &ImportJob::finished);
    job.start({music_});
    [&] { QTRY_COMPARE(finished.count(), 1); }();
    return library;
}

void TestImportJob::reopensFromTheIndex()
{
    QVERIFY(import(index_).entries.front().piece);
    const library::Library again = import(index_);
    QCOMPARE(again.noteCount(), std::size_t{180});
    QVERIFY(!again.entries.front().piece); // nothing was read

    Document document;
    document.addLibrary(again);
    QVERIFY(document.selectedEntry()->piece);
    document.select(again.entries.back().id);
    QCOMPARE(document.selectedEntry()->piece->noteCount(), document.selectedEntry()->notes);
}

void TestImportJob::followsTheFiles()
{
    ImportJob job(index_);
    QSignalSpy finished(&job, &ImportJob::finished);
    Document document;
    connect(&job, &ImportJob::finished, &document, &Document::addLibrary);
    connect(&job, &ImportJob::refreshed, &document, &Document::replaceLibrary);
    job.start({music_});
    QTRY_COMPARE(finished.count(), 1);
    write("c.mid", 60);
    QTRY_COMPARE(document.library().noteCount(), std::size_t{240});
    write("c.mid", 50);
    QTRY_COMPARE(document.library().noteCount(), std::size_t{230});
    fs::remove(music_ / "a.mid");
    QTRY_COMPARE(document.library().noteCount(), std::size_t{130});
    QVERIFY(document.selectedEntry() && document.selectedEntry()->piece);
    QCOMPARE(finished.count(), 1);
}

void TestImportJob::worksWithoutAnIndex()
{
    QVERIFY(import({}).entries.front().piece);
    QVERIFY(import(music_).entries.front().piece); // a folder is no index
}

void TestImportJob::keepsWhatWasLoadedAndDropsAStaleSeed()
{
    Document document;
    document.addLibrary(import(index_));
    const std::string id = document.selectedEntry()->id;
    const auto loaded = document.selectedEntry()->piece;
    document.setSeed({id, 10, 64});
    QVERIFY(document.seedPiece());
    document.replaceLibrary(import(index_));
    QCOMPARE(document.selectedEntry()->piece, loaded);
    QVERIFY(document.seed());
    document.rename(id, "Clara Schumann", "Romance");
    QCOMPARE(document.selectedEntry()->title, std::string("Romance"));

    QSignalSpy changed(&document, &Document::changed);
    library::Library without = document.library();
    std::erase_if(without.entries, [&](const library::Entry& entry) { return entry.id == id; });
    document.replaceLibrary(without);
    QVERIFY(!document.seed() && !document.seedPiece());
    QVERIFY(document.selectedEntry()->id != id);
    QVERIFY(changed.count() >= 3); // seed, library, selection
}

void TestImportJob::tellsWhenAPieceCannotBeLoaded()
{
    (void)import(index_);
    const library::Library again = import(index_);
    fs::remove(music_ / "b.mid");
    Document document;
    QSignalSpy unreadable(&document, &Document::unreadable);
    document.addLibrary(again);
    document.select((music_ / "b.mid").string());
    QCOMPARE(unreadable.count(), 1);
    QVERIFY(!document.selectedEntry()->piece);
}

void TestImportJob::findsTwinsInTheBackground()
{
    midi::Piece higher = test::wanderingLine(100);
    for (midi::Note& note : higher.parts.front().notes)
        note.pitch = static_cast<std::uint8_t>(note.pitch + 2);
    QVERIFY(writeFileAtomically(music_ / "higher.mid", midi::writeMidi(higher)).has_value());
    (void)import(index_);
    DuplicateFinder finder;
    std::vector<library::Duplicate> duplicates;
    connect(&finder, &DuplicateFinder::found, this,
            [&](const library::Library&, const std::vector<library::Duplicate>& pairs) { duplicates = pairs; });
    const library::Library again = import(index_);
    finder.find(again);
    QTRY_VERIFY(!duplicates.empty());
    const bool transposed = std::ranges::any_of(duplicates, [](const library::Duplicate& pair) {
        return std::abs(pair.transposition) == 2 && pair.likeness == library::Likeness::Transposed;
    });
    QVERIFY(transposed);
}

QTEST_GUILESS_MAIN(TestImportJob)
#include "tst_import_job.moc"
