#include "core/generation/measures.h"
#include "tests/support/music.h"

#include <QtTest>

#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::note;
using cadenza::test::piano;
using cadenza::test::wanderingLine;

class TestMeasures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsASimpleLine();
    void scaleAndEntropyOfAScale();
    void grooveOfEqualAndOfDifferentBars();
    void beatsWithoutSoundAreEmpty();
    void aCycleIsALoop();
    void startsWhereItIsTold();
    void tooFewNotesGiveZeros();
};

void TestMeasures::countsASimpleLine()
{
    const auto measures = measure(wanderingLine(104)); // 13 bars of eighths at 120: four a second, one at a time
    QCOMPARE(measures.notesPerSecond, 4.0);
    QCOMPARE(measures.polyphony, 1.0);
    QCOMPARE(measures.emptyBeatRate, 0.0);
    QCOMPARE(measures.grooveConsistency, 1.0);
    const auto chords = measure(piano({note(0, 480, 60), note(0, 480, 64), note(480, 960, 60)}));
    QVERIFY(std::abs(chords.polyphony - 4.0 / 3.0) < 1e-12);
}

void TestMeasures::scaleAndEntropyOfAScale()
{
    std::vector<midi::Note> notes;
    for (const int pitch : {62, 64, 66, 67, 69, 71, 73, 62})
        notes.push_back(note(240 * std::ssize(notes), 240, pitch));
    const auto measures = measure(piano(notes));
    QCOMPARE(measures.scaleConsistency, 1.0);
    QVERIFY(std::abs(measures.pitchClassEntropy - 2.75) < 1e-12); // six of eight once, one twice
    notes.back().pitch = 63;
    QCOMPARE(measure(piano(notes)).scaleConsistency, 7.0 / 8.0);
}

void TestMeasures::grooveOfEqualAndOfDifferentBars()
{
    const auto bars = piano({note(0, 240, 60), note(960, 240, 62), note(1920, 240, 64), note(2400, 240, 65)});
    QCOMPARE(measure(bars).grooveConsistency, 1.0 - 2.0 / 96.0);
}

void TestMeasures::beatsWithoutSoundAreEmpty()
{
    QCOMPARE(measure(piano({note(0, 480, 60), note(1440, 480, 62)})).emptyBeatRate, 0.5);
}

void TestMeasures::aCycleIsALoop()
{
    std::vector<midi::Note> notes;
    for (int i = 0; i < 80; ++i)
        notes.push_back(note(240 * i, 240, 60 + i % 8 * 5 % 13));
    const auto looping = measure(piano(notes));
    QVERIFY(looping.loopTurns > 9.0 && looping.loopTurns < 10.0);
    QVERIFY(looping.distinctPatterns < 0.15);
    for (int i = 0; i < 80; ++i)
        notes[static_cast<std::size_t>(i)].pitch = static_cast<std::uint8_t>(40 + i * i * 7 % 61);
    QCOMPARE(measure(piano(notes)).loopTurns, 1.0);
}

void TestMeasures::startsWhereItIsTold()
{
    auto piece = wanderingLine(64);
    for (int i = 0; i < 20; ++i)
        piece.parts[0].notes.push_back(note(64 * 240 + 480 * i, 480, 60 + 12 * (i % 2)));
    const auto measures = measure(piece, 64);
    QCOMPARE(measures.notesPerSecond, 2.0);
    QCOMPARE(measures.pitchClassEntropy, 0.0);
}

void TestMeasures::tooFewNotesGiveZeros()
{
    QCOMPARE(measure({}).notesPerSecond, 0.0);
    QCOMPARE(measure(wanderingLine(5), 4).polyphony, 0.0);
    QCOMPARE(measure(wanderingLine(5), 9).polyphony, 0.0);
}

QTEST_GUILESS_MAIN(TestMeasures)
#include "tst_measures.moc"
