#include "core/base/random.h"
#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::encoding;
using cadenza::test::note;
using cadenza::test::piano;
using cadenza::test::wanderingLine;

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneByOneEqualsAllAtOnce();
    void encodingTheDecodedGivesTheSameEvents_data();
    void encodingTheDecodedGivesTheSameEvents();
    void continuesFromTheLastOnsetOfItsContext();
    void whatTheContextSaidAfterItsLastOnsetIsDropped();
    void aKeyStruckAgainEndsItsEarlierNote();
    void tempoChangesWhereAQuarterBegins();
    void anyEventsGiveOrderedMusic();
    void knowsWhichBeatAStepLeadsTo();
    void pedalIsReleasedAtTheEnd();
};

namespace {

Event eventAfter(std::uint8_t step, int pitch, const Decoder& decoder)
{
    Event event;
    event.step = step;
    event.pitch = static_cast<std::uint8_t>(pitch);
    event.duration = durationClassOf(TimeBase::Beats, 12);
    event.tempo = decoder.tempo();
    event.beat = decoder.beatAfter(step);
    event.metre = decoder.metre();
    return event;
}

/// Music drawn from the classes themselves: what a network could say, with keys never struck while they sound.
std::vector<Event> drawnMusic(TimeBase timeBase, std::uint64_t seed, int count)
{
    Random random(seed);
    std::vector<Event> events;
    Decoder decoder(timeBase, {});
    for (int i = 0; i < count; ++i) {
        Event event;
        event.step = i == 0 ? 0 : static_cast<std::uint8_t>(random.below(kStepClasses));
        event.pitch = static_cast<std::uint8_t>(i % 128);
        if (event.step == 0 && i > 0 && event.pitch == 0)
            event.step = 5;
        event.duration = static_cast<std::uint8_t>(random.below(20));
        event.velocity = static_cast<std::uint8_t>(random.below(kVelocityClasses));
        event.beat = decoder.beatAfter(event.step);
        const bool beats = timeBase == TimeBase::Beats;
        event.tempo = !beats                              ? 0
                      : decoder.beginsQuarter(event.step) ? static_cast<std::uint8_t>(20 + random.below(30))
                                                          : events.back().tempo;
        event.pedal = event.step == 0 && i > 0 ? events.back().pedal : static_cast<std::uint8_t>(random.below(3));
        if (event.pedal == 1 && (i == 0 || events.back().pedal == 0))
            event.pedal = 2; // what was not down cannot be held
        events.push_back(event);
        decoder.append(event);
    }
    return events;
}

} // namespace

void TestDecoder::oneByOneEqualsAllAtOnce()
{
    const auto events = drawnMusic(TimeBase::Beats, 3, 400);
    Decoder decoder(TimeBase::Beats, {});
    for (const auto& event : events)
        decoder.append(event);
    QVERIFY(decoder.finished() == decode(TimeBase::Beats, events));
}

void TestDecoder::encodingTheDecodedGivesTheSameEvents_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestDecoder::encodingTheDecodedGivesTheSameEvents()
{
    QFETCH(int, seed);
    for (const auto base : {TimeBase::Beats, TimeBase::Performance}) {
        const auto events = drawnMusic(base, static_cast<std::uint64_t>(seed), 300);
        const auto again = encode(decode(base, events), base).events;
        QCOMPARE(again.size(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(int{again[i].step}, int{events[i].step});
            QCOMPARE(int{again[i].pedal}, int{events[i].pedal});
            QCOMPARE(int{again[i].duration}, int{events[i].duration});
            if (i + 1 < events.size()) // the last tempo has nothing to be measured against
                QCOMPARE(int{again[i].tempo}, int{events[i].tempo});
            QCOMPARE(int{again[i].velocity}, int{events[i].velocity});
            QCOMPARE(int{again[i].beat}, int{events[i].beat});
        }
    }
}

void TestDecoder::continuesFromTheLastOnsetOfItsContext()
{
    auto context = piano({note(0, 480, 60), note(487, 2000, 62)}); // 7 ticks off the grid
    Decoder decoder(TimeBase::Beats, context);
    decoder.append(eventAfter(beatStepClassOf(0), 70, decoder));
    decoder.append(eventAfter(beatStepClassOf(12), 64, decoder));
    const auto notes = midi::notesInOrder(decoder.piece());
    QCOMPARE(notes[2].note.onset, Tick{487}); // a chord with the context's last note
    QCOMPARE(notes[3].note.onset, Tick{720});
    QCOMPARE(notes[1].note.duration, Tick{2000});
}

void TestDecoder::whatTheContextSaidAfterItsLastOnsetIsDropped()
{
    auto context = wanderingLine(8);
    const Tick last = context.parts[0].notes.back().onset;
    context.tempo = {{Tick{0}, 600'000.0}, {last + Tick{10}, 300'000.0}};
    context.parts[0].pedal = {{Tick{0}, 127}, {last + Tick{100}, 0}};
    const Decoder decoder(TimeBase::Beats, context);
    QCOMPARE(decoder.piece().tempo.size(), std::size_t{1});
    QCOMPARE(decoder.tempo(), tempoClassOf(100));
    QVERIFY(decoder.pedalDown());
}

void TestDecoder::aKeyStruckAgainEndsItsEarlierNote()
{
    Decoder decoder(TimeBase::Beats, piano({note(0, 4800, 60), note(0, 4800, 64)}));
    decoder.append(eventAfter(beatStepClassOf(24), 60, decoder));
    const auto notes = midi::notesInOrder(decoder.piece());
    QCOMPARE(notes[0].note.duration, Tick{480});
    QCOMPARE(notes[1].note.duration, Tick{4800});
}

void TestDecoder::tempoChangesWhereAQuarterBegins()
{
    Decoder decoder(TimeBase::Beats, piano({note(0, 480, 60)}));
    auto within = eventAfter(beatStepClassOf(12), 62, decoder);
    within.tempo = 10;
    decoder.append(within);
    QVERIFY(decoder.piece().tempo.empty());
    auto beyond = eventAfter(beatStepClassOf(18), 64, decoder); // to 30: quarter 1 began at 24
    beyond.tempo = 10;
    decoder.append(beyond);
    QCOMPARE(decoder.piece().tempo.size(), std::size_t{1});
    QCOMPARE(decoder.piece().tempo[0].at, Tick{480});
    QCOMPARE(decoder.piece().tempo[0].microsecondsPerQuarter, std::round(6e7 / tempoOf(10))); // as a MIDI file says it
}

void TestDecoder::anyEventsGiveOrderedMusic()
{
    Random random(7);
    for (int round = 0; round < 50; ++round) {
        std::vector<Event> events(200);
        for (auto& event : events) {
            event.step = static_cast<std::uint8_t>(random.below(kStepClasses));
            event.part = static_cast<std::uint8_t>(random.below(kPartClasses));
            event.pitch = static_cast<std::uint8_t>(random.below(kPitchClasses));
            event.duration = static_cast<std::uint8_t>(random.below(kDurationClasses));
            event.velocity = static_cast<std::uint8_t>(random.below(kVelocityClasses));
            event.tempo = static_cast<std::uint8_t>(random.below(kTempoClasses));
            event.pedal = static_cast<std::uint8_t>(random.below(kPedalClasses));
            event.beat = static_cast<std::uint8_t>(random.below(kBeatClasses));
            event.metre = static_cast<std::uint8_t>(random.below(kMetreClasses));
        }
        const auto piece = decode(round % 2 == 0 ? TimeBase::Beats : TimeBase::Performance, events);
        QCOMPARE(piece.noteCount(), events.size());
        const auto byTime = [](const auto& a, const auto& b) { return a.at < b.at; };
        QVERIFY(std::ranges::is_sorted(piece.tempo, byTime));
        QVERIFY(std::ranges::is_sorted(piece.timeSignatures, byTime));
        for (const auto& part : piece.parts) {
            QVERIFY(std::ranges::is_sorted(part.pedal, byTime));
            QVERIFY(std::ranges::is_sorted(part.notes, {},
                                           [](const midi::Note& n) { return std::pair(n.onset, n.pitch); }));
            for (const auto& n : part.notes)
                QVERIFY(n.duration > Tick{0} && n.velocity >= 1 && n.velocity <= 127);
        }
    }
}

void TestDecoder::knowsWhichBeatAStepLeadsTo()
{
    Decoder decoder(TimeBase::Beats, piano({note(0, 480, 60), note(480 + 120, 480, 62)}));
    QCOMPARE(int{decoder.beatAfter(0)}, 6);
    QCOMPARE(int{decoder.beatAfter(beatStepClassOf(18))}, 0);
    QVERIFY(!decoder.beginsQuarter(beatStepClassOf(12)));
    QVERIFY(decoder.beginsQuarter(beatStepClassOf(18)));
    QCOMPARE(int{decoder.metre()}, 2);
}

void TestDecoder::pedalIsReleasedAtTheEnd()
{
    Decoder decoder(TimeBase::Beats, piano({note(0, 480, 60)}));
    auto event = eventAfter(beatStepClassOf(24), 62, decoder);
    event.pedal = 2;
    decoder.append(event);
    const auto pedal = decoder.finished().parts[0].pedal;
    QCOMPARE(pedal.size(), std::size_t{2});
    QCOMPARE(pedal[1].at, decoder.piece().end());
    QCOMPARE(int{pedal[1].value}, 0);
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
