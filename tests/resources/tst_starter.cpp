#include "core/library/library.h"
#include "tests/resources/abc_complaints.h"
#include "tests/resources/alignment.h"
#include "tests/resources/key_profile.h"
#include "tests/resources/starter_piece.h"
#include "tests/support/music.h"

#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace cadenza;
using namespace cadenza::test;

namespace {

/// Where the shared collection has a piece of ours, and where our part of it ends there.
struct SharedPiece {
    const char* abc;
    const char* file;
    double endQuarters{1e9};
};

constexpr SharedPiece kShared[]{
    {"bach-prelude-bwv846", "Bach/bach_846.mid", 141.6}, // the fugue follows in the same file
    {"bach-prelude-bwv847", "Bach/bach_847.mid", 152.5},
    {"beethoven-fuer-elise", "Beethoven/elise.mid"},
    {"chopin-prelude-op28-04", "Chopin/chpn-p4.mid"},
    {"chopin-prelude-op28-06", "Chopin/chpn-p6.mid"},
    {"chopin-prelude-op28-07", "Chopin/chpn-p7.mid"},
    {"chopin-prelude-op28-20", "Chopin/chpn-p20.mid"},
    {"clementi-sonatina-op36-1-1", "Clementi/clementi_opus36_1_1.mid"},
    {"clementi-sonatina-op36-1-2", "Clementi/clementi_opus36_1_2.mid"},
    {"clementi-sonatina-op36-1-3", "Clementi/clementi_opus36_1_3.mid"},
    {"mozart-sonata-k331-3", "Mozart/mz_331_3.mid"},
    {"mozart-sonata-k545-1", "Mozart/mz_545_1.mid"},
    {"schubert-moment-musical-3", "Schubert/schumm-3.mid"},
    {"schumann-von-fremden-laendern", "Schumann/scn15_1.mid"},
};

constexpr double kWantedAgreement = 0.98;

} // namespace

/// Proof-reads the starter collection: what it promises, simple musical rules, and the shared music where it has a
/// piece.
class TestStarter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holdsTwelvePiecesAndSixThousandNotes();
    void reachesFromBaroqueToRagtime();
    void showsComposerAndTitleInTheLibrary();
    void isListedInItsReadme();
    void saysWhatItIs_data() { eachPiece(); }
    void saysWhatItIs();
    void knowsItsHands_data() { eachPiece(); }
    void knowsItsHands();
    void fillsItsBars_data() { eachPiece(); }
    void fillsItsBars();
    void staysOnTheKeyboard_data() { eachPiece(); }
    void staysOnTheKeyboard();
    void soundsInItsKey_data() { eachPiece(); }
    void soundsInItsKey();
    void breathes_data() { eachPiece(); }
    void breathes();
    void keepsToTheBeat_data() { eachPiece(); }
    void keepsToTheBeat();
    void agreesWithTheSharedMusic_data();
    void agreesWithTheSharedMusic();

private:
    void eachPiece() const; ///< a row for each piece of the collection
    const StarterPiece& fetched() const;
    std::vector<StarterPiece> pieces_;
};

void TestStarter::initTestCase()
{
    pieces_ = starterPieces(STARTER_ABC_FOLDER, STARTER_MIDI_FOLDER);
    for (const auto& piece : pieces_)
        QVERIFY2(piece.music, piece.midiFile.c_str());
}

const StarterPiece& TestStarter::fetched() const
{
    QFETCH(int, index);
    return pieces_[static_cast<std::size_t>(index)];
}

void TestStarter::showsComposerAndTitleInTheLibrary()
{
    const std::vector<std::filesystem::path> folder{STARTER_MIDI_FOLDER};
    const auto library = library::importLibrary(folder);
    QVERIFY(library);
    QCOMPARE(library->entries.size(), pieces_.size());
    for (const auto& piece : pieces_) {
        const auto entry = std::ranges::find(library->entries, piece.midiFile, &library::Entry::source);
        QVERIFY2(entry != library->entries.end(), piece.midiFile.c_str());
        QCOMPARE(QString::fromStdString(entry->composer),
                 QString::fromStdString(piece.midiFile.parent_path().filename().string()));
        QCOMPARE(QString::fromStdString(entry->title), QString::fromStdString(piece.header.at('T')));
        QVERIFY2(entry->gridFit >= 0.9, piece.midiFile.c_str());
        QVERIFY(entry->diagnostics.empty());
    }
}

void TestStarter::isListedInItsReadme()
{
    QFile readme(QStringLiteral(STARTER_ABC_FOLDER "/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly | QIODevice::Text));
    const QStringList lines = QString::fromUtf8(readme.readAll()).split(QLatin1Char('\n'));
    const QLocale english(QLocale::English);
    for (const auto& piece : pieces_) {
        const QString title = QStringLiteral("| %1 |").arg(QString::fromStdString(piece.header.at('T')));
        const auto row = std::ranges::find_if(lines, [&](const QString& line) { return line.startsWith(title); });
        QVERIFY2(row != lines.end(), qPrintable(title));
        const QString notes = english.toString(static_cast<qulonglong>(piece.music->noteCount()));
        QVERIFY2(row->contains(QStringLiteral("| %1 |").arg(notes)), qPrintable(title + notes));
    }
}

void TestStarter::eachPiece() const
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        QTest::newRow(pieces_[i].abc.stem().c_str()) << static_cast<int>(i);
}

void TestStarter::holdsTwelvePiecesAndSixThousandNotes()
{
    std::size_t notes = 0;
    for (const auto& piece : pieces_)
        notes += piece.music->noteCount();
    qInfo("%zu pieces, %zu notes", pieces_.size(), notes);
    QVERIFY(pieces_.size() >= 12);
    QVERIFY(notes >= 6000);
}

void TestStarter::reachesFromBaroqueToRagtime()
{
    std::set<std::string> composers;
    for (const auto& piece : pieces_)
        composers.insert(piece.midiFile.parent_path().filename());
    QVERIFY(composers.contains("Bach"));
    QVERIFY(composers.contains("Joplin"));
    QVERIFY(composers.size() >= 6);
}

void TestStarter::saysWhatItIs()
{
    const auto& piece = fetched();
    const auto& notes = piece.header.at('N');
    QVERIFY(!piece.header.at('T').empty());
    QVERIFY(!piece.header.at('C').empty());
    QVERIFY2(notes.contains("transcribed for this project"), notes.c_str());
    QVERIFY2(piece.header.at('Z').contains("CC0-1.0"), piece.header.at('Z').c_str());
    QCOMPARE(piece.music->parts.size(), std::size_t{1});
    QCOMPARE(int{piece.music->parts.front().program}, 0);
}

void TestStarter::knowsItsHands()
{
    std::set<midi::Hand> hands;
    for (const auto& placed : midi::notesInOrder(*fetched().music))
        hands.insert(placed.note.hand);
    QVERIFY((hands == std::set{midi::Hand::Left, midi::Hand::Right}));
}

void TestStarter::fillsItsBars()
{
    const QTemporaryDir folder;
    QCOMPARE(complaints(fetched().abc, folder.path()), QString());
}

void TestStarter::staysOnTheKeyboard()
{
    for (const auto& placed : midi::notesInOrder(*fetched().music))
        QVERIFY2(placed.note.pitch >= 21 && placed.note.pitch <= 108, std::to_string(placed.note.pitch).c_str());
}

/// The key that the notes fit best is one that the piece states: the first one, or one it turns to.
void TestStarter::soundsInItsKey()
{
    const auto& piece = fetched();
    const Key heard = bestKey(pitchClassTimes(*piece.music));
    QVERIFY(std::ranges::any_of(abcKeys(piece.abc), [&](const auto& name) { return keyNamed(name) == heard; }));
}

void TestStarter::breathes()
{
    const auto& music = *fetched().music;
    std::set<int> velocities;
    for (const auto& placed : midi::notesInOrder(music))
        velocities.insert(placed.note.velocity);
    std::set<double> tempos;
    for (const auto& change : music.tempo)
        tempos.insert(change.microsecondsPerQuarter);
    QVERIFY(velocities.size() >= 16);
    QVERIFY(*velocities.begin() >= 20 && *velocities.rbegin() <= 115);
    QVERIFY(tempos.size() >= 5);
}

/// Everything but grace notes begins within a tick of 24 steps to the quarter.
void TestStarter::keepsToTheBeat()
{
    const auto& music = *fetched().music;
    const std::int64_t step = music.ticksPerQuarter / 24;
    int off = 0;
    const auto notes = midi::notesInOrder(music);
    for (const auto& placed : notes) {
        const auto late = placed.note.onset.value % step;
        off += late > 1 && late < step - 1;
    }
    QVERIFY2(off * 10 <= static_cast<int>(notes.size()), std::to_string(off).c_str());
}

void TestStarter::agreesWithTheSharedMusic_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < std::size(kShared); ++i)
        QTest::newRow(kShared[i].abc) << static_cast<int>(i);
}

void TestStarter::agreesWithTheSharedMusic()
{
    const auto folder = sharedMusic();
    if (!folder)
        QSKIP("the shared music is not on this machine");
    QFETCH(int, index);
    const auto& shared = kShared[index];
    const auto ours = std::ranges::find(pieces_, shared.abc, [](const auto& piece) { return piece.abc.stem(); });
    QVERIFY(ours != pieces_.end());
    const auto bytes = readFile(*folder / "piano-midi" / shared.file);
    QVERIFY(bytes);
    const auto reading = midi::readMidi(*bytes);
    QVERIFY(reading);
    const auto share = agreement(pitchSequence(*ours->music, shared.endQuarters),
                                 pitchSequence(reading->sequences.front(), shared.endQuarters));
    qInfo("%.2f %% agreement", 100.0 * share);
    QVERIFY(share >= kWantedAgreement);
}

QTEST_GUILESS_MAIN(TestStarter)
#include "tst_starter.moc"
