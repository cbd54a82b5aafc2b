#include "core/generation/heard_parts.h"
#include "core/generation/part_takes.h"
#include "core/library/library.h"
#include "core/midi/instruments.h"
#include "core/seeds/seed_scoring.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>

using namespace cadenza;

namespace {

constexpr int kMoreReach = 7; ///< semitones beyond the seed's range

std::vector<midi::Note> notesAfter(const midi::Part& part, Tick onset)
{
    std::vector<midi::Note> notes;
    std::ranges::copy_if(part.notes, std::back_inserter(notes),
                         [&](const midi::Note& note) { return note.onset > onset; });
    return notes;
}

double overlapping(const std::vector<midi::Note>& notes)
{
    double overlaps = 0.0;
    for (std::size_t i = 1; i < notes.size(); ++i)
        overlaps += notes[i - 1].end() > notes[i].onset ? 1.0 : 0.0;
    return overlaps / static_cast<double>(notes.size());
}

} // namespace

/// The ready-trained model, which has heard nothing but pianos, on the music in several parts that ships.
class TestPianoModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto model = model::readModel(PIANO_MODEL);
        QVERIFY(model);
        network_.emplace(*model);
        const std::vector<std::filesystem::path> folder{ENSEMBLES_MIDI_FOLDER};
        const auto library = library::importLibrary(folder);
        QVERIFY(library);
        entries_ = library->entries;
        QVERIFY(entries_.size() >= 6);
    }
    void everyPartGoesOnInItsRegisterOneNoteAtATime()
    {
        for (const library::Entry& entry : entries_) {
            const midi::Piece seed = seedOf(entry);
            const Tick seam = midi::notesInOrder(seed).back().note.onset;
            const auto takes = generation::generate(*network_, seed, {}, 200, 4, 7);
            QVERIFY(takes);
            for (const generation::Take& take : *takes)
                for (const midi::Part& part : seed.parts) {
                    const auto played = std::ranges::find_if(
                        take.piece.parts, [&](const midi::Part& other) { return midi::sameInstrument(part, other); });
                    const std::string where = entry.title + ": " + midi::labelOf(part);
                    QVERIFY2(played != take.piece.parts.end(), where.c_str());
                    const auto made = notesAfter(*played, seam);
                    QCOMPARE(made.empty(), part.drums);
                    if (part.drums)
                        continue;
                    QVERIFY2(made.size() >= 20, where.c_str());
                    QVERIFY2(overlapping(made) < 0.02, where.c_str());
                    const auto [low, high] = std::ranges::minmax(part.notes, {}, &midi::Note::pitch);
                    for (const midi::Note& note : made)
                        QVERIFY2(note.pitch >= low.pitch - kMoreReach && note.pitch <= high.pitch + kMoreReach,
                                 where.c_str());
                }
        }
    }
    void aMelodyIsHarmonisedByTheOtherParts()
    {
        for (const library::Entry& entry : entries_) {
            const auto best = seeds::bestWindows(*entry.piece, 1, 64).front();
            std::vector<generation::PartRole> roles(entry.piece->parts.size(), generation::PartRole::New);
            roles[0] = generation::PartRole::Kept;
            const auto takes =
                generation::drawParts(*network_, {*entry.piece, best.first, best.count, roles}, {}, 2000, 1, 8);
            QVERIFY(takes);
            const auto whole = midi::excerpt(*entry.piece, best.first, entry.piece->noteCount() - best.first);
            QVERIFY(takes->front().piece.parts[0].notes == whole.parts[0].notes);
            QVERIFY(takes->front().piece.parts[1].notes != whole.parts[1].notes);
        }
    }
    void itsOwnMusicIsHeardAsItIs()
    {
        midi::Piece piano = seedOf(entries_.front());
        piano.parts.resize(1);
        piano.parts[0].program = 0;
        QVERIFY(generation::heardPartsOf(*network_, piano).isPlain());
    }

private:
    static midi::Piece seedOf(const library::Entry& entry)
    {
        const auto best = seeds::bestWindows(*entry.piece, 1, 64).front();
        return midi::excerpt(*entry.piece, best.first, best.count, midi::RestingParts::Kept);
    }

    std::vector<library::Entry> entries_;
    std::optional<model::Network> network_;
};

QTEST_GUILESS_MAIN(TestPianoModel)
#include "tst_piano_model.moc"
