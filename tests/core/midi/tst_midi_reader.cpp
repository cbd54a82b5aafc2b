#include "core/midi/midi_reader.h"
#include "tests/core/midi/smf_bytes.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <string>

using namespace cadenza;
using midi::Hand;
using midi::Note;
using midi::Severity;
using midi::Strictness;
using test::note;
using test::Smf;

/// What the reader makes of the events and chunks of a file, each case built byte by byte.
class TestMidiReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsANote();
    void keepsRunningStatus();
    void keepsRunningStatusAcrossMetaAndSystemExclusive();
    void takesANoteOnWithoutVelocityAsNoteOff();
    void takesTempoFromAnyTrack();
    void ignoresImpossibleMetaEvents();
    void readsFormat2AsSeparateSequences();
    void readsSmpteTime_data();
    void readsSmpteTime();
    void assumesADivision();
    void readsAnRmid();
    void readsAnRmidThatMisstatesItsLength();
    void skipsBytesBeforeTheHeader();
    void readsALongHeader();
    void readsAShortHeader();
    void skipsChunksOfOtherKinds();
    void readsMoreTracksThanCounted();
    void readsWithoutAHeader();
    void readsWithoutEndOfTrack();
    void readsATrackThatClaimsTooMuch();
    void readsATrackThatClaimsTooLittle();
    void readsTracksWithinALength();
    void readsEventsAfterTheEndOfTrack();
    void ignoresJunkAfterTheEndOfTrack();
    void clipsDataBytes();
    void resumesAfterStrayDataBytes();
    void skipsSystemMessages();
    void readsRawSystemExclusive();
    void takesOverlongQuantities();
    void readsGluedFiles();
    void reportsWhereTheTrackEnds();
    void reportsWhereTheFileEndsInsideATrack();
    void refusesWhatIsNotMidi();
    void refusesAFileWithoutNotes();
    void tellsWhatAFileWithoutMusicHolds();
    void keepsEveryNoteOfEveryTrack();
    void keepsRunningStatusAcrossSystemMessages();
    void readsAnEscapedMessageAsNoNote();
    void readsTracksWithStrayBytesBetween();
    void readsUpToATextThatClaimsTooMuch();
    void believesNoClaimedLength();
    void endsWithTheLastNote();
};

namespace {

constexpr int kPpq = 480;

/// The reading of a file that must be readable.
midi::MidiReading read(const Smf& file)
{
    auto reading = midi::readMidi(file);
    if (!reading)
        qFatal("not readable: %s", reading.error().detail.c_str());
    return std::move(*reading);
}

std::vector<Note> notesOf(const Smf& file)
{
    const auto reading = read(file);
    std::vector<Note> notes;
    for (const auto& placed : notesInOrder(reading.sequences.front()))
        notes.push_back(placed.note);
    return notes;
}

/// Whether exactly this was found at this offset.
bool finds(const midi::MidiReading& reading, std::string_view what, std::size_t offset, std::optional<int> track = {})
{
    return std::ranges::any_of(reading.diagnostics, [&](const midi::Diagnostic& diagnostic) {
        return diagnostic.what.starts_with(what) && diagnostic.byteOffset == offset
               && (!track || diagnostic.track == track);
    });
}

Error strictError(const Smf& file)
{
    const auto reading = midi::readMidi(file, Strictness::Strict);
    return reading ? Error{} : reading.error();
}

/// A file of one note whose strict reading succeeds: what tests of damage start from. The track begins at byte 22.
Smf oneNote()
{
    return Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
}

const std::vector<Note> kOneNote{note(0, 96, 60)};

} // namespace

void TestMidiReader::readsANote()
{
    const auto reading = midi::readMidi(oneNote(), Strictness::Strict);
    QVERIFY(reading.has_value());
    QCOMPARE(reading->format, 0);
    QCOMPARE(reading->division, kPpq);
    QCOMPARE(reading->tracks, 1);
    QVERIFY(reading->diagnostics.empty());
    QVERIFY(reading->sequences.front() == test::piano(kOneNote));
}

void TestMidiReader::keepsRunningStatus()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 0, 64, 64, 96, 60, 0, 0, 64, 0});
    QVERIFY(midi::readMidi(file, Strictness::Strict).has_value());
    QCOMPARE(notesOf(file), (std::vector{note(0, 96, 60), note(0, 96, 64)}));
}

void TestMidiReader::keepsRunningStatusAcrossMetaAndSystemExclusive()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 0,    0xFF, 0x01, 1,    'x', 48, 60, 0, //
                                                      0, 60,   64, 0,  0xF0, 2,    1,    0xF7, 48,  60, 0});
    QCOMPARE(notesOf(file), (std::vector{note(0, 48, 60), note(48, 48, 60)}));
    QVERIFY(finds(read(file), "running status goes on", 32, 0));
    QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{32});
}

void TestMidiReader::takesANoteOnWithoutVelocityAsNoteOff()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x90, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
}

void TestMidiReader::takesTempoFromAnyTrack()
{
    const auto file =
        Smf().header(1, 2, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0}).track({0,    0xFF, 0x58, 4,    3,
                                                                                  3,    24,   8,    0,    0xFF,
                                                                                  0x59, 2,    0xFD, 1, //
                                                                                  48,   0xFF, 0x51, 3,    0x0F,
                                                                                  0x42, 0x40, 0,    0xFF, 0x51,
                                                                                  3,    0x07, 0xA1, 0x20});
    const auto piece = read(file).sequences.front();
    QCOMPARE(piece.tempo.size(), std::size_t{1});
    QVERIFY((piece.tempo.front() == midi::TempoChange{Tick{48}, 500000.0}));
    QVERIFY((piece.timeSignatures == std::vector{midi::TimeSignature{Tick{0}, 3, 8}}));
    QVERIFY((piece.keySignatures == std::vector{midi::KeySignature{Tick{0}, -3, true}}));
}

void TestMidiReader::ignoresImpossibleMetaEvents()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0xFF, 0x51, 3, 0, 0, 0, 0,    0xFF, 0x58, 2,  0,    2, //
                                                      0, 0xFF, 0x59, 2, 9, 0, 0, 0x90, 60,   64,   96, 0x80, 60, 0});
    const auto reading = read(file);
    const auto& piece = reading.sequences.front();
    QVERIFY(piece.tempo.empty() && piece.timeSignatures.empty() && piece.keySignatures.empty());
    QVERIFY(finds(reading, "a tempo of nothing", 22));
    QVERIFY(finds(reading, "a time signature that is not four bytes", 29));
    QVERIFY(finds(reading, "an impossible time signature", 29));
    QVERIFY(finds(reading, "an impossible key signature", 35));
}

void TestMidiReader::readsFormat2AsSeparateSequences()
{
    const auto file = Smf()
                          .header(2, 3, kPpq)
                          .track({0, 0xFF, 0x03, 1, 'a', 0, 0x90, 60, 64, 96, 0x80, 60, 0})
                          .track({0, 0xFF, 0x03, 1, 'b', 0, 0x90, 62, 64, 48, 0x80, 62, 0})
                          .track({});
    const auto reading = read(file);
    QCOMPARE(reading.format, 2);
    QCOMPARE(reading.tracks, 3);
    QCOMPARE(reading.sequences.size(), std::size_t{2});
    QCOMPARE(reading.sequences[0].title, std::string("a"));
    QCOMPARE(reading.sequences[1].title, std::string("b"));
    QCOMPARE(reading.sequences[1].parts.front().notes, (std::vector{note(0, 48, 62)}));
}

void TestMidiReader::readsSmpteTime_data()
{
    QTest::addColumn<int>("division");
    QTest::addColumn<int>("ticksPerQuarter");
    QTest::addColumn<double>("microseconds");
    QTest::newRow("25 frames of 40") << 0xE728 << 500 << 500000.0;
    QTest::newRow("24 frames of 80") << 0xE850 << 960 << 500000.0;
    QTest::newRow("29.97 frames of 4") << 0xE304 << 60 << 500500.0;
    QTest::newRow("30 frames of 10") << 0xE20A << 150 << 500000.0;
    QTest::newRow("25 frames of 1") << 0xE701 << 25 << 1000000.0;
}

void TestMidiReader::readsSmpteTime()
{
    QFETCH(int, division);
    const auto file = Smf().header(0, 1, division).track({0, 0xFF, 0x51, 3, 1, 0, 0, 0, 0x90, 60, 64, 96, 0x80, 60, 0});
    const auto reading = read(file);
    QCOMPARE(reading.division, division);
    QTEST(reading.sequences.front().ticksPerQuarter, "ticksPerQuarter");
    QFETCH(double, microseconds);
    QVERIFY(reading.sequences.front().tempo.front().microsecondsPerQuarter == microseconds); // exactly
    QCOMPARE(reading.sequences.front().tempo.size(), std::size_t{1});
}

void TestMidiReader::assumesADivision()
{
    const auto file = Smf().header(0, 1, 0).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    const auto reading = read(file);
    QCOMPARE(reading.sequences.front().ticksPerQuarter, 480);
    QVERIFY(finds(reading, "a division of 0", 12));
    QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{12});
}

void TestMidiReader::readsAnRmid()
{
    const auto inner = oneNote();
    const int length = static_cast<int>(inner.size());
    auto file = Smf().text("RIFF").bytes({length + 22, 0, 0, 0}).text("RMIDDISP").bytes({1, 0, 0, 0, 7, 0});
    file.text("data").bytes({length, 0, 0, 0});
    for (const std::byte byte : inner.data())
        file.bytes({std::to_integer<int>(byte)});
    file.text("LIST").bytes({0, 0, 0, 0});
    const auto reading = midi::readMidi(file, Strictness::Strict);
    QVERIFY(reading.has_value());
    QVERIFY(reading->sequences.front() == test::piano(kOneNote));
}

void TestMidiReader::readsAnRmidThatMisstatesItsLength()
{
    for (const int claimed : {0, 30, 0x7F}) {
        auto file = Smf().text("RIFF").bytes({60, 0, 0, 0}).text("RMIDdata").bytes({claimed, 0, 0, 0});
        file.header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
        QCOMPARE(notesOf(file), kOneNote);
        QVERIFY(finds(read(file), "the RMID data chunk does not end where it says", 16));
        QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{16});
    }
}

void TestMidiReader::skipsBytesBeforeTheHeader()
{
    auto file = Smf().text("some mail header\n").header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "other bytes stand before the header", 0));
}

void TestMidiReader::readsALongHeader()
{
    const auto file =
        Smf().text("MThd").bytes({0, 0, 0, 8, 0, 0, 0, 1, 1, 0xE0, 9, 9}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QVERIFY(midi::readMidi(file, Strictness::Strict).has_value());
    QCOMPARE(notesOf(file), kOneNote);

    const auto claims =
        Smf().text("MThd").bytes({0, 1, 0, 6, 0, 0, 0, 1, 1, 0xE0}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(claims), kOneNote);
    QVERIFY(finds(read(claims), "the header does not end where it says", 4));
}

void TestMidiReader::readsAShortHeader()
{
    const auto whole =
        Smf().text("MThd").bytes({0, 0, 0, 4, 0, 0, 0, 1, 1, 0xE0}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(whole), kOneNote);
    QVERIFY(finds(read(whole), "the header says it is shorter than six bytes", 4));

    const auto withoutDivision =
        Smf().text("MThd").bytes({0, 0, 0, 4, 0, 0, 0, 1}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    const auto reading = read(withoutDivision);
    QCOMPARE(reading.format, 0);
    QCOMPARE(reading.division, 480);
    QCOMPARE(notesOf(withoutDivision), kOneNote);
    QVERIFY(finds(reading, "the header says it is shorter than six bytes", 4));
}

void TestMidiReader::skipsChunksOfOtherKinds()
{
    const auto file =
        Smf().header(0, 1, kPpq).text("XFIH").bytes({0, 0, 0, 2, 'M', 'T'}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QVERIFY(midi::readMidi(file, Strictness::Strict).has_value());
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "a chunk of another kind", 14));
}

void TestMidiReader::readsMoreTracksThanCounted()
{
    const auto file =
        Smf().header(1, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0}).track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    QCOMPARE(notesOf(file).size(), std::size_t{2});
    QVERIFY(finds(read(file), "the header counts other tracks", 10));
    QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{10});
}

void TestMidiReader::readsWithoutAHeader()
{
    const auto file = Smf().bytes({1, 2, 3}).track({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "there is no header", 0));
}

void TestMidiReader::readsWithoutEndOfTrack()
{
    const auto file = Smf().header(0, 1, kPpq).openTrack(8).bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "the track has no end-of-track event", 30, 0));
}

void TestMidiReader::readsATrackThatClaimsTooMuch()
{
    const auto file = Smf()
                          .header(1, 2, kPpq)
                          .openTrack(20)
                          .bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0})
                          .track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    QCOMPARE(notesOf(file),
             (std::vector{Note{Tick{0}, Tick{96}, 60, 64, Hand::Left}, Note{Tick{0}, Tick{96}, 72, 64, Hand::Right}}));
    QVERIFY(finds(read(file), "the track does not end where it says", 18, 0));
    QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{18});
}

void TestMidiReader::readsATrackThatClaimsTooLittle()
{
    const auto file = Smf()
                          .header(1, 2, kPpq)
                          .openTrack(5)
                          .bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0})
                          .track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    QCOMPARE(notesOf(file).size(), std::size_t{2});
    QVERIFY(finds(read(file), "the track does not end where it says", 18, 0));
}

void TestMidiReader::readsTracksWithinALength()
{
    const auto second = Smf().track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    auto file = Smf().header(1, 2, kPpq).openTrack(12 + static_cast<int>(second.size()));
    file.bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0}).track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    const auto reading = read(file);
    QCOMPARE(reading.tracks, 2);
    QCOMPARE(notesOf(file).size(), std::size_t{2});
    QVERIFY(finds(reading, "the track does not end where it says", 18, 0));
}

void TestMidiReader::readsEventsAfterTheEndOfTrack()
{
    const auto file = Smf().header(0, 1, kPpq).track({0,    0x90, 60, 64,   96, 0x80, 60, 0,    0,  0xFF,
                                                      0x2F, 0,    0,  0x90, 62, 64,   96, 0x80, 62, 0});
    QCOMPARE(notesOf(file), (std::vector{note(0, 96, 60), note(96, 96, 62)}));
    QVERIFY(finds(read(file), "an end of track with more events after it", 30, 0));
}

void TestMidiReader::ignoresJunkAfterTheEndOfTrack()
{
    const auto file =
        Smf().header(0, 1, kPpq).openTrack(15).bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0, 7, 7, 7});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "bytes after the end of the track", 34, 0));
}

void TestMidiReader::clipsDataBytes()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0x90, 60, 200, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), (std::vector{note(0, 96, 60, 127)}));
    QVERIFY(finds(read(file), "a data byte above 127", 25, 0));
    QCOMPARE(strictError(file).byteOffset, std::optional<std::size_t>{25});
}

void TestMidiReader::resumesAfterStrayDataBytes()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 1, 2, 3, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "a data byte where an event should begin", 23, 0));
}

void TestMidiReader::skipsSystemMessages()
{
    const auto file =
        Smf().header(0, 1, kPpq).track({0, 0xF1, 5, 0, 0xF2, 1, 2, 0, 0xF8, 0, 0xFE, 0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "a system message that may not stand in a file (4 times", 23, 0));
}

void TestMidiReader::readsRawSystemExclusive()
{
    const auto file =
        Smf().header(0, 1, kPpq).track({0, 0xF0, 0x7E, 0x7F, 9, 1, 0xF7, 0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), kOneNote);
    QVERIFY(finds(read(file), "a system exclusive message longer than its track", 22, 0));
    const auto parts = Smf()
                           .header(0, 1, kPpq)
                           .track({0, 0xF0, 2, 0x43, 0x12, 10, 0xF7, 2, 0x00, 0xF7, 0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QVERIFY(midi::readMidi(parts, Strictness::Strict).has_value());
    QCOMPARE(notesOf(parts), (std::vector{note(10, 96, 60)}));
}

void TestMidiReader::takesOverlongQuantities()
{
    const auto file = Smf().header(0, 1, kPpq).track({0x80, 0x80, 0x80, 0x80, 5, 0x90, 60, 64, 96, 0x80, 60, 0});
    QCOMPARE(notesOf(file), (std::vector{note(5, 96, 60)}));
    QVERIFY(finds(read(file), "a variable-length number of more than four bytes", 22, 0));
}

void TestMidiReader::readsGluedFiles()
{
    const auto file = oneNote().header(0, 1, 96).track({0, 0x90, 62, 64, 48, 0x80, 62, 0});
    const auto reading = read(file);
    QCOMPARE(reading.sequences.size(), std::size_t{2});
    QCOMPARE(reading.sequences[1].ticksPerQuarter, 96);
    QCOMPARE(reading.sequences[1].parts.front().notes, (std::vector{note(0, 48, 62)}));
    QVERIFY(finds(reading, "another file begins here", 34));
}

void TestMidiReader::reportsWhereTheTrackEnds()
{
    for (const std::size_t length : {23u, 24u, 25u, 26u, 28u}) {
        const auto whole = oneNote();
        const auto reading = midi::readMidi(std::span(whole.data()).first(length), Strictness::Strict);
        QVERIFY(!reading);
        QCOMPARE(reading.error().fault, Fault::TruncatedTrack);
        QCOMPARE(reading.error().byteOffset, std::optional(length));
    }
}

void TestMidiReader::reportsWhereTheFileEndsInsideATrack()
{
    const auto whole = oneNote();
    const auto reading = midi::readMidi(std::span(whole.data()).first(26));
    QVERIFY(reading.has_value());
    QVERIFY(finds(*reading, "the file ends before the track does", 26, 0));
    QVERIFY(finds(*reading, "a note that is never released", 22, 0));
    QCOMPARE(reading->sequences.front().parts.front().notes, (std::vector{note(0, 480, 60)}));
}

void TestMidiReader::refusesWhatIsNotMidi()
{
    for (const auto& file : {Smf(), Smf().text("GIF89a"), Smf().text("RIFF").bytes({4, 0, 0, 0}).text("WAVE")}) {
        const auto reading = midi::readMidi(file);
        QVERIFY(!reading);
        QCOMPARE(reading.error().fault, Fault::NotMidi);
    }
}

void TestMidiReader::refusesAFileWithoutNotes()
{
    const auto empty = midi::readMidi(Smf().header(0, 1, kPpq).track({}));
    QVERIFY(!empty);
    QCOMPARE(empty.error().fault, Fault::NoMusic);
    QCOMPARE(empty.error().detail, std::string("no track has a note"));
    const auto cut = midi::readMidi(Smf().text("MThd").bytes({0, 0, 0, 6, 0}));
    QVERIFY(!cut);
    QCOMPARE(cut.error().fault, Fault::NoMusic);
    QCOMPARE(cut.error().detail, std::string("the file ends inside the header"));
}

void TestMidiReader::tellsWhatAFileWithoutMusicHolds()
{
    const auto silent = midi::examineMidi(Smf().header(1, 2, 96).track({}).track({0, 0xFF, 0x51, 3, 7, 0xA1, 0x20}));
    QCOMPARE(silent.error->fault, Fault::NoMusic);
    QCOMPARE(silent.reading.format, 1);
    QCOMPARE(silent.reading.division, 96);
    QCOMPARE(silent.reading.tracks, 2);
    QVERIFY(silent.reading.hasHeader && silent.reading.sequences.empty() && silent.reading.diagnostics.empty());

    const auto other = midi::examineMidi(Smf().text("GIF89a"));
    QCOMPARE(other.error->fault, Fault::NotMidi);
    QVERIFY(!other.reading.hasHeader);

    const auto strict =
        midi::examineMidi(Smf().header(0, 2, 96).track({0, 0x90, 60, 64, 96, 0x80, 60, 0}), Strictness::Strict);
    QCOMPARE(strict.error->byteOffset, std::optional<std::size_t>{10});
    QVERIFY(strict.reading.sequences.empty());
    QCOMPARE(strict.reading.diagnostics.front().severity, Severity::Error);
}

void TestMidiReader::keepsEveryNoteOfEveryTrack()
{
    // As many note-ons with a velocity as there are, whatever answers them: a doubled one, a stuck one, one of no
    // length, drums, and the same key on two channels.
    const auto file = Smf()
                          .header(1, 2, kPpq)
                          .track({0,  0x90, 60, 64, 0, 0x90, 60, 64, 96, 0x80, 60, 0,    0,  0x91, 60,
                                  64, 0,    62, 64, 0, 62,   0,  0,  63, 64,   96, 0x81, 60, 0})
                          .track({0, 0x99, 36, 64, 0, 36, 64, 10, 36, 0, 10, 36, 0});
    std::size_t notes = 0;
    std::size_t drums = 0;
    const auto reading = read(file);
    for (const midi::Part& part : reading.sequences.front().parts) {
        notes += part.notes.size();
        drums += part.drums ? part.notes.size() : 0;
    }
    QCOMPARE(notes, std::size_t{7});
    QCOMPARE(drums, std::size_t{2});
}

void TestMidiReader::keepsRunningStatusAcrossSystemMessages()
{
    const auto file = Smf()
                          .header(0, 1, kPpq)
                          .track({0, 0x90, 60, 64, 0, 0xF8, 48, 60, 0, 0, 0xF2, 1, 2, 0, 62, 64, //
                                  48, 62, 0});
    QCOMPARE(notesOf(file), (std::vector{note(0, 48, 60), note(48, 48, 62)}));
    QVERIFY(finds(read(file), "a system message that may not stand in a file (2 times", 27, 0));
}

void TestMidiReader::readsAnEscapedMessageAsNoNote()
{
    // F7 may carry any bytes (RP-001, section 3.2): what it escapes is for a device, not for the score.
    const auto file = Smf().header(0, 1, kPpq).track({0, 0xF7, 3, 0x90, 72, 64, 0, 0x90, 60, 64, 96, 0x80, 60, 0});
    QVERIFY(midi::readMidi(file, Strictness::Strict).has_value());
    QCOMPARE(notesOf(file), kOneNote);
}

void TestMidiReader::readsTracksWithStrayBytesBetween()
{
    const auto file = Smf()
                          .header(1, 2, kPpq)
                          .track({0, 0x90, 60, 64, 96, 0x80, 60, 0})
                          .bytes({0, 0})
                          .track({0, 0x90, 72, 64, 96, 0x80, 72, 0})
                          .bytes({0});
    const auto reading = read(file);
    QCOMPARE(reading.sequences.front().noteCount(), std::size_t{2});
    QVERIFY(finds(reading, "bytes between the chunks", 34));
    QVERIFY(finds(reading, "bytes after the last chunk", 56));
}

void TestMidiReader::readsUpToATextThatClaimsTooMuch()
{
    const auto file = Smf()
                          .header(1, 2, kPpq)
                          .track({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 1, 0x7F, 'a'})
                          .track({0, 0x90, 72, 64, 96, 0x80, 72, 0});
    const auto reading = read(file);
    QCOMPARE(reading.sequences.front().noteCount(), std::size_t{2});
    QVERIFY(finds(reading, "the track ends inside an event", 39, 0));
}

void TestMidiReader::believesNoClaimedLength()
{
    // A track of 4 GiB, a text of 256 MiB: a reader that reserved what is claimed would fall over.
    const auto track =
        Smf().header(0, 1, kPpq).openTrack(-1).bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 0x2F, 0});
    QCOMPARE(notesOf(track), kOneNote);
    const auto text =
        Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0, 0xFF, 1, 0xFF, 0xFF, 0xFF, 0x7F});
    QCOMPARE(notesOf(text), kOneNote);
    QVERIFY(finds(read(text), "the track ends inside an event", text.size(), 0));
}

void TestMidiReader::endsWithTheLastNote()
{
    const auto file =
        Smf().header(0, 1, kPpq).openTrack(14).bytes({0, 0x90, 60, 64, 96, 0x80, 60, 0, 0xFF, 0x7F, 0xFF, 0x2F, 0, 0});
    QCOMPARE(read(file).sequences.front().end(), Tick{96});
}

QTEST_GUILESS_MAIN(TestMidiReader)
#include "tst_midi_reader.moc"
