#include "core/library/library.h"
#include "core/midi/instruments.h"
#include "tests/resources/abc_complaints.h"
#include "tests/resources/key_profile.h"
#include "tests/resources/starter_piece.h"

#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <map>
#include <set>

using namespace cadenza;
using namespace cadenza::test;

namespace {

/// What an instrument can play, as MIDI keys.
const std::map<int, std::pair<int, int>> kRanges{
    {32, {28, 67}}, {40, {55, 96}}, {41, {48, 84}}, {42, {36, 76}}, {52, {40, 81}}, {56, {55, 84}}, {57, {40, 72}},
    {58, {29, 65}}, {60, {41, 77}}, {68, {58, 91}}, {70, {34, 74}}, {71, {50, 94}}, {73, {60, 96}}, {74, {53, 98}},
};

/// The pitch classes that sound at each onset, of parts with pitch.
std::vector<std::set<int>> sonorities(const midi::Piece& piece)
{
    std::set<Tick> onsets;
    std::vector<midi::Note> notes;
    for (const midi::Part& part : piece.parts)
        for (const midi::Note& note : part.notes)
            if (!part.drums) {
                onsets.insert(note.onset);
                notes.push_back(note);
            }
    std::vector<std::set<int>> found;
    for (const Tick at : onsets) {
        std::set<int> classes;
        for (const midi::Note& note : notes)
            if (note.onset <= at && note.end() > at + Tick{20})
                classes.insert(note.pitch % 12);
        found.push_back(classes);
    }
    return found;
}

/// Whether they are part of a triad or of a chord of the seventh.
bool isChord(const std::set<int>& classes)
{
    constexpr std::array<std::array<int, 4>, 7> kChords{
        {{0, 4, 7, 7}, {0, 3, 7, 7}, {0, 4, 7, 10}, {0, 3, 7, 10}, {0, 4, 7, 11}, {0, 3, 6, 10}, {0, 3, 6, 9}}};
    for (const auto& chord : kChords)
        for (int root = 0; root < 12; ++root)
            if (std::ranges::all_of(classes, [&](int pitch) {
                    return std::ranges::find(chord, (pitch - root + 12) % 12) != chord.end();
                }))
                return true;
    return false;
}

} // namespace

/// Proof-reads the music in several parts: what it promises, and simple rules of part-writing.
class TestEnsembles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        pieces_ = starterPieces(ENSEMBLES_ABC_FOLDER, ENSEMBLES_MIDI_FOLDER);
        QVERIFY(pieces_.size() >= 6);
        for (const auto& piece : pieces_)
            QVERIFY2(piece.music, piece.midiFile.c_str());
    }
    void playsStringsVoicesBrassWindsAndDrums()
    {
        std::set<midi::Family> families;
        for (const auto& piece : pieces_)
            for (const midi::Part& part : piece.music->parts)
                families.insert(midi::familyOf(part));
        using enum midi::Family;
        for (const midi::Family family : {Bass, Strings, Ensemble, Brass, Reed, Pipe, Drums})
            QVERIFY2(families.contains(family), std::string(midi::nameOf(family)).c_str());
    }
    void showsComposerTitleAndPartsInTheLibrary()
    {
        const std::vector<std::filesystem::path> folder{ENSEMBLES_MIDI_FOLDER};
        const auto library = library::importLibrary(folder);
        QVERIFY(library);
        QCOMPARE(library->entries.size(), pieces_.size());
        for (const auto& piece : pieces_) {
            const auto entry = std::ranges::find(library->entries, piece.midiFile, &library::Entry::source);
            QVERIFY2(entry != library->entries.end(), piece.midiFile.c_str());
            QCOMPARE(entry->title, piece.header.at('T'));
            QCOMPARE(entry->composer, piece.midiFile.parent_path().filename().string());
            QCOMPARE(entry->parts.size(), piece.music->parts.size());
            QVERIFY(entry->diagnostics.empty());
            QVERIFY(entry->gridFit >= 0.9);
        }
    }
    void isListedInItsReadme()
    {
        QFile readme(QStringLiteral(ENSEMBLES_ABC_FOLDER "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly | QIODevice::Text));
        const QStringList lines = QString::fromUtf8(readme.readAll()).split(QLatin1Char('\n'));
        for (const auto& piece : pieces_) {
            const QString title = QStringLiteral("| %1 |").arg(QString::fromStdString(piece.header.at('T')));
            const auto row = std::ranges::find_if(lines, [&](const QString& line) { return line.startsWith(title); });
            QVERIFY2(row != lines.end(), qPrintable(title));
            const QString notes = QLocale(QLocale::English).toString(static_cast<qulonglong>(piece.music->noteCount()));
            QVERIFY2(row->contains(QStringLiteral("| %1 |").arg(notes)), qPrintable(title + notes));
        }
    }
    void saysWhatItIs_data() { eachPiece(); }
    void saysWhatItIs()
    {
        const auto& piece = fetched();
        QVERIFY(piece.header.at('N').contains("transcribed for this project"));
        QVERIFY(piece.header.at('Z').contains("CC0-1.0"));
    }
    void hasFourVoicesWithNamesOfTheirOwn_data() { eachPiece(); }
    void hasFourVoicesWithNamesOfTheirOwn()
    {
        std::set<std::string> names;
        int pitched = 0;
        for (const midi::Part& part : fetched().music->parts) {
            QVERIFY(!part.name.empty());
            names.insert(part.name);
            pitched += part.drums ? 0 : 1;
        }
        QCOMPARE(pitched, 4);
        QCOMPARE(names.size(), fetched().music->parts.size());
    }
    void fillsItsBars_data() { eachPiece(); }
    void fillsItsBars()
    {
        const QTemporaryDir folder;
        QCOMPARE(complaints(fetched().abc, folder.path()), QString());
        std::set<std::int64_t> ends; // in hundredths of a quarter: abc2midi shortens every note a little
        for (const midi::Part& part : fetched().music->parts)
            ends.insert(part.notes.back().end().value * 25 / fetched().music->ticksPerQuarter);
        QVERIFY(*ends.rbegin() - *ends.begin() <= 3);
    }
    void keepsToItsInstruments_data() { eachPiece(); }
    void keepsToItsInstruments()
    {
        for (const midi::Part& part : fetched().music->parts) {
            if (part.drums)
                continue;
            const auto [lowest, highest] = kRanges.at(part.program);
            for (const midi::Note& note : part.notes)
                QVERIFY2(note.pitch >= lowest && note.pitch <= highest,
                         (part.name + ' ' + std::to_string(note.pitch)).c_str());
        }
    }
    void keepsItsVoicesInOrder_data() { eachPiece(); }
    void keepsItsVoicesInOrder()
    {
        double before = 128.0;
        for (const midi::Part& part : fetched().music->parts) {
            if (part.drums)
                continue;
            double sum = 0.0;
            for (const midi::Note& note : part.notes)
                sum += note.pitch;
            const double mean = sum / static_cast<double>(part.notes.size());
            QVERIFY(mean < before);
            before = mean;
        }
    }
    void soundsInItsKey_data() { eachPiece(); }
    void soundsInItsKey()
    {
        const auto& piece = fetched();
        const std::string name = abcKeys(piece.abc).front();
        const auto heard = library::statisticsOf(*piece.music).key;
        const int relative = heard.minor ? (heard.tonic + 3) % 12 : heard.tonic; // a chorale may dwell on either
        QVERIFY(heard.tonic == keyNamed(name).tonic || relative == keyNamed(name).tonic);
    }
    void isMadeOfChords_data() { eachPiece(); }
    void isMadeOfChords()
    {
        const auto all = sonorities(*fetched().music);
        const auto chords = std::ranges::count_if(all, isChord);
        qInfo("%d of %zu", static_cast<int>(chords), all.size());
        QVERIFY(static_cast<double>(chords) >= 0.75 * static_cast<double>(all.size()));
        QVERIFY(isChord(all.front()) && isChord(all.back()));
    }
    void breathes_data() { eachPiece(); }
    void breathes()
    {
        std::set<int> velocities;
        for (const auto& placed : midi::notesInOrder(*fetched().music))
            velocities.insert(placed.note.velocity);
        std::set<double> tempos;
        for (const auto& change : fetched().music->tempo)
            tempos.insert(change.microsecondsPerQuarter);
        QVERIFY(velocities.size() >= 16);
        QVERIFY(*velocities.begin() >= 20 && *velocities.rbegin() <= 115);
        QVERIFY(tempos.size() >= 5);
    }

private:
    void eachPiece() const
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            QTest::newRow(pieces_[i].abc.stem().c_str()) << static_cast<int>(i);
    }
    [[nodiscard]] const StarterPiece& fetched() const
    {
        QFETCH(int, index);
        return pieces_[static_cast<std::size_t>(index)];
    }
    std::vector<StarterPiece> pieces_;
};

QTEST_GUILESS_MAIN(TestEnsembles)
#include "tst_ensembles.moc"
