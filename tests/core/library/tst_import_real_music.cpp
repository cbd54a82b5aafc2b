#include "core/library/library.h"
#include "tests/support/music.h"

#include <QtTest>

#include <map>
#include <set>
#include <string>

using namespace cadenza;

/// The published collections of piano-midi.de, counted by two independent readers (mido and midicsv).
class TestImportRealMusic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsTheFolderWholly();
    void readsTheZipWholly();
    void takesTheComposerOfASingleFileFromItsFolder();

private:
    std::filesystem::path music_;
};

namespace {

Result<library::Library> import(const std::filesystem::path& path)
{
    return library::importLibrary(std::span(&path, 1));
}

std::map<std::string, std::size_t> notesByComposer(const library::Library& library)
{
    std::map<std::string, std::size_t> notes;
    for (const library::Entry& entry : library.entries)
        notes[entry.composer] += entry.notes;
    return notes;
}

} // namespace

void TestImportRealMusic::initTestCase()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("The real music is not on this machine (CADENZA_SHARED_MUSIC).");
    music_ = *music;
}

void TestImportRealMusic::readsTheFolderWholly()
{
    const auto read = import(music_ / "piano-midi");
    QVERIFY(read.has_value());
    QCOMPARE(read->entries.size(), std::size_t{337});
    QCOMPARE(read->noteCount(), std::size_t{794411});
    QCOMPARE(read->composerCount(), std::size_t{26});
    QVERIFY(read->skipped.empty());
    QVERIFY(std::abs(read->length().count() / 3600.0 - 22.31) < 0.01);

    double onGrid = 0.0;
    for (const library::Entry& entry : read->entries)
        onGrid += entry.gridFit * static_cast<double>(entry.notes);
    const double share = onGrid / 794411.0;
    QVERIFY2(std::abs(share - 0.980) < 0.0005, qPrintable(QString::number(share)));

    auto notes = notesByComposer(*read);
    QCOMPARE(notes["Albeniz"], std::size_t{25534});
    QCOMPARE(notes["Godowsky"], std::size_t{3205});
    QCOMPARE(notes["Christmas"], std::size_t{14440});
    QCOMPARE(notes["Tchaikovsky"], std::size_t{18880});
}

void TestImportRealMusic::readsTheZipWholly()
{
    const auto read = import(music_ / "kaggle-classical-music-midi.zip");
    QVERIFY(read.has_value());
    QCOMPARE(read->entries.size(), std::size_t{295});
    QCOMPARE(read->noteCount(), std::size_t{710085});
    const std::map<std::string, std::size_t> expected{
        {"Albeniz", 25534},    {"Bach", 4632},        {"Balakirev", 8042}, {"Beethoven", 111205},  {"Borodin", 6204},
        {"Brahms", 26359},     {"Burgmueller", 9362}, {"Chopin", 85355},   {"Debussy", 13442},     {"Granados", 5704},
        {"Grieg", 20992},      {"Haydn", 30970},      {"Liszt", 89457},    {"Mendelssohn", 20749}, {"Mozart", 68227},
        {"Mussorgsky", 16149}, {"Schubert", 121390},  {"Schumann", 27432}, {"Tchaikovsky", 18880}};
    QCOMPARE(notesByComposer(*read), expected);
}

void TestImportRealMusic::takesTheComposerOfASingleFileFromItsFolder()
{
    const auto grieg = import(music_ / "piano-midi" / "Grieg" / "grieg_album.mid");
    QVERIFY(grieg.has_value());
    QCOMPARE(grieg->entries.front().composer, std::string("Grieg"));
    const auto loose = import(music_ / "seed-subset" / "alb_esp1.mid");
    QVERIFY(loose.has_value());
    QCOMPARE(loose->entries.front().composer, std::string("Albeniz"));
    QCOMPARE(loose->entries.front().title, std::string("Espana Op. 165 Prelude"));
}

QTEST_GUILESS_MAIN(TestImportRealMusic)
#include "tst_import_real_music.moc"
