#include "core/library/duplicates.h"
#include "tests/support/music.h"

#include <QtTest>

#include <memory>
#include <set>
#include <string>
#include <utility>

using namespace cadenza;
using library::Duplicate;
using library::Entry;
using library::Library;
using library::Likeness;

/// Which pieces of a library are the same music.
class TestDuplicates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheSameFile();
    void findsAResavedFile();
    void findsATransposedFile();
    void findsAnArrangement();
    void leavesDifferentMusicApart();
    void joinsPairsToGroups();
    void findsTheArrangementsInRealMusic();
};

namespace {

/// A melody that does not repeat itself, different for each `kind`.
midi::Piece melody(int kind, int count = 120)
{
    std::vector<midi::Note> notes;
    unsigned state = 12345u + 977u * static_cast<unsigned>(kind);
    int pitch = 66;
    for (int i = 0; i < count; ++i) {
        state = state * 1664525u + 1013904223u;
        pitch = 55 + (pitch - 55 + 1 + static_cast<int>((state >> 16) % 11)) % 24;
        notes.push_back(test::note(240 * i, 200, pitch));
    }
    return test::piano(notes);
}

Library libraryOf(std::vector<midi::Piece> pieces)
{
    Library library;
    for (midi::Piece& piece : pieces) {
        Entry entry;
        entry.id = std::to_string(library.entries.size());
        entry.notes = piece.noteCount();
        entry.piece = std::make_shared<const midi::Piece>(std::move(piece));
        library.entries.push_back(std::move(entry));
    }
    return library;
}

midi::Piece transposed(midi::Piece piece, int semitones)
{
    for (midi::Note& note : piece.parts.front().notes)
        note.pitch = static_cast<std::uint8_t>(note.pitch + semitones);
    return piece;
}

} // namespace

void TestDuplicates::findsTheSameFile()
{
    const auto found = findDuplicates(libraryOf({melody(1), melody(2), melody(1)}));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().first, std::size_t{0});
    QCOMPARE(found.front().second, std::size_t{2});
    QCOMPARE(found.front().likeness, Likeness::SameFile);
}

void TestDuplicates::findsAResavedFile()
{
    midi::Piece resaved = melody(1);
    resaved.ticksPerQuarter = 96;
    for (midi::Note& note : resaved.parts.front().notes) {
        note = test::note(note.onset.value / 5, note.duration.value / 5, note.pitch, 100);
    }
    const auto found = findDuplicates(libraryOf({melody(1), resaved}));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().likeness, Likeness::Resaved);
    QCOMPARE(found.front().transposition, 0);
}

void TestDuplicates::findsATransposedFile()
{
    const auto found = findDuplicates(libraryOf({melody(1), transposed(melody(1), -3)}));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().likeness, Likeness::Transposed);
    QCOMPARE(found.front().transposition, -3);
}

void TestDuplicates::findsAnArrangement()
{
    // Octaves under the melody, another rhythm, another key, and a note now and then replaced.
    midi::Piece arranged = transposed(melody(1, 300), 2);
    std::vector<midi::Note> notes;
    for (std::size_t i = 0; i < arranged.parts.front().notes.size(); ++i) {
        midi::Note note = arranged.parts.front().notes[i];
        note.onset = Tick{note.onset.value + (i % 2 ? 60 : 0)};
        if (i % 25 == 0)
            note.pitch += 1;
        midi::Note octave = note;
        octave.pitch -= 12;
        notes.push_back(octave);
        notes.push_back(note);
    }
    arranged.parts.front().notes = notes;
    const auto found = findDuplicates(libraryOf({melody(1, 300), melody(2, 300), arranged}));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().second, std::size_t{2});
    QCOMPARE(found.front().likeness, Likeness::Arranged);
    QCOMPARE(found.front().transposition, 2);
    QVERIFY(found.front().shared > 0.5 && found.front().shared < 0.9);
}

void TestDuplicates::leavesDifferentMusicApart()
{
    QVERIFY(findDuplicates(libraryOf({melody(1), melody(2), melody(3), test::wanderingLine(500)})).empty());
    QVERIFY(findDuplicates(Library{}).empty());
}

void TestDuplicates::joinsPairsToGroups()
{
    const Library library =
        libraryOf({melody(1), melody(2), transposed(melody(1), 1), melody(3), melody(2), melody(1)});
    const auto groups = duplicateGroups(library, findDuplicates(library));
    QCOMPARE(groups, (std::vector<std::vector<std::size_t>>{{0, 2, 5}, {1, 4}}));
}

void TestDuplicates::findsTheArrangementsInRealMusic()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("The real music is not on this machine (CADENZA_SHARED_MUSIC).");
    const std::filesystem::path folder = *music / "piano-midi";
    const auto library = library::importLibrary(std::span(&folder, 1));
    QVERIFY(library.has_value());
    std::set<std::pair<std::string, std::string>> pairs;
    for (const Duplicate& duplicate : findDuplicates(*library)) {
        const auto a = library->entries[duplicate.first].source.stem().string();
        const auto b = library->entries[duplicate.second].source.stem().string();
        pairs.emplace(std::min(a, b), std::max(a, b));
    }
    // Godowsky's two arrangements, and the Promenades among the Pictures at an Exhibition. Nothing else.
    const std::set<std::pair<std::string, std::string>> expected{{"alb_esp2", "god_alb_esp2"},
                                                                 {"chpn_op10_e01", "god_chpn_op10_e01"},
                                                                 {"muss_1", "muss_2"},
                                                                 {"muss_1", "muss_7"},
                                                                 {"muss_2", "muss_7"}};
    QCOMPARE(pairs, expected);
}

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
