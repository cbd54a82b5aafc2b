#include "core/base/file.h"
#include "core/library/archive.h"
#include "core/library/composer_names.h"
#include "core/library/library.h"
#include "core/library/metadata_csv.h"
#include "core/library/natural_order.h"
#include "core/library/piece_loading.h"
#include "core/midi/midi_writer.h"
#include "tests/core/library/zip_bytes.h"
#include "tests/support/music.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <string>

using namespace cadenza;
using library::Archive;
using library::ArchiveLimits;
using library::Library;
namespace fs = std::filesystem;

/// Folders, zips and files become a library.
class TestImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsFilesOfEveryEnding();
    void readsZips();
    void takesNamesFromTheTable();
    void takesComposersFromFolders();
    void tellsEqualTitlesApart();
    void sortsNaturally();
    void skipsBadFilesWithTheirReason();
    void failsNamingThePath_data();
    void failsNamingThePath();
    void refusesBombs();
    void refusesAMemberLargerThanItSays();
    void believesNoClaimedEntryCount();
    void skipsEncryptedMembers();
    void doesNotOpenZipsInZips();
    void takesNamesOfAnyEncoding();
    void refusesUnsafeNames_data();
    void refusesUnsafeNames();
    void reportsProgressAndStops();
    void mergesWithoutDoubles();
    void knowsComposers_data();
    void knowsComposers();
    void parsesCsv();

private:
    void write(const fs::path& name, const std::vector<std::byte>& bytes);
    Result<Library> import(const fs::path& name = {});

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path root_;
};

namespace {

std::vector<std::byte> music(int notes = 8, const std::string& title = {})
{
    midi::Piece piece = test::wanderingLine(notes);
    piece.title = title;
    return midi::writeMidi(piece);
}

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}

std::vector<std::string> titlesOf(const Library& library)
{
    std::vector<std::string> titles;
    for (const library::Entry& entry : library.entries)
        titles.push_back(entry.composer + ": " + entry.title);
    return titles;
}

} // namespace

void TestImport::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    root_ = temporary_->path().toStdString();
}

void TestImport::write(const fs::path& name, const std::vector<std::byte>& bytes)
{
    fs::create_directories((root_ / name).parent_path());
    QVERIFY(writeFileAtomically(root_ / name, bytes).has_value());
}

Result<Library> TestImport::import(const fs::path& name)
{
    const fs::path path = name.empty() ? root_ : root_ / name;
    return library::importLibrary(std::span(&path, 1));
}

void TestImport::findsFilesOfEveryEnding()
{
    for (const char* name : {"a.mid", "b.MID", "x/c.Midi", "x/y/d.kar", "e.RMI", "f.smf", "g.txt", "._h.mid", "mid"})
        write(name, music());
    const auto read = import();
    QVERIFY(read.has_value());
    QCOMPARE(read->entries.size(), std::size_t{6});
    QVERIFY(read->skipped.empty());
    QCOMPARE(import("g.txt")->entries.size(), std::size_t{1}); // named by itself, a file is taken as what it is
}

void TestImport::readsZips()
{
    write("a.zip", test::zipOf({{"bach/one.MID", music(5)}, {"bach/readme.txt", bytesOf("x")}, {"two.mid", music(7)}}));
    const auto read = import("a.zip");
    QVERIFY(read.has_value());
    QCOMPARE(read->entries.size(), std::size_t{2});
    QCOMPARE(read->noteCount(), std::size_t{12});
    QCOMPARE(read->entries.back().composer, std::string("Bach"));
    QCOMPARE(read->entries.back().member, std::string("bach/one.MID"));
    QCOMPARE(read->entries.back().id, (root_ / "a.zip").string() + "!bach/one.MID");
}

void TestImport::takesNamesFromTheTable()
{
    write("metadata.csv", bytesOf("composer,title,midi\nSchumann,\"Of Foreign, Lands\",midis/K/A.mid\n"));
    write("K/a.mid", music(5, "another"));
    QCOMPARE(titlesOf(*import()), std::vector<std::string>{"Schumann: Of Foreign, Lands"});
}

void TestImport::takesComposersFromFolders()
{
    write("tschai/a.mid", music(5, "June"));
    write("My Songs/b.mid", music(5, "Song"));
    write("midi/c.mid", music(5, "Chopin: Waltz"));
    write("d.mid", music(5, "Nothing Known"));
    QCOMPARE(titlesOf(*import()),
             (std::vector<std::string>{": Nothing Known", "Chopin: Waltz", "My Songs: Song", "Tchaikovsky: June"}));
}

void TestImport::tellsEqualTitlesApart()
{
    write("bach/a.mid", music(5, "Fuge"));
    write("bach/b.mid", music(5, "Fuge"));
    QCOMPARE(titlesOf(*import()), (std::vector<std::string>{"Bach: Fuge (a)", "Bach: Fuge (b)"}));
}

void TestImport::sortsNaturally()
{
    for (const char* name : {"bach/Invention 10.mid", "bach/invention 2.mid", "bach/Invention 1.mid"})
        write(name, music());
    QCOMPARE(titlesOf(*import()),
             (std::vector<std::string>{"Bach: Invention 1", "Bach: Invention 2", "Bach: Invention 10"}));
    QVERIFY(library::naturallyBefore("op 9", "op 10"));
    QVERIFY(!library::naturallyBefore("a", "a"));
    QVERIFY(library::naturallyBefore("a2", "A10"));
}

void TestImport::skipsBadFilesWithTheirReason()
{
    write("good.mid", music());
    write("bad.mid", bytesOf("no music"));
    write("empty.mid", {});
    const auto read = import();
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->skipped.size(), std::size_t{2});
    QCOMPARE(read->skipped.front().error.fault, Fault::NotMidi);
    QCOMPARE(read->skipped.front().subject, (root_ / "bad.mid").string());
}

void TestImport::failsNamingThePath_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("fault");
    QTest::newRow("missing") << QStringLiteral("missing.mid") << static_cast<int>(Fault::NotFound);
    QTest::newRow("not MIDI") << QStringLiteral("bad.mid") << static_cast<int>(Fault::NotMidi);
    QTest::newRow("not a zip") << QStringLiteral("bad.zip") << static_cast<int>(Fault::NotArchive);
    QTest::newRow("empty folder") << QStringLiteral("nothing") << static_cast<int>(Fault::NoMusic);
    QTest::newRow("zip without music") << QStringLiteral("texts.zip") << static_cast<int>(Fault::NoMusic);
}

void TestImport::failsNamingThePath()
{
    write("bad.mid", bytesOf("no music"));
    write("bad.zip", bytesOf("no zip"));
    write("texts.zip", test::zipOf({{"a.txt", bytesOf("x")}}));
    fs::create_directory(root_ / "nothing");
    QFETCH(QString, name);
    const auto read = import(name.toStdString());
    QVERIFY(!read);
    QTEST(static_cast<int>(read.error().fault), "fault");
    QCOMPARE(read.error().subject, (root_ / name.toStdString()).string());
}

void TestImport::refusesBombs()
{
    const std::vector<std::byte> zeros(4u << 20);
    const auto bomb = test::zipOf({{"a.mid", zeros}});
    QVERIFY(bomb.size() < 10000);
    QCOMPARE(Archive::open(bomb, "bomb").error().fault, Fault::ArchiveRefused);

    ArchiveLimits limits;
    limits.entries = 1;
    const auto two = test::zipOf({{"a.mid", music()}, {"b.mid", music()}});
    QCOMPARE(Archive::open(two, "two", limits).error().fault, Fault::ArchiveRefused);
    limits = {};
    limits.totalBytes = 100;
    QCOMPARE(Archive::open(two, "two", limits).error().fault, Fault::ArchiveRefused);
    limits = {};
    limits.entryBytes = 10;
    const auto archive = Archive::open(two, "two", limits);
    QVERIFY(archive.has_value());
    QCOMPARE(archive->read(archive->members().front()).error().fault, Fault::ArchiveRefused);
}

namespace {

/// Where the record with this signature last begins (APPNOTE 4.3).
std::size_t lastRecord(const std::vector<std::byte>& zip, char third, char fourth)
{
    for (std::size_t at = zip.size() - 4; at > 0; --at)
        if (zip[at] == std::byte{'P'} && zip[at + 1] == std::byte{'K'} && zip[at + 2] == static_cast<std::byte>(third)
            && zip[at + 3] == static_cast<std::byte>(fourth))
            return at;
    return 0;
}

void put(std::vector<std::byte>& bytes, std::size_t at, std::uint64_t value, int width)
{
    for (int i = 0; i < width; ++i)
        bytes[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * i));
}

} // namespace

void TestImport::refusesAMemberLargerThanItSays()
{
    auto zip = test::zipOf({{"a.mid", std::vector<std::byte>(200'000)}});
    put(zip, lastRecord(zip, 1, 2) + 24, 100, 4); // the size in the central directory (APPNOTE 4.3.12)
    const auto archive = Archive::open(zip, "lie");
    QVERIFY(archive.has_value());
    QCOMPARE(archive->members().front().size, std::uint64_t{100});
    QVERIFY(!archive->read(archive->members().front()).has_value());
}

void TestImport::believesNoClaimedEntryCount()
{
    auto zip = test::zipOf({{"a.mid", music()}});
    const std::size_t directory = lastRecord(zip, 1, 2);
    const std::size_t end = lastRecord(zip, 5, 6);
    // A zip64 end record (APPNOTE 4.3.14, 4.3.15) that claims 2⁴⁰ entries.
    std::vector<std::byte> tail(56 + 20);
    put(tail, 0, 0x06064B50, 4);
    put(tail, 4, 44, 8);
    put(tail, 24, std::uint64_t{1} << 40, 8);
    put(tail, 32, std::uint64_t{1} << 40, 8);
    put(tail, 40, end - directory, 8);
    put(tail, 48, directory, 8);
    put(tail, 56, 0x07064B50, 4);
    put(tail, 64, end, 8);
    put(tail, 72, 1, 4);
    put(zip, end + 8, 0xFFFFFFFF, 4);
    zip.insert(zip.begin() + static_cast<std::ptrdiff_t>(end), tail.begin(), tail.end());
    QVERIFY(!Archive::open(zip, "zip64").has_value());
}

void TestImport::skipsEncryptedMembers()
{
    auto zip = test::zipOf({{"good.mid", music()}, {"secret.mid", music()}});
    put(zip, lastRecord(zip, 1, 2) + 8, 1, 2); // the flag of encryption, in the central directory and before the data
    put(zip, lastRecord(zip, 3, 4) + 6, 1, 2);
    write("a.zip", zip);
    const auto read = import("a.zip");
    QCOMPARE(read->entries.size(), std::size_t{1});
    QCOMPARE(read->skipped.size(), std::size_t{1});
    QCOMPARE(read->skipped.front().subject, (root_ / "a.zip").string() + "!secret.mid");
    QCOMPARE(read->skipped.front().error.fault, Fault::NotReadable);
}

void TestImport::doesNotOpenZipsInZips()
{
    write("a.zip", test::zipOf({{"inner.zip", test::zipOf({{"b.mid", music()}})}, {"c.mid", music(5)}}));
    const auto read = import("a.zip");
    QCOMPARE(read->noteCount(), std::size_t{5});
    QCOMPARE(read->skipped.size(), std::size_t{1});
    QCOMPARE(read->skipped.front().error.fault, Fault::ArchiveRefused);
}

void TestImport::takesNamesOfAnyEncoding()
{
    auto zip = test::zipOf({{"12345.mid", music(5)}, {"abcde.mid", music(6)}});
    const std::string shiftJis = "\x83\x65\x83\x58.";
    for (std::size_t at = 0; at + 5 < zip.size(); ++at)
        if (std::ranges::equal(std::span(zip).subspan(at, 5), bytesOf("12345")))
            std::ranges::copy(bytesOf(shiftJis), zip.begin() + static_cast<std::ptrdiff_t>(at));
    write("a.zip", zip);
    const auto read = import("a.zip");
    QCOMPARE(read->entries.size(), std::size_t{2});
    QCOMPARE(read->noteCount(), std::size_t{11});
    for (const library::Entry& entry : read->entries) // found again by the name it was given
        QVERIFY(library::loadPiece(entry).has_value());
}

void TestImport::refusesUnsafeNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("safe");
    QTest::newRow("plain") << QByteArray("a/b.mid") << true;
    QTest::newRow("dots in a name") << QByteArray("a..b/c...mid") << true;
    QTest::newRow("absolute") << QByteArray("/a.mid") << false;
    QTest::newRow("upwards") << QByteArray("a/../../b.mid") << false;
    QTest::newRow("backslash") << QByteArray("a\\b.mid") << false;
    QTest::newRow("drive") << QByteArray("C:b.mid") << false;
}

void TestImport::refusesUnsafeNames()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, safe);
    QCOMPARE(library::isSafeMemberName(name.toStdString()), safe);
    write("a.zip", test::zipOf({{name.toStdString(), music()}, {"good.mid", music()}}));
    const auto read = import("a.zip");
    QCOMPARE(read->entries.size(), std::size_t{safe ? 2u : 1u});
    QCOMPARE(read->skipped.size(), std::size_t{safe ? 0u : 1u});
}

void TestImport::reportsProgressAndStops()
{
    for (int i = 0; i < 40; ++i)
        write(std::to_string(i) + ".mid", music());
    std::vector<double> fractions;
    const auto read = library::importLibrary(std::span(&root_, 1), {},
                                             [&](double fraction, std::string_view) { fractions.push_back(fraction); });
    QVERIFY(read.has_value());
    QVERIFY(!fractions.empty() && std::ranges::is_sorted(fractions) && fractions.back() <= 1.0);

    std::stop_source stop;
    std::size_t heard = 0;
    const auto stopped = library::importLibrary(std::span(&root_, 1), stop.get_token(), [&](double, std::string_view) {
        ++heard;
        stop.request_stop();
    });
    QCOMPARE(stopped.error().fault, Fault::Cancelled);
    QCOMPARE(heard, std::size_t{1});
}

void TestImport::mergesWithoutDoubles()
{
    write("x/a.mid", music(5));
    write("x/b.mid", music(6));
    const auto one = import("x/a.mid");
    const auto both = import("x");
    const Library all = merged(*one, *both);
    QCOMPARE(all.entries.size(), std::size_t{2});
    QCOMPARE(all.noteCount(), std::size_t{11});
}

void TestImport::knowsComposers_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QByteArray>("composer");
    QTest::newRow("short form") << QByteArray("beeth") << QByteArray("Beethoven");
    QTest::newRow("full name") << QByteArray("Ludwig van Beethoven") << QByteArray("Beethoven");
    QTest::newRow("last name first") << QByteArray("Bach, Johann Sebastian") << QByteArray("Bach");
    QTest::newRow("umlaut") << QByteArray("Burgm\xC3\xBCller") << QByteArray("Burgmueller");
    QTest::newRow("underscores") << QByteArray("frederic_chopin") << QByteArray("Chopin");
    QTest::newRow("German spelling") << QByteArray("Tschaikowsky") << QByteArray("Tchaikovsky");
    QTest::newRow("unknown") << QByteArray("Smith") << QByteArray("");
}

void TestImport::knowsComposers()
{
    QFETCH(QByteArray, folder);
    QTEST(QByteArray::fromStdString(library::knownComposer(folder.toStdString()).value_or("")), "composer");
}

void TestImport::parsesCsv()
{
    const auto rows = library::parseCsv("a,\"b, \"\"c\"\"\"\r\n,\"x\ny\"\n");
    QCOMPARE(rows, (std::vector<std::vector<std::string>>{{"a", "b, \"c\""}, {"", "x\ny"}}));
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
