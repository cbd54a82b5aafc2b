#include "core/encoding/encoder.h"
#include "core/generation/generator.h"
#include "core/generation/sampler.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <thread>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::note;
using cadenza::test::piano;
using cadenza::test::wanderingLine;
using encoding::Event;

class TestGenerator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTakeContinuesItsSeed();
    void theSameSeedGivesTheSameTake();
    void aTakeIsTheSameAloneAndBesideOthers();
    void aTakeIsTheSameOnAnyThread();
    void manySeedsShareABatch();
    void streamedIsWhatIsKept_data();
    void streamedIsWhatIsKept();
    void surpriseIsTheLikelihoodOfTheWholeSequence();
    void theFiveLikeliestAreInOrder();
    void goldenTakeOfATinyModel();
    void wishesHoldInTheTake();
    void notesAscendWithinAnOnset();
    void timeNeverRunsBackwards();
    void greedyDrawingWithTheGuardDoesNotLoop();
    void theGuardRecordsWhatItDid();
    void performanceTimeContinuesARecording();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void stopsOnRequest();

private:
    const model::Network network_{test::randomModel({.hidden = 48, .layers = 2, .composers = 3}, 8)};
};

namespace {

midi::Piece recording()
{
    std::vector<midi::Note> notes;
    std::int64_t at = 0;
    for (int i = 0; i < 64; ++i) {
        at += 59 + (i * 7919) % 251;
        notes.push_back(note(at, 100 + (i * 31) % 400, 48 + (i * 5) % 30));
    }
    auto piece = piano(std::move(notes));
    piece.ticksPerQuarter = 500;
    return piece;
}

/// Longest stretch of notes that repeats with a period of up to 32, in turns; stretches under 32 notes do not count.
double longestLoop(const std::vector<Event>& events)
{
    double worst = 0.0;
    for (std::size_t period = 1; period <= 32; ++period) {
        std::size_t run = 0;
        for (std::size_t i = period; i < events.size(); ++i) {
            const bool same = events[i].step == events[i - period].step && events[i].pitch == events[i - period].pitch;
            run = same ? run + 1 : 0;
            if (run + period >= 48)
                worst = std::max(worst, static_cast<double>(run + period) / static_cast<double>(period));
        }
    }
    return worst;
}

} // namespace

void TestGenerator::aTakeContinuesItsSeed()
{
    const auto seed = wanderingLine(64);
    const auto takes = generate(network_, seed, {}, 50, 2, 1);
    QVERIFY(takes);
    QCOMPARE(takes->size(), std::size_t{2});
    const Take& take = takes->front();
    QCOMPARE(take.events.size(), std::size_t{50});
    QCOMPARE(take.surprise.size(), std::size_t{50});
    QCOMPARE(take.insights.size(), std::size_t{50});
    QCOMPARE(take.seedNotes, std::size_t{64});
    QCOMPARE(take.piece.noteCount(), std::size_t{114});
    QCOMPARE(take.modelHash, model::contentHash(network_.model()));
    const auto notes = midi::notesInOrder(take.piece);
    const auto original = midi::notesInOrder(seed);
    for (std::size_t i = 0; i < 64; ++i)
        QCOMPARE(notes[i].note.onset, original[i].note.onset);
    for (std::size_t i = 64; i < notes.size(); ++i)
        QVERIFY(notes[i].note.onset >= original.back().note.onset);
    QVERIFY((*takes)[0].events != (*takes)[1].events);
}

void TestGenerator::theSameSeedGivesTheSameTake()
{
    const auto one = generate(network_, wanderingLine(64), {}, 80, 1, 42);
    const auto two = generate(network_, wanderingLine(64), {}, 80, 1, 42);
    const auto other = generate(network_, wanderingLine(64), {}, 80, 1, 43);
    QVERIFY(one->front().events == two->front().events);
    QVERIFY(one->front().surprise == two->front().surprise);
    QVERIFY(one->front().piece == two->front().piece);
    QVERIFY(one->front().events != other->front().events);
}

void TestGenerator::aTakeIsTheSameAloneAndBesideOthers()
{
    const auto together = generate(network_, wanderingLine(64), {}, 60, 9, 5);
    const auto fewer = generate(network_, wanderingLine(64), {}, 60, 3, 5);
    for (std::size_t i = 0; i < 9; ++i) {
        const auto alone = generateOne(network_, wanderingLine(64), {}, 60, i, 5);
        QVERIFY(alone->events == (*together)[i].events);
        QVERIFY(alone->surprise == (*together)[i].surprise);
        if (i < 3)
            QVERIFY((*fewer)[i].events == alone->events);
    }
}

void TestGenerator::aTakeIsTheSameOnAnyThread()
{
    const auto expected = generate(network_, wanderingLine(64), {}, 80, 3, 11);
    std::vector<Result<std::vector<Take>>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& takes : made)
            threads.emplace_back([&] { takes = generate(network_, wanderingLine(64), {}, 80, 3, 11); });
    }
    for (const auto& takes : made)
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY((*takes)[i].events == (*expected)[i].events);
            QVERIFY((*takes)[i].surprise == (*expected)[i].surprise);
        }
}

void TestGenerator::manySeedsShareABatch()
{
    std::vector<midi::Piece> seeds;
    for (int i = 0; i < 70; ++i) // more than one batch
        seeds.push_back(wanderingLine(10 + i));
    const auto takes = generateOnEach(network_, seeds, {}, 30, 6);
    QVERIFY(takes);
    QCOMPARE(takes->size(), seeds.size());
    for (const std::size_t i : {std::size_t{0}, std::size_t{33}, std::size_t{69}}) {
        const auto alone = generateOne(network_, seeds[i], {}, 30, i, 6);
        QVERIFY((*takes)[i].events == alone->events);
        QCOMPARE((*takes)[i].seedNotes, seeds[i].noteCount());
    }
    seeds[40] = wanderingLine(3);
    QCOMPARE(generateOnEach(network_, seeds, {}, 30, 6).error().fault, Fault::TooLittleMusic);
}

void TestGenerator::streamedIsWhatIsKept_data()
{
    QTest::addColumn<double>("temperature");
    QTest::newRow("alive") << 1.0;
    QTest::newRow("greedy, so that notes are taken back") << 0.05;
}

void TestGenerator::streamedIsWhatIsKept()
{
    QFETCH(double, temperature);
    GenerationSettings settings;
    settings.step.temperature = settings.pitch.temperature = settings.duration.temperature = temperature;
    std::vector<std::vector<Event>> heard(3);
    const auto takes = generate(network_, wanderingLine(64), settings, 200, 3, 8, {},
                                [&](std::size_t take, const Event& event) { heard[take].push_back(event); });
    for (std::size_t i = 0; i < heard.size(); ++i)
        QVERIFY(heard[i] == (*takes)[i].events);
}

/// Reads the finished take as one sequence and adds up what each note costs.
void TestGenerator::surpriseIsTheLikelihoodOfTheWholeSequence()
{
    const auto seed = wanderingLine(64);
    const auto take = generateOne(network_, seed, {}, 100, 0, 3);
    auto state = network_.initialState(1);
    state.recallLongest = GenerationSettings{}.recall;
    const int composer = 0;
    auto events = encoding::encode(seed, encoding::TimeBase::Beats).events;
    for (const auto& event : events)
        network_.step(state, std::span(&event, 1), std::span(&composer, 1));
    Event last = events.back();
    for (std::size_t i = 0; i < take->events.size(); ++i) {
        const Event& e = take->events[i];
        const model::PartialEvent next{e.step, e.beat, e.part, e.pitch, e.duration};
        std::vector<float> step(encoding::kStepClasses);
        std::vector<float> pitch(encoding::kPitchClasses);
        std::vector<float> duration(encoding::kDurationClasses);
        std::vector<float> velocity(encoding::kVelocityClasses);
        network_.stepLogits(state, 0, step);
        network_.pitchLogits(state, 0, next, pitch);
        model::maskPitches(last, next, pitch);
        network_.durationLogits(state, 0, next, duration);
        network_.velocityLogits(state, 0, next, velocity);
        const double nats = surpriseOf(step, e.step) + surpriseOf(pitch, e.pitch) + surpriseOf(duration, e.duration)
                            + surpriseOf(velocity, e.velocity);
        QVERIFY(std::abs(nats - double{take->surprise[i]}) < 1e-5);
        network_.step(state, std::span(&e, 1), std::span(&composer, 1));
        last = e;
    }
}

void TestGenerator::theFiveLikeliestAreInOrder()
{
    const auto take = generateOne(network_, wanderingLine(64), {}, 40, 0, 3);
    for (const auto& insight : take->insights) {
        float sum = 0.0F;
        for (std::size_t i = 0; i < kAlternatives; ++i) {
            sum += insight.likeliest[i].probability;
            if (i > 0)
                QVERIFY(insight.likeliest[i - 1].probability >= insight.likeliest[i].probability);
        }
        QVERIFY(sum > 0.0F && sum <= 1.0001F);
    }
}

/// The first notes of a fixed model, seed and random seed. A change here changes every take that people have kept.
void TestGenerator::goldenTakeOfATinyModel()
{
    const model::Network tiny(test::randomModel({.hidden = 16, .layers = 1}, 3));
    const auto take = generateOne(tiny, wanderingLine(32), {}, 8, 0, 1);
    std::vector<std::array<int, 4>> notes;
    for (const auto& e : take->events)
        notes.push_back({e.step, e.pitch, e.duration, e.velocity});
    const std::vector<std::array<int, 4>> golden{{9, 97, 47, 1},  {3, 11, 16, 30}, {28, 87, 23, 25}, {10, 102, 0, 9},
                                                 {1, 115, 14, 9}, {26, 0, 17, 28}, {17, 57, 35, 10}, {5, 94, 25, 22}};
    QCOMPARE(notes, golden);
}

void TestGenerator::wishesHoldInTheTake()
{
    GenerationSettings settings;
    settings.constraints = {.key = KeyWish{9, true, 1.0}, .lowestPitch = 45, .highestPitch = 81, .maxPolyphony = 5};
    settings.constraints.metre = 1;
    const auto takes = generate(network_, wanderingLine(64), settings, 300, 3, 4);
    for (const auto& take : *takes)
        for (const auto& event : take.events) {
            QVERIFY(inScale(*settings.constraints.key, event.pitch));
            QVERIFY(event.pitch >= 45 && event.pitch <= 81);
            QCOMPARE(int{event.metre}, 1);
        }
    const auto& signature = takes->front().piece.timeSignatures.back();
    QCOMPARE(int{signature.numerator}, 3);
}

void TestGenerator::notesAscendWithinAnOnset()
{
    GenerationSettings chords;
    chords.constraints.sparseness = -3.0;
    const auto take = generateOne(network_, wanderingLine(64), chords, 400, 0, 4);
    int together = 0;
    for (std::size_t i = 1; i < take->events.size(); ++i) {
        const auto& [before, here] = std::pair(take->events[i - 1], take->events[i]);
        if (here.step != 0)
            continue;
        ++together;
        QVERIFY(std::pair(here.part, here.pitch) > std::pair(before.part, before.pitch));
    }
    QVERIFY(together > 20);
}

void TestGenerator::timeNeverRunsBackwards()
{
    const auto take = generateOne(network_, wanderingLine(64), {}, 300, 0, 9);
    for (const auto& part : take->piece.parts) {
        QVERIFY(std::ranges::is_sorted(part.notes, {}, &midi::Note::onset));
        for (const auto& n : part.notes) {
            QVERIFY(n.duration > Tick{0});
            QVERIFY(n.duration.value <= 480 * 16);
        }
    }
}

namespace {

/// Always the likeliest, with nothing recalled and no hold to the seed: both may break a loop that the guard should.
GenerationSettings greedy()
{
    GenerationSettings settings;
    settings.recall = 0;
    settings.anchor = 0.0;
    for (auto* dial : {&settings.step, &settings.part, &settings.pitch, &settings.duration, &settings.velocity,
                       &settings.tempo, &settings.pedal})
        *dial = {.topK = 1};
    return settings;
}

/// The first of the random models that goes in circles when nothing keeps it from it.
std::optional<model::Network> loopingNetwork()
{
    auto free = greedy();
    free.loopGuard.enabled = false;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        model::Network network(test::randomModel({.hidden = 48, .layers = 2, .composers = 3}, seed));
        if (longestLoop(generateOne(network, wanderingLine(64), free, 500, 0, 1)->events) > 3.0)
            return network;
    }
    return std::nullopt;
}

} // namespace

void TestGenerator::greedyDrawingWithTheGuardDoesNotLoop()
{
    const auto network = loopingNetwork();
    QVERIFY(network); // or this test would show nothing
    const auto guarded = generateOne(*network, wanderingLine(64), greedy(), 500, 0, 1);
    QVERIFY2(longestLoop(guarded->events) <= 3.0, qPrintable(QString::number(longestLoop(guarded->events))));
}

void TestGenerator::theGuardRecordsWhatItDid()
{
    const auto network = loopingNetwork();
    QVERIFY(network);
    const auto take = generateOne(*network, wanderingLine(64), greedy(), 500, 0, 1);
    QVERIFY(!take->interventions.empty());
    for (const auto& intervention : take->interventions)
        QVERIFY(intervention.note < 500);
    QVERIFY(generateOne(*network, wanderingLine(64), {}, 30, 0, 1)->interventions.empty());
}

void TestGenerator::performanceTimeContinuesARecording()
{
    const model::Network network(test::randomModel({.hidden = 32, .layers = 1}, 2, encoding::TimeBase::Performance));
    const auto seed = recording();
    const auto take = generateOne(network, seed, {}, 60, 0, 1);
    QVERIFY(take);
    const auto notes = midi::notesInOrder(take->piece);
    QCOMPARE(notes.size(), std::size_t{124});
    for (std::size_t i = 64; i < notes.size(); ++i)
        QCOMPARE((notes[i].note.onset - notes[63].note.onset).value % 10, std::int64_t{0}); // 10 ms at a tick each
}

void TestGenerator::badRequestsAreRefused_data()
{
    QTest::addColumn<midi::Piece>("seed");
    QTest::addColumn<GenerationSettings>("settings");
    QTest::addColumn<std::size_t>("notes");
    QTest::addColumn<std::size_t>("takes");
    QTest::addColumn<Fault>("fault");
    const auto seed = wanderingLine(64);
    const auto with = [](auto change) {
        GenerationSettings settings;
        change(settings);
        return settings;
    };
    const std::size_t one{1};
    QTest::newRow("no seed") << midi::Piece{} << GenerationSettings{} << one << one << Fault::TooLittleMusic;
    QTest::newRow("three notes") << wanderingLine(3) << GenerationSettings{} << one << one << Fault::TooLittleMusic;
    QTest::newRow("a recording") << recording() << GenerationSettings{} << one << one << Fault::WrongEncoding;
    QTest::newRow("no notes") << seed << GenerationSettings{} << std::size_t{0} << one << Fault::InvalidSetting;
    QTest::newRow("no takes") << seed << GenerationSettings{} << one << std::size_t{0} << Fault::InvalidSetting;
    QTest::newRow("65 takes") << seed << GenerationSettings{} << one << std::size_t{65} << Fault::InvalidSetting;
    QTest::newRow("unknown composer") << seed << with([](auto& s) { s.composer = 3; }) << one << one
                                      << Fault::InvalidSetting;
    QTest::newRow("temperature 0") << seed << with([](auto& s) { s.pitch.temperature = 0.0; }) << one << one
                                   << Fault::InvalidSetting;
    QTest::newRow("not a number") << seed << with([](auto& s) { s.step.topP = std::nan(""); }) << one << one
                                  << Fault::InvalidSetting;
    QTest::newRow("range upside down") << seed << with([](auto& s) {
        s.constraints.lowestPitch = 70, s.constraints.highestPitch = 60;
    }) << one << one << Fault::InvalidSetting;
    QTest::newRow("no note of the key in range") << seed << with([](auto& s) {
        s.constraints = {.key = KeyWish{0, false, 1.0}, .lowestPitch = 61, .highestPitch = 61};
    }) << one << one << Fault::InvalidSetting;
}

void TestGenerator::badRequestsAreRefused()
{
    QFETCH(midi::Piece, seed);
    QFETCH(GenerationSettings, settings);
    QFETCH(std::size_t, notes);
    QFETCH(std::size_t, takes);
    QFETCH(Fault, fault);
    const auto result = generate(network_, seed, settings, notes, takes, 1);
    QVERIFY(!result);
    QCOMPARE(result.error().fault, fault);
    QVERIFY(!result.error().subject.empty());
}

void TestGenerator::stopsOnRequest()
{
    std::stop_source source;
    std::size_t heard = 0;
    const auto result =
        generate(network_, wanderingLine(64), {}, 1'000'000, 1, 1, source.get_token(), [&](std::size_t, const Event&) {
            if (++heard == 5)
                source.request_stop();
        });
    QVERIFY(!result);
    QCOMPARE(result.error().fault, Fault::Cancelled);
    QCOMPARE(heard, std::size_t{5});
}

QTEST_GUILESS_MAIN(TestGenerator)
#include "tst_generator.moc"
