#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "core/generation/generator.h"
#include "core/generation/take_end.h"
#include "core/midi/tempo_map.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::wanderingLine;

/// Where takes end, and how they close.
class TestTakeEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notesEndATake();
    void nothingBeginsAtWhatFollows();
    void barsEndATake();
    void secondsEndATake();
    void aCadenceClosesOnADownbeat_data();
    void aCadenceClosesOnADownbeat();
    void aCadenceIsTheTriadOfTheKeyOverItsRoot();
    void aCadenceIsHeldAndSlowsDown();
    void aCadenceHoldsTheWishes();
    void aCadenceInPerformanceTimeClosesToo();
    void barsNeedMusicThatHasThem();

private:
    const model::Network network_{test::randomModel({.hidden = 48, .layers = 2, .composers = 3}, 8)};
};

namespace {

/// 64 eighth notes: eight bars of 4/4.
const auto kSeed = wanderingLine(64);

/// The likeliest tempo always: one that jumps at random cannot be foreseen.
GenerationSettings ending(const Ending& wish)
{
    GenerationSettings settings;
    settings.tempo = {.topK = 1};
    settings.ending = wish;
    return settings;
}

/// The notes of the last onset, lowest first.
std::vector<midi::Note> finalChord(const Take& take)
{
    const auto notes = midi::notesInOrder(take.piece);
    std::vector<midi::Note> chord;
    for (const auto& placed : notes)
        if (placed.note.onset == notes.back().note.onset)
            chord.push_back(placed.note);
    return chord;
}

Seconds lengthOf(const Take& take)
{
    const midi::TempoMap map(take.piece);
    const auto notes = midi::notesInOrder(take.piece);
    return map.secondsAt(notes.back().note.onset) - map.secondsAt(notes[take.seedNotes - 1].note.onset);
}

} // namespace

void TestTakeEnd::notesEndATake()
{
    const auto events = encoding::encode(kSeed, encoding::TimeBase::Beats).events;
    TakeEnd end(encoding::TimeBase::Beats, kSeed, events, {}, {.notes = 2});
    QVERIFY(!end.isOverBefore(0));
    end.hear(events.back());
    QVERIFY(!end.isOverBefore(5));
    end.hear(events.back());
    QVERIFY(end.isOverBefore(0));
}

void TestTakeEnd::nothingBeginsAtWhatFollows()
{
    const auto events = encoding::encode(kSeed, encoding::TimeBase::Beats).events;
    const TakeEnd end(encoding::TimeBase::Beats, kSeed, events, {}, {.notes = 100, .until = 24});
    const auto quarter = encoding::stepClassOf(encoding::TimeBase::Beats, 24);
    QVERIFY(end.isOverBefore(quarter));
    QVERIFY(!end.isOverBefore(static_cast<std::uint8_t>(quarter - 1)));
}

void TestTakeEnd::barsEndATake()
{
    const auto takes = generate(network_, kSeed, ending({.bars = 5.0}), 10'000, 4, 1);
    QVERIFY(takes);
    for (const Take& take : *takes) {
        const auto last = midi::notesInOrder(take.piece).back().note.onset;
        QVERIFY(last < Tick{13 * 4 * 480}); // eight bars of the seed, five of the take
        QVERIFY(last >= Tick{10 * 4 * 480});
    }
}

void TestTakeEnd::secondsEndATake()
{
    const auto takes = generate(network_, kSeed, ending({.seconds = 12.0}), 10'000, 4, 1);
    QVERIFY(takes);
    for (const Take& take : *takes) {
        QVERIFY2(lengthOf(take).count() < 12.0, qPrintable(QString::number(lengthOf(take).count())));
        QVERIFY2(lengthOf(take).count() > 2.0, qPrintable(QString::number(lengthOf(take).count())));
    }
}

void TestTakeEnd::aCadenceClosesOnADownbeat_data()
{
    QTest::addColumn<double>("bars");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<int>("notes");
    QTest::newRow("bars") << 6.0 << 0.0 << 10'000;
    QTest::newRow("seconds") << 0.0 << 30.0 << 10'000;
    QTest::newRow("notes") << 0.0 << 0.0 << 100;
    QTest::newRow("few notes") << 0.0 << 0.0 << 6;
}

void TestTakeEnd::aCadenceClosesOnADownbeat()
{
    QFETCH(double, bars);
    QFETCH(double, seconds);
    QFETCH(int, notes);
    const auto takes = generate(network_, kSeed, ending({.bars = bars, .seconds = seconds, .cadence = true}),
                                static_cast<std::size_t>(notes), 6, 3);
    QVERIFY(takes);
    for (const Take& take : *takes) {
        const Tick last = finalChord(take).front().onset;
        const midi::TempoMap map(take.piece);
        QCOMPARE(map.barStart(map.barAt(last).bar), last);
        QVERIFY(finalChord(take).size() >= 2 && finalChord(take).size() <= TakeEnd::kFullChord);
        QVERIFY(take.events.size() <= static_cast<std::size_t>(notes));
        if (bars > 0.0)
            QCOMPARE(last, Tick{13 * 4 * 480});
        if (notes == 100)
            QVERIFY2(take.events.size() > 40, qPrintable(QString::number(take.events.size())));
        if (seconds > 0.0)
            QVERIFY2(std::abs(lengthOf(take).count() - seconds) < 20.0, // a random model's tempo jumps
                     qPrintable(QString::number(lengthOf(take).count())));
    }
}

void TestTakeEnd::aCadenceIsTheTriadOfTheKeyOverItsRoot()
{
    auto settings = ending({.bars = 4.0, .cadence = true});
    settings.constraints.key = KeyWish{2, true, 0.5}; // D minor
    const auto takes = generate(network_, kSeed, settings, 10'000, 6, 3);
    for (const Take& take : *takes) {
        const auto chord = finalChord(take);
        QCOMPARE(chord.front().pitch % 12, 2);
        for (const midi::Note& note : chord)
            QVERIFY(note.pitch % 12 == 2 || note.pitch % 12 == 5 || note.pitch % 12 == 9);
    }
}

void TestTakeEnd::aCadenceIsHeldAndSlowsDown()
{
    const auto takes = generate(network_, kSeed, ending({.bars = 4.0, .cadence = true}), 10'000, 6, 3);
    for (const Take& take : *takes) {
        for (const midi::Note& note : finalChord(take))
            QVERIFY(note.duration >= Tick{2 * 480});
        const std::size_t chord = finalChord(take).size();
        const int before = take.events[take.events.size() - chord - 1].tempo;
        QCOMPARE(int{take.events.back().tempo}, std::max(before - 1, 0));
    }
}

void TestTakeEnd::aCadenceHoldsTheWishes()
{
    auto settings = ending({.bars = 8.0, .cadence = true});
    settings.constraints = {.key = KeyWish{9, false, 1.0}, .lowestPitch = 50, .highestPitch = 70, .maxPolyphony = 4};
    const auto takes = generate(network_, kSeed, settings, 10'000, 4, 5);
    QVERIFY(takes);
    for (const Take& take : *takes)
        for (const auto& event : take.events)
            QVERIFY(inScale(*settings.constraints.key, event.pitch) && event.pitch >= 50 && event.pitch <= 70);
}

void TestTakeEnd::aCadenceInPerformanceTimeClosesToo()
{
    const model::Network network(test::randomModel({.hidden = 32, .layers = 1}, 2, encoding::TimeBase::Performance));
    std::vector<midi::Note> notes;
    std::int64_t at = 0;
    for (int i = 0; i < 64; ++i) {
        at += 59 + (i * 7919) % 251;
        notes.push_back(test::note(at, 100 + (i * 31) % 400, 48 + (i * 5) % 30));
    }
    auto recording = test::piano(std::move(notes));
    recording.ticksPerQuarter = 500;
    const auto takes = generate(network, recording, ending({.seconds = 15.0, .cadence = true}), 10'000, 4, 3);
    QVERIFY(takes);
    for (const Take& take : *takes) {
        QVERIFY(finalChord(take).size() >= 2);
        QVERIFY(lengthOf(take).count() > 8.0 && lengthOf(take).count() < 22.0);
    }
}

void TestTakeEnd::barsNeedMusicThatHasThem()
{
    const model::Network network(test::randomModel({.hidden = 32, .layers = 1}, 2, encoding::TimeBase::Performance));
    const auto takes = generate(network, kSeed, ending({.bars = 4.0}), 100, 1, 1);
    QVERIFY(!takes);
    QCOMPARE(takes.error().fault, Fault::InvalidSetting);
    QCOMPARE(takes.error().subject, std::string("bars"));
}

QTEST_GUILESS_MAIN(TestTakeEnd)
#include "tst_take_end.moc"
