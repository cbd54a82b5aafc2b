#include "core/midi/hand_names.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "tests/core/midi/smf_bytes.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <string>

using namespace cadenza;
using midi::Hand;
using midi::Note;
using midi::Part;
using midi::PedalChange;
using midi::Piece;
using test::Smf;

/// How tracks and channels become parts, hands and pedal.
class TestParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsTwoKeyboardTracksWithHandsByName();
    void joinsTwoKeyboardTracksWithHandsByPitch();
    void givesTheUnnamedTrackTheOtherHand();
    void knowsHandsOfMoreTracksByNameOnly();
    void keepsPianosOfOtherProgramsApart();
    void keepsOtherInstrumentsApart();
    void dividesAChannelWhereItsProgramChanges();
    void moreProgramsThanChannelsComeBack();
    void aChannelOfTwoProgramsComesBack();
    void tellsTheChannelsOfOneTrackApart();
    void takesProgramsOfTheChannelFromOtherTracks();
    void recognisesDrums();
    void takesPedalFromTracksWithoutNotes();
    void countsEqualPedalOfTwoTracksOnce();
    void leavesPedalOfSilentChannelsOut();
    void readsHandsFromNames_data();
    void readsHandsFromNames();
};

namespace {

constexpr int kPpq = 480;

std::vector<Part> partsOf(const Smf& file)
{
    auto reading = midi::readMidi(file);
    if (!reading)
        qFatal("not readable: %s", reading.error().detail.c_str());
    return reading->sequences.front().parts;
}

Hand handOfPitch(const Part& part, int pitch)
{
    const auto found = std::ranges::find_if(part.notes, [&](const midi::Note& note) { return note.pitch == pitch; });
    return found == part.notes.end() ? Hand::Unknown : found->hand;
}

} // namespace

void TestParts::joinsTwoKeyboardTracksWithHandsByName()
{
    // The lower track is called right: the name counts.
    const auto parts = partsOf(Smf()
                                   .header(1, 2, kPpq)
                                   .track({0, 0xFF, 3,  11, 'P', 'i', 'a', 'n', 'o', ' ', 'r', 'i', 'g', 'h', 't', //
                                           0, 0x90, 40, 64, 96,  40,  0})
                                   .track({0, 0xFF, 3,  10, 'P', 'i', 'a', 'n', 'o', ' ', 'l', 'e', 'f', 't', //
                                           0, 0x91, 80, 64, 96,  80,  0}));
    QCOMPARE(parts.size(), std::size_t{1});
    QCOMPARE(parts.front().name, std::string("Piano"));
    QCOMPARE(handOfPitch(parts.front(), 40), Hand::Right);
    QCOMPARE(handOfPitch(parts.front(), 80), Hand::Left);
}

void TestParts::joinsTwoKeyboardTracksWithHandsByPitch()
{
    const auto parts =
        partsOf(Smf().header(1, 2, kPpq).track({0, 0x90, 40, 64, 96, 40, 0}).track({0, 0x90, 80, 64, 96, 80, 0}));
    QCOMPARE(parts.size(), std::size_t{1});
    QCOMPARE(handOfPitch(parts.front(), 40), Hand::Left);
    QCOMPARE(handOfPitch(parts.front(), 80), Hand::Right);
}

void TestParts::givesTheUnnamedTrackTheOtherHand()
{
    const auto parts = partsOf(Smf()
                                   .header(1, 2, kPpq)
                                   .track({0, 0xFF, 3, 2, 'L', 'H', 0, 0x90, 80, 64, 96, 80, 0})
                                   .track({0, 0x90, 40, 64, 96, 40, 0}));
    QCOMPARE(handOfPitch(parts.front(), 80), Hand::Left);
    QCOMPARE(handOfPitch(parts.front(), 40), Hand::Right);
}

void TestParts::knowsHandsOfMoreTracksByNameOnly()
{
    const auto parts = partsOf(Smf()
                                   .header(1, 3, kPpq)
                                   .track({0, 0xFF, 3, 5, 'r', 'i', 'g', 'h', 't', 0, 0x90, 80, 64, 96, 80, 0})
                                   .track({0, 0xFF, 3, 5, 'T', 'h', 'e', 'm', 'e', 0, 0x90, 60, 64, 96, 60, 0})
                                   .track({0, 0xFF, 3, 4, 'l', 'e', 'f', 't', 0, 0x90, 40, 64, 96, 40, 0}));
    QCOMPARE(parts.size(), std::size_t{1});
    QCOMPARE(handOfPitch(parts.front(), 80), Hand::Right);
    QCOMPARE(handOfPitch(parts.front(), 60), Hand::Unknown);
    QCOMPARE(handOfPitch(parts.front(), 40), Hand::Left);
}

void TestParts::keepsPianosOfOtherProgramsApart()
{
    const auto parts = partsOf(Smf()
                                   .header(1, 2, kPpq)
                                   .track({0, 0xC0, 0, 0, 0x90, 80, 64, 96, 80, 0})
                                   .track({0, 0xC1, 6, 0, 0x91, 40, 64, 96, 40, 0}));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[1].program, std::uint8_t{6});
    QCOMPARE(handOfPitch(parts[0], 80), Hand::Unknown);
}

void TestParts::keepsOtherInstrumentsApart()
{
    const auto parts =
        partsOf(Smf().header(1, 2, kPpq).track({0, 0xC0, 40, 0, 0x90, 80, 64, 96, 80, 0}).track({0,  0xC0, 40, 0,  0x90,
                                                                                                 40, 64,   96, 40, 0,
                                                                                                 0,  0xC1, 40, 0,  0x91,
                                                                                                 41, 64,   9,  41, 0}));
    QCOMPARE(parts.size(), std::size_t{3});
    QCOMPARE(parts[2].channel, std::uint8_t{1});
}

void TestParts::dividesAChannelWhereItsProgramChanges()
{
    const auto parts = partsOf(Smf().header(0, 1, kPpq).track({0, 0xC0, 40, 0, 0x90, 80, 64, 96, 80, 0,
                                                               0, 0xC0, 73, 0, 0x90, 81, 64, 96, 81, 0}));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[0].program, std::uint8_t{40});
    QCOMPARE(parts[1].program, std::uint8_t{73});
}

void TestParts::moreProgramsThanChannelsComeBack()
{
    Piece piece;
    for (int i = 0; i < 24; ++i) {
        Part part{"Part " + std::to_string(i),
                  static_cast<std::uint8_t>(i < 9 ? i : 0),
                  static_cast<std::uint8_t>(8 + 5 * i % 120),
                  false,
                  {},
                  {}};
        for (int n = 0; n < 4; ++n)
            part.notes.push_back({Tick{480 * n}, Tick{480}, static_cast<std::uint8_t>(40 + i), 64});
        piece.parts.push_back(part);
    }
    for (const auto format : {midi::MidiFormat::Parallel, midi::MidiFormat::SingleTrack}) {
        const auto file = midi::writeMidi(piece, format);
        if (format == midi::MidiFormat::Parallel)
            QVERIFY(midi::readMidi(file)->sequences.front() == piece);
        QCOMPARE(midi::readMidi(file)->sequences.front().noteCount(), piece.noteCount());
    }
}

void TestParts::aChannelOfTwoProgramsComesBack()
{
    const auto file = Smf().header(0, 1, kPpq).track({0, 0xC3, 73, 0, 0x93, 80, 64, 96, 80, 0,
                                                      0, 0xC3, 72, 0, 0x93, 90, 64, 96, 90, 0});
    const auto piece = midi::readMidi(file)->sequences.front();
    QCOMPARE(piece.parts.size(), std::size_t{2});
    QCOMPARE(int{piece.parts[0].channel}, 3);
    QCOMPARE(int{piece.parts[1].channel}, 3);
    QVERIFY(midi::readMidi(midi::writeMidi(piece))->sequences.front() == piece);
}

void TestParts::tellsTheChannelsOfOneTrackApart()
{
    const auto parts = partsOf(Smf().header(0, 1, kPpq).track({0,    0xC0, 40, 0,  0xC1, 42, 0, 0x90, 80,   64, 0,
                                                               0x91, 50,   64, 96, 0x90, 80, 0, 0,    0x91, 50, 0}));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(int{parts[0].program}, 40);
    QCOMPARE(int{parts[1].program}, 42);
    QCOMPARE(int{parts[1].channel}, 1);
}

void TestParts::takesProgramsOfTheChannelFromOtherTracks()
{
    const auto parts = partsOf(
        Smf().header(1, 2, kPpq).track({0, 0xC2, 48}).track({0, 0x92, 80, 64, 96, 80, 0, 0, 0x93, 60, 64, 9, 60, 0}));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[0].program, std::uint8_t{48});
    QCOMPARE(parts[1].program, std::uint8_t{0});
}

void TestParts::recognisesDrums()
{
    const auto parts = partsOf(Smf().header(0, 1, kPpq).track({0,  0x99, 36, 64,   0,  0x90, 60,   64, 96, 0x99,
                                                               36, 0,    0,  0xC9, 8,  0,    0x99, 38, 9,  9, //
                                                               38, 0,    0,  0x90, 60, 0}));
    QCOMPARE(parts.size(), std::size_t{2});
    QVERIFY(parts[0].drums);
    QCOMPARE(parts[0].notes.size(), std::size_t{2});
    QVERIFY(!parts[1].drums);
}

void TestParts::takesPedalFromTracksWithoutNotes()
{
    const auto parts = partsOf(Smf()
                                   .header(1, 2, kPpq)
                                   .track({0, 0x90, 60, 64, 96, 60, 0})
                                   .track({5, 0xB0, 64, 127, 50, 64, 0, 0, 0xB1, 64, 1}));
    QVERIFY((parts.front().pedal == std::vector{PedalChange{Tick{5}, 127}, PedalChange{Tick{55}, 0}}));
}

void TestParts::countsEqualPedalOfTwoTracksOnce()
{
    const std::initializer_list<int> high{5, 0xB0, 64, 127, 0, 0x90, 80, 64, 50, 80, 0, 0, 0xB0, 64, 0, 0, 64, 127};
    const std::initializer_list<int> low{5, 0xB0, 64, 127, 0, 0x90, 40, 64, 50, 40, 0, 0, 0xB0, 64, 0, 0, 64, 127};
    const auto parts = partsOf(Smf().header(1, 2, kPpq).track(high).track(low));
    QVERIFY((parts.front().pedal
             == std::vector{PedalChange{Tick{5}, 127}, PedalChange{Tick{55}, 0}, PedalChange{Tick{55}, 127}}));
}

void TestParts::leavesPedalOfSilentChannelsOut()
{
    const auto parts = partsOf(Smf().header(0, 1, kPpq).track({0, 0x90, 60, 64, 96, 60, 0, 0, 0xB5, 64, 127}));
    QCOMPARE(parts.size(), std::size_t{1});
    QVERIFY(parts.front().pedal.empty());
}

void TestParts::readsHandsFromNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Hand>("hand");
    QTest::addColumn<QByteArray>("instrument");
    QTest::newRow("English") << QByteArray("Piano right") << Hand::Right << QByteArray("Piano");
    QTest::newRow("numbered") << QByteArray("Piano left2") << Hand::Left << QByteArray("Piano");
    QTest::newRow("initials") << QByteArray("R.H.") << Hand::Right << QByteArray("");
    QTest::newRow("French") << QByteArray("Main gauche") << Hand::Left << QByteArray("Main");
    QTest::newRow("German") << QByteArray("Klavier rechts") << Hand::Right << QByteArray("Klavier");
    QTest::newRow("inside a word") << QByteArray("Bright Piano") << Hand::Unknown << QByteArray("Bright Piano");
    QTest::newRow("both") << QByteArray("left and right") << Hand::Unknown << QByteArray("left and right");
    QTest::newRow("none") << QByteArray("Pedal") << Hand::Unknown << QByteArray("Pedal");
}

void TestParts::readsHandsFromNames()
{
    QFETCH(QByteArray, name);
    QTEST(midi::handNamed(name.toStdString()), "hand");
    QTEST(QByteArray::fromStdString(midi::withoutHand(name.toStdString())), "instrument");
}

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
