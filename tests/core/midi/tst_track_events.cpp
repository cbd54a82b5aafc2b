#include "core/midi/track_events.h"
#include "tests/core/midi/smf_bytes.h"
#include "tests/support/music.h"

#include <QtTest>

using namespace cadenza;
using namespace cadenza::midi;
using cadenza::test::Smf;

class TestTrackEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysComeInFileOrderWithBothKindsOfNoteOff();
    void aTrackKnowsItsFirstProgramAndItsLastTempoAndSignature();
    void tracksOfNothingAreLeftOut();
    void whatIsNoMidiIsRefused();
    void aPieceIsATrackAHandAfterItsConductor();
};

void TestTrackEvents::keysComeInFileOrderWithBothKindsOfNoteOff()
{
    const auto file =
        readTrackEvents(Smf().header(0, 1, 480).track({0, 0x90, 60, 70, 10, 60, 80, 5, 60, 0, 0, 0x81, 61, 64}));
    QVERIFY(file);
    QCOMPARE(file->ticksPerQuarter, 480);
    QCOMPARE(file->tracks.size(), std::size_t{1});
    QCOMPARE(file->tracks[0].keys,
             (std::vector<KeyEvent>{
                 {Tick{0}, 0, 60, 70}, {Tick{10}, 0, 60, 80}, {Tick{15}, 0, 60, 0}, {Tick{15}, 1, 61, 0}}));
}

void TestTrackEvents::aTrackKnowsItsFirstProgramAndItsLastTempoAndSignature()
{
    const auto file = readTrackEvents(Smf().header(1, 1, 480).track(
        {0, 0xC0, 0,    10, 0xC0, 5, 0, 0xFF, 0x51, 3, 7, 0xA1, 0x20, 20, 0xFF, 0x51, 3,    7, 0xA1, 0x20,
         0, 0xFF, 0x59, 2,  0,    0, 5, 0xFF, 0x58, 4, 3, 2,    24,   8,  7,    0xFF, 0x59, 2, 1,    0}));
    QVERIFY(file);
    QCOMPARE(file->tracks.size(), std::size_t{1});
    QCOMPARE(file->tracks[0].firstProgram, Tick{0});
    QCOMPARE(file->tracks[0].lastTempo, Tick{30});
    QCOMPARE(file->tracks[0].lastSignature, Tick{42});
}

void TestTrackEvents::tracksOfNothingAreLeftOut()
{
    const auto file = readTrackEvents(Smf().header(1, 2, 96).track({}).track({0, 0x90, 60, 70, 10, 60, 0}));
    QVERIFY(file);
    QCOMPARE(file->tracks.size(), std::size_t{1});
    QVERIFY(!file->tracks[0].firstProgram);
}

void TestTrackEvents::whatIsNoMidiIsRefused()
{
    const auto file = readTrackEvents(Smf().text("no music at all"));
    QVERIFY(!file);
    QCOMPARE(file.error().fault, Fault::NotMidi);
}

void TestTrackEvents::aPieceIsATrackAHandAfterItsConductor()
{
    auto piece = test::piano({test::note(0, 480, 48), test::note(0, 240, 72), test::note(240, 240, 72)});
    for (Note& note : piece.parts[0].notes)
        note.hand = note.pitch < 60 ? Hand::Left : Hand::Right;
    piece.tempo = {{Tick{0}, 500'000.0}, {Tick{960}, 400'000.0}};
    const FileEvents file = trackEventsOf(piece);
    QCOMPARE(file.tracks.size(), std::size_t{3});
    QVERIFY(file.tracks[0].keys.empty());
    QCOMPARE(file.tracks[0].lastTempo, Tick{960});
    QCOMPARE(file.tracks[1].keys,
             (std::vector<KeyEvent>{
                 {Tick{0}, 0, 72, 64}, {Tick{240}, 0, 72, 0}, {Tick{240}, 0, 72, 64}, {Tick{480}, 0, 72, 0}}));
    QCOMPARE(file.tracks[2].keys.size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(TestTrackEvents)
#include "tst_track_events.moc"
