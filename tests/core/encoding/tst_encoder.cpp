#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "core/encoding/onset_grid.h"
#include "core/encoding/parts.h"
#include "core/midi/tempo_map.h"
#include "tests/support/music.h"

#include <QtTest>

#include <cmath>
#include <cstdlib>

using namespace cadenza;
using namespace cadenza::encoding;
using cadenza::test::note;
using cadenza::test::piano;
using cadenza::test::wanderingLine;

class TestEncoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyPieceGivesAnEmptyStream();
    void stepsCountTwentyFourToTheQuarter();
    void chordNotesFollowLowestFirstWithStepZero();
    void aDoubledNoteIsKeptOnceAsLongAndLoudAsEither();
    void eachStepBelongsToItsOwnEvent();
    void everyStepUpToTheLongestComesBackExactly();
    void aRestThatIsTooLongIsShortenedByWholeQuarters();
    void onsetsCloserThanTheGridStayApart();
    void notesOnTheGridStayThere();
    void durationsAreNeverZero();
    void tempoIsTheMeanOverTheQuarter();
    void pedalIsUpHeldOrPressedAnew();
    void partsBecomeTheirFamilies();
    void beatsOfAnUpbeatCountBackFromTheFullBar();
    void anExcerptOffTheGridKeepsTheGridOfItsPiece();
    void recordingsAreEncodedInPerformanceTime();
    void performanceTimeDoesNotDrift();
    void twoOnsetsApartStayApartInPerformanceTime();
    void gridFitTellsSequencesFromRecordings();
    void classesAreAscendingAndNamedByTheirUnits();
};

namespace {

/// A recording: onsets on no grid, 60 to 310 ms apart.
midi::Piece recording(int count)
{
    std::vector<midi::Note> notes;
    std::int64_t at = 0;
    for (int i = 0; i < count; ++i) {
        at += 59 + (i * 7919) % 251;
        notes.push_back(note(at, 100 + (i * 31) % 400, 48 + (i * 5) % 30));
    }
    auto piece = piano(std::move(notes));
    piece.ticksPerQuarter = 500; // a millisecond a tick at 120
    return piece;
}

std::vector<int> stepsOf(const EventStream& stream)
{
    std::vector<int> steps;
    for (const auto& event : stream.events)
        steps.push_back(stepUnits(stream.timeBase)[event.step]);
    return steps;
}

} // namespace

void TestEncoder::anEmptyPieceGivesAnEmptyStream()
{
    QVERIFY(encode({}, TimeBase::Beats).events.empty());
    QVERIFY(encode({}, TimeBase::Performance).events.empty());
    QCOMPARE(decode(TimeBase::Beats, {}).noteCount(), std::size_t{0});
}

void TestEncoder::stepsCountTwentyFourToTheQuarter()
{
    const auto stream =
        encode(piano({note(0, 480, 60), note(240, 240, 62), note(320, 80, 64), note(960, 480, 65)}), TimeBase::Beats);
    QCOMPARE(stepsOf(stream), (std::vector{0, 12, 4, 30}));                      // 16 + 32 has no class of its own …
    QCOMPARE(resolveStep(stream.events[3].step, 16, stream.events[3].beat), 32); // … but the beat says where exactly
    QCOMPARE(int{stream.events[2].beat}, 16);
    QCOMPARE(int{durationUnits(TimeBase::Beats)[stream.events[1].duration]}, 12);
}

void TestEncoder::chordNotesFollowLowestFirstWithStepZero()
{
    const auto stream = encode(piano({note(0, 480, 60), note(0, 480, 64), note(0, 480, 67)}), TimeBase::Beats);
    QCOMPARE(stepsOf(stream), (std::vector{0, 0, 0}));
    QCOMPARE(int{stream.events[0].pitch}, 60);
    QCOMPARE(int{stream.events[2].pitch}, 67);
    QCOMPARE(stream.noteOf, (std::vector<std::uint32_t>{0, 1, 2}));
}

void TestEncoder::aDoubledNoteIsKeptOnceAsLongAndLoudAsEither()
{
    const auto stream = encode(piano({note(0, 240, 60, 100), note(1, 480, 60, 40)}), TimeBase::Beats);
    QCOMPARE(stream.events.size(), std::size_t{1});
    QCOMPARE(int{durationUnits(TimeBase::Beats)[stream.events[0].duration]}, 24);
    QCOMPARE(stream.events[0].velocity, velocityClassOf(100));
}

/// The published system applied every offset one note late: its "strange offsets". Each step here leads to the very
/// event that carries it.
void TestEncoder::eachStepBelongsToItsOwnEvent()
{
    const auto piece = piano({note(0, 100, 60), note(480, 100, 61), note(600, 100, 62), note(1560, 100, 63)});
    const auto stream = encode(piece, TimeBase::Beats);
    const std::vector<int> distances{0, 24, 6, 48};
    QCOMPARE(stepsOf(stream), distances);
    const auto back = midi::notesInOrder(decode(TimeBase::Beats, stream.events));
    const auto original = midi::notesInOrder(piece);
    for (std::size_t i = 0; i < original.size(); ++i) {
        QCOMPARE(back[i].note.onset, original[i].note.onset);
        QCOMPARE(back[i].note.pitch, original[i].note.pitch);
    }
}

void TestEncoder::everyStepUpToTheLongestComesBackExactly()
{
    for (int from = 0; from < kBeatClasses; ++from)
        for (int step = 0; step <= 204; ++step)
            QCOMPARE(resolveStep(beatStepClassOf(step), from, (from + step) % kBeatClasses), step);
}

void TestEncoder::aRestThatIsTooLongIsShortenedByWholeQuarters()
{
    const auto piece = piano({note(0, 480, 60), note(480 * 20 + 120, 480, 62), note(480 * 21, 480, 64)});
    const auto back = midi::notesInOrder(decode(TimeBase::Beats, encode(piece, TimeBase::Beats).events));
    QCOMPARE(back[1].note.onset.value % 480, std::int64_t{120});
    QVERIFY(back[1].note.onset.value <= 480 * 9);
    QCOMPARE(back[2].note.onset - back[1].note.onset, Tick{360});
}

void TestEncoder::onsetsCloserThanTheGridStayApart()
{
    const std::vector<Onset> trill{{Tick{0}}, {Tick{15}}, {Tick{30}}, {Tick{45}}, {Tick{120}}};
    QCOMPARE(gridPositions(trill, 480), (std::vector<std::int64_t>{0, 1, 2, 3, 6}));
    const std::vector<Onset> chord{{Tick{480}, 2}, {Tick{481}}}; // a millisecond apart is a chord
    QCOMPARE(gridPositions(chord, 480), (std::vector<std::int64_t>{24, 24}));
}

void TestEncoder::notesOnTheGridStayThere()
{
    const std::vector<Onset> ornament{{Tick{470}}, {Tick{480}}, {Tick{490}}};
    const auto positions = gridPositions(ornament, 480);
    QCOMPARE(positions[1], std::int64_t{24});
    QVERIFY(positions[0] <= 24 && positions[2] >= 24);
}

void TestEncoder::durationsAreNeverZero()
{
    const auto stream = encode(piano({note(0, 1, 60), note(480, 3, 62)}), TimeBase::Beats);
    for (const auto& event : stream.events)
        QCOMPARE(int{durationUnits(TimeBase::Beats)[event.duration]}, 1);
    for (const auto& placed : midi::notesInOrder(decode(TimeBase::Beats, stream.events)))
        QVERIFY(placed.note.duration > Tick{0});
}

void TestEncoder::tempoIsTheMeanOverTheQuarter()
{
    auto piece = piano({note(0, 480, 60), note(480, 480, 62), note(960, 480, 64)});
    piece.tempo = {{Tick{0}, 500'000.0}, {Tick{480}, 400'000.0}, {Tick{720}, 800'000.0}, {Tick{960}, 1'000'000.0}};
    const auto events = encode(piece, TimeBase::Beats).events;
    QCOMPARE(events[0].tempo, tempoClassOf(120));
    QCOMPARE(events[1].tempo, tempoClassOf(100)); // half a quarter at 150 and half at 75 last 0.6 s
    QCOMPARE(events[2].tempo, tempoClassOf(60));
    for (double bpm = 16; bpm < 290; bpm += 1.7)
        QVERIFY(std::abs(std::log(tempoOf(tempoClassOf(bpm)) / bpm)) < 0.0245);
}

void TestEncoder::pedalIsUpHeldOrPressedAnew()
{
    auto piece = piano({note(0, 480, 60), note(480, 480, 62), note(960, 480, 64), note(1440, 480, 65)});
    piece.parts[0].pedal = {{Tick{500}, 127}, {Tick{1430}, 0}, {Tick{1460}, 127}};
    const auto events = encode(piece, TimeBase::Beats).events;
    QCOMPARE((std::vector<int>{events[0].pedal, events[1].pedal, events[2].pedal, events[3].pedal}),
             (std::vector<int>{0, 2, 1, 2}));
    const auto pedal = decode(TimeBase::Beats, events).parts[0].pedal;
    const std::vector<midi::PedalChange> expected{
        {Tick{480}, 127}, {Tick{1440}, 0}, {Tick{1445}, 127}, {Tick{1920}, 0}};
    QCOMPARE(pedal, expected);
}

void TestEncoder::partsBecomeTheirFamilies()
{
    midi::Piece piece = piano({note(0, 480, 60)});
    piece.parts.push_back({"violin", 1, 40, false, {note(0, 480, 76)}, {}});
    piece.parts.push_back({"kit", 9, 0, true, {note(0, 480, 36)}, {}});
    const auto stream = encode(piece, TimeBase::Beats);
    QCOMPARE((std::vector<int>{stream.events[0].part, stream.events[1].part, stream.events[2].part}),
             (std::vector<int>{kKeyboardPart, 5, kDrumsPart}));
    const auto back = decode(TimeBase::Beats, stream.events);
    QCOMPARE(back.parts.size(), std::size_t{3});
    QCOMPARE(int{back.parts[1].program}, 40);
    QVERIFY(back.parts[2].drums);
}

void TestEncoder::beatsOfAnUpbeatCountBackFromTheFullBar()
{
    auto piece = piano({note(0, 240, 60), note(240, 480, 62)});
    piece.timeSignatures = {{Tick{0}, 4, 4}, {Tick{240}, 4, 4}}; // half a quarter, then full bars
    const auto events = encode(piece, TimeBase::Beats).events;
    QCOMPARE(int{events[0].beat}, 12);
    QCOMPARE(int{events[1].beat}, 0);
    const Decoder decoder(TimeBase::Beats, piece);
    QCOMPARE(int{decoder.beatAfter(beatStepClassOf(12))}, 12);
}

void TestEncoder::anExcerptOffTheGridKeepsTheGridOfItsPiece()
{
    auto piece = piano({note(0, 240, 60), note(233, 480, 62), note(473, 480, 64)}); // begins 7 ticks after a beat
    piece.timeSignatures = {{Tick{0}, 4, 4}, {Tick{473 + 960}, 4, 4}};
    QCOMPARE(quarterShift(piece), Tick{7});
    const auto stream = encode(piece, TimeBase::Beats);
    QCOMPARE(stepsOf(stream), (std::vector{0, 12, 12}));
    QCOMPARE(int{stream.events[2].beat}, 0);
    Decoder decoder(TimeBase::Beats, piece);
    decoder.append(stream.events[1]);
    QCOMPARE(midi::notesInOrder(decoder.piece()).back().note.onset, Tick{473 + 240});
    QVERIFY(gridFit(piece) > 0.6);
}

void TestEncoder::recordingsAreEncodedInPerformanceTime()
{
    QCOMPARE(suitableTimeBase(recording(300)), TimeBase::Performance);
    QCOMPARE(suitableTimeBase(wanderingLine(100)), TimeBase::Beats);
    QCOMPARE(suitableTimeBase({}), TimeBase::Beats);
}

void TestEncoder::performanceTimeDoesNotDrift()
{
    const auto piece = recording(2000);
    const auto original = midi::notesInOrder(piece);
    const auto stream = encode(piece, TimeBase::Performance);
    const auto back = midi::notesInOrder(decode(TimeBase::Performance, stream.events));
    QCOMPARE(back.size(), original.size());
    const Tick start = original[0].note.onset; // a millisecond a tick on both sides
    for (std::size_t i = 0; i < back.size(); ++i) {
        const auto off = (back[i].note.onset - (original[i].note.onset - start)).value;
        QVERIFY2(std::abs(off) <= 30, qPrintable(QString::number(off)));
    }
}

void TestEncoder::twoOnsetsApartStayApartInPerformanceTime()
{
    const auto stream = encode(recording(500), TimeBase::Performance);
    for (std::size_t i = 1; i < stream.events.size(); ++i)
        QVERIFY(stream.events[i].step > 0);
}

void TestEncoder::gridFitTellsSequencesFromRecordings()
{
    QCOMPARE(gridFit(wanderingLine(64)), 1.0);
    QVERIFY(gridFit(recording(1000)) < 0.2);
}

void TestEncoder::classesAreAscendingAndNamedByTheirUnits()
{
    for (const auto base : {TimeBase::Beats, TimeBase::Performance}) {
        QCOMPARE(stepUnits(base).size(), std::size_t{kStepClasses});
        QCOMPARE(durationUnits(base).size(), std::size_t{kDurationClasses});
        for (std::size_t i = 0; i < stepUnits(base).size(); ++i)
            QCOMPARE(std::size_t{stepClassOf(base, stepUnits(base)[i])}, i);
        for (std::size_t i = 0; i < durationUnits(base).size(); ++i)
            QCOMPARE(std::size_t{durationClassOf(base, durationUnits(base)[i])}, i);
    }
    QCOMPARE(int{durationClassOf(TimeBase::Beats, 100000)}, kDurationClasses - 1);
    for (int v = 1; v < 128; ++v)
        QVERIFY(std::abs(velocityOf(velocityClassOf(static_cast<std::uint8_t>(v))) - v) <= 2);
    for (std::uint8_t metre = 0; metre < kMetreClasses - 1; ++metre)
        QCOMPARE(metreClassOf(signatureOf(metre)), metre);
}

QTEST_GUILESS_MAIN(TestEncoder)
#include "tst_encoder.moc"
