#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <ostream>
#include <tuple>

using namespace cadenza;
using midi::Hand;
using midi::Note;
using midi::Part;
using midi::Piece;

/// Reading gives back what was written, for any piece.
class TestMidiProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formatOneGivesBackAnyPiece();
    void formatOneGivesBackAnOrchestra();
    void moreThanSixteenInstrumentsKeepTheirs();
    void formatZeroGivesBackAnyPieceOfFewVoices();
    void readingAnythingTwiceGivesTheSame();
};

namespace cadenza::midi {

/// What a counterexample looks like.
void showValue(const Piece& piece, std::ostream& out)
{
    out << piece.ticksPerQuarter << " ticks a quarter, " << piece.tempo.size() << " tempo changes";
    for (const Part& part : piece.parts) {
        out << "\n  part '" << part.name << "' channel " << int{part.channel} << " program " << int{part.program};
        for (const Note& note : part.notes)
            out << "\n    note " << note.onset.value << '+' << note.duration.value << " key " << int{note.pitch}
                << " velocity " << int{note.velocity} << " hand " << static_cast<int>(note.hand);
        for (const PedalChange& pedal : part.pedal)
            out << "\n    pedal " << pedal.at.value << " to " << int{pedal.value};
    }
}

} // namespace cadenza::midi

namespace {

rc::Gen<Note> anyNote()
{
    return rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 2000), rc::gen::inRange(1, 900), rc::gen::inRange(55, 64),
                                       rc::gen::inRange(1, 128), rc::gen::inRange(0, 3)),
                        [](const auto& values) {
                            const auto& [onset, duration, pitch, velocity, hand] = values;
                            return Note{Tick{onset}, Tick{duration}, static_cast<std::uint8_t>(pitch),
                                        static_cast<std::uint8_t>(velocity), static_cast<Hand>(hand)};
                        });
}

void sortLikeAReader(std::vector<Note>& notes)
{
    std::ranges::sort(notes, [](const Note& a, const Note& b) {
        return std::tie(a.onset, a.pitch, a.duration, a.velocity, a.hand)
               < std::tie(b.onset, b.pitch, b.duration, b.velocity, b.hand);
    });
}

rc::Gen<Part> anyPart()
{
    return rc::gen::exec([] {
        Part part;
        part.name = *rc::gen::element<std::string>("", "Piano", "Flöte", "ピアノ", "right hand");
        part.channel = static_cast<std::uint8_t>(*rc::gen::inRange(0, 16));
        part.program = static_cast<std::uint8_t>(*rc::gen::inRange(0, 128));
        part.drums = part.channel == 9;
        part.notes = *rc::gen::container<std::vector<Note>>(anyNote());
        sortLikeAReader(part.notes);
        std::int64_t at = 0;
        int value = 0;
        for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
            at += *rc::gen::inRange(0, 300);
            value = (value + *rc::gen::inRange(1, 128)) % 128;
            part.pedal.push_back({Tick{at}, static_cast<std::uint8_t>(value)});
        }
        return part;
    });
}

rc::Gen<Piece> anyPiece(int mostParts)
{
    return rc::gen::exec([mostParts] {
        Piece piece;
        piece.title = *rc::gen::element<std::string>("", "Étude", "月の光");
        piece.composer = *rc::gen::element<std::string>("", "Albéniz");
        piece.ticksPerQuarter = *rc::gen::inRange(1, 0x8000);
        for (int i = *rc::gen::inRange(-1, 4); i >= 0; --i) {
            const Tick at{1000 * (4 - i)};
            piece.tempo.push_back({at, static_cast<double>(*rc::gen::inRange(1, 0x1000000))});
            piece.timeSignatures.push_back({at, static_cast<std::uint8_t>(*rc::gen::inRange(1, 256)),
                                            static_cast<std::uint8_t>(1 << *rc::gen::inRange(0, 8))});
            piece.keySignatures.push_back(
                {at, static_cast<std::int8_t>(*rc::gen::inRange(-7, 8)), *rc::gen::arbitrary<bool>()});
        }
        for (int i = *rc::gen::inRange(1, mostParts + 1); i > 0; --i)
            piece.parts.push_back(*anyPart());
        std::erase_if(piece.parts, [](const Part& part) { return part.notes.empty() && part.pedal.empty(); });
        RC_PRE(piece.noteCount() > 0);
        return piece;
    });
}

void checkRoundTrip(const Piece& piece, midi::MidiFormat format)
{
    const auto reading = midi::readMidi(midi::writeMidi(piece, format), midi::Strictness::Strict);
    RC_ASSERT(reading.has_value());
    RC_ASSERT(reading->sequences.size() == std::size_t{1});
    const Piece& back = reading->sequences.front();
    RC_ASSERT(back == piece);
}

} // namespace

/// Each part has a track, and on it its name, its program and one channel: what any program reads of it.
void TestMidiProperties::formatOneGivesBackAnOrchestra()
{
    QVERIFY(rc::check([] {
        Piece piece = *anyPiece(24);
        for (Part& part : piece.parts) {
            part.program = static_cast<std::uint8_t>(40 + *rc::gen::inRange(0, 4)); // of one family
            for (Note& note : part.notes)
                note.hand = Hand::Unknown;
        }
        checkRoundTrip(piece, midi::MidiFormat::Parallel);
    }));
}

void TestMidiProperties::moreThanSixteenInstrumentsKeepTheirs()
{
    Piece piece;
    for (int i = 0; i < 20; ++i) {
        Part part;
        part.name = "Part " + std::to_string(i);
        part.drums = i == 7 || i == 13;
        part.channel = static_cast<std::uint8_t>(part.drums ? 9 : i % 9);
        part.program = static_cast<std::uint8_t>(part.drums ? 0 : 6 * i);
        part.notes.push_back({Tick{480 * i}, Tick{480}, static_cast<std::uint8_t>(40 + i), 80});
        piece.parts.push_back(part);
    }
    const auto bytes = midi::writeMidi(piece);
    const auto reading = midi::readMidi(bytes, midi::Strictness::Strict);
    QVERIFY(reading);
    QCOMPARE(reading->tracks, 21);
    QVERIFY(reading->sequences.front() == piece);
}

void TestMidiProperties::formatOneGivesBackAnyPiece()
{
    QVERIFY(rc::check([] { checkRoundTrip(*anyPiece(5), midi::MidiFormat::Parallel); }));
}

void TestMidiProperties::formatZeroGivesBackAnyPieceOfFewVoices()
{
    QVERIFY(rc::check([] {
        Piece piece = *anyPiece(1);
        piece.parts.front().channel = 3;
        piece.parts.front().drums = false;
        // Notes of one key in turn need no voices of their own.
        std::vector<Note>& notes = piece.parts.front().notes;
        std::int64_t at = 0;
        for (Note& note : notes) {
            note.onset = Tick{at};
            at = note.end().value;
        }
        checkRoundTrip(piece, midi::MidiFormat::SingleTrack);
    }));
}

void TestMidiProperties::readingAnythingTwiceGivesTheSame()
{
    // Random track bytes after a good header: what was made of them survives writing and reading.
    QVERIFY(rc::check([] {
        const auto bytes = *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::weightedOneOf<std::uint8_t>(
            {{5, rc::gen::inRange<std::uint8_t>(0, 128)},
             {1, rc::gen::element<std::uint8_t>(0x90, 0x91, 0x80, 0xB0, 0xC0, 0xFF, 0xF0, 0xF7, 0x99)}}));
        const std::initializer_list<int> head{'M', 'T', 'h', 'd', 0, 0, 0, 6, 0,    1,  0,  1, 1,  0xE0, 'M',
                                              'T', 'r', 'k', 0,   0, 0, 0, 0, 0x90, 60, 64, 9, 60, 0};
        std::vector<std::byte> file;
        for (const int value : head)
            file.push_back(static_cast<std::byte>(value));
        for (const std::uint8_t value : bytes)
            file.push_back(static_cast<std::byte>(value));
        const auto reading = midi::readMidi(file);
        RC_ASSERT(reading.has_value());
        for (const Piece& piece : reading->sequences)
            checkRoundTrip(piece, midi::MidiFormat::Parallel);
    }));
}

QTEST_GUILESS_MAIN(TestMidiProperties)
#include "tst_midi_properties.moc"
