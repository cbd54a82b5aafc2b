#include "core/playback/recording_sink.h"
#include "core/playback/sequencer.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

constexpr double kRate = 44100.0;
constexpr int kSecond = 44100;

TimedMessage message(double at, int kind, int data1, int data2, int channel = 0, int part = 0)
{
    return {Seconds{at}, static_cast<std::uint8_t>(kind | channel), static_cast<std::uint8_t>(data1),
            static_cast<std::uint8_t>(data2), static_cast<std::uint16_t>(part)};
}

void sortByTime(Performance& performance)
{
    std::ranges::stable_sort(performance.messages, {}, [](const TimedMessage& m) {
        return std::pair(m.at, (m.status & 0xF0) == kNoteOff ? 0 : (m.status & 0xF0) == kNoteOn ? 2 : 1);
    });
}

/// One note a second, from 0, each half a second long: keys 60, 61, …
Performance scale(int notes)
{
    Performance performance;
    for (int i = 0; i < notes; ++i) {
        performance.messages.push_back(message(i, kNoteOn, 60 + i, 64));
        performance.messages.push_back(message(i + 0.5, kNoteOff, 60 + i, 64));
        performance.beats.push_back({Seconds(i), i % 4 == 0});
    }
    performance.length = Seconds(notes);
    sortByTime(performance);
    return performance;
}

/// Program, then pedal down and up, and a long note across both: what a seek has to restore.
Performance withPedal()
{
    Performance performance;
    performance.messages = {message(0.0, kProgramChange, 5, 0), message(1.0, kControlChange, kSustainPedal, 127),
                            message(1.0, kNoteOn, 60, 64),      message(3.0, kControlChange, kSustainPedal, 0),
                            message(4.0, kNoteOff, 60, 64),     message(4.0, kNoteOn, 62, 64),
                            message(5.0, kNoteOff, 62, 64)};
    performance.length = Seconds{5.0};
    return performance;
}

/// Two parts on two channels that sound together for ten seconds.
Performance duet()
{
    Performance performance;
    for (int i = 0; i < 10; ++i)
        for (int part = 0; part < 2; ++part) {
            performance.messages.push_back(message(i, kNoteOn, 60 + 12 * part, 64, part, part));
            performance.messages.push_back(message(i + 0.9, kNoteOff, 60 + 12 * part, 64, part, part));
        }
    performance.length = Seconds{10.0};
    sortByTime(performance);
    return performance;
}

/// Runs the clock by hand.
struct Clock {
    RecordingSink sink;
    Sequencer sequencer{kRate};

    void run(std::int64_t frames)
    {
        while (frames > 0) {
            sequencer.emitDue(sink);
            const int step = sequencer.framesUntilDue(static_cast<int>(std::min<std::int64_t>(frames, 512)));
            sequencer.advance(step);
            frames -= step;
        }
    }
    void start(const Performance& performance)
    {
        sequencer.load(&performance, sink);
        sequencer.play(sink);
    }
    [[nodiscard]] std::vector<std::int64_t> onFrames() const
    {
        std::vector<std::int64_t> frames;
        for (const auto& entry : sink.ofKind(kNoteOn))
            frames.push_back(entry.frame);
        return frames;
    }
    [[nodiscard]] std::vector<int> onKeys() const
    {
        std::vector<int> keys;
        for (const auto& entry : sink.ofKind(kNoteOn))
            keys.push_back(entry.message.data1);
        return keys;
    }
};

} // namespace

class TestSequencer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsEveryMessageAtItsFrame()
    {
        const Performance performance = scale(3);
        Clock clock;
        clock.start(performance);
        clock.run(4 * kSecond);
        QCOMPARE(clock.onFrames(), (std::vector<std::int64_t>{0, kSecond, 2 * kSecond}));
        QCOMPARE(clock.sink.ofKind(kNoteOff).at(1).frame, kSecond * 3 / 2);
        QVERIFY(!clock.sequencer.playing());
        QCOMPARE(clock.sequencer.position(), performance.length);
    }

    void musicThatGrowsGoesOnAsIfItHadBeenSoFromTheStart()
    {
        const Performance longer = scale(6);
        Performance beginning = scale(2);
        Clock whole;
        whole.start(longer);
        whole.run(7 * kSecond);
        for (const int at : {0, kSecond / 4, kSecond, kSecond + 1, 3 * kSecond / 2}) {
            Clock clock;
            clock.start(beginning);
            clock.run(at);
            clock.sequencer.extend(&longer, clock.sink);
            QVERIFY(clock.sequencer.playing());
            clock.run(7 * kSecond - at);
            QVERIFY(clock.sink.entries() == whole.sink.entries());
        }
    }

    void otherMusicGoesOnFromTheSameMomentAndLetsGoOfTheFirst()
    {
        const Performance first = withPedal(), second = scale(6);
        Clock clock;
        clock.start(first);
        clock.run(5 * kSecond / 2);
        QVERIFY(!clock.sink.down().empty() && clock.sink.pedalDown(0));
        clock.sequencer.exchange(&second, clock.sink);
        QVERIFY(clock.sink.down().empty() && !clock.sink.pedalDown(0));
        QVERIFY(clock.sequencer.playing());
        QCOMPARE(clock.sequencer.position(), Seconds{2.5});
        clock.sink.clear();
        clock.run(4 * kSecond);
        QCOMPARE(clock.onKeys(), (std::vector{63, 64, 65})); // from the third second on
        QVERIFY(clock.sink.down().empty());
        QCOMPARE(clock.sink.strayOffs(), 0);
    }

    void doesNotDriftOverAnHour()
    {
        Performance performance;
        for (int i = 0; i < 36000; ++i) {
            performance.messages.push_back(message(i * 0.1, kNoteOn, 60, 64));
            performance.messages.push_back(message(i * 0.1 + 0.05, kNoteOff, 60, 64));
        }
        performance.length = Seconds{3600.0};
        Clock clock;
        clock.start(performance);
        clock.sequencer.setTempoScale(1.7);
        clock.run(3600LL * kSecond);
        const auto ons = clock.onFrames();
        QCOMPARE(ons.size(), std::size_t{36000});
        for (std::size_t i = 0; i < ons.size(); ++i)
            QVERIFY(std::abs(static_cast<double>(ons[i]) - static_cast<double>(i) * 0.1 / 1.7 * kRate) <= 1.0);
    }

    void pauseReleasesAndResumesWhereItStood()
    {
        const Performance performance = scale(3);
        Clock clock;
        clock.start(performance);
        clock.run(kSecond + kSecond / 4);
        QCOMPARE(clock.sink.down().size(), std::size_t{1});
        clock.sequencer.pause(clock.sink);
        QVERIFY(clock.sink.down().empty());
        clock.run(kSecond);
        QCOMPARE(clock.sequencer.position(), Seconds{1.25});
        clock.sequencer.play(clock.sink);
        clock.run(kSecond);
        QCOMPARE(clock.onKeys(), (std::vector{60, 61, 62}));
        QCOMPARE(clock.onFrames().back(), std::int64_t{3 * kSecond});
    }

    void pauseJustBeforeANoteDoesNotLoseIt()
    {
        Performance performance = scale(2);
        performance.messages[2].at = Seconds{1.00001};
        Clock clock;
        clock.start(performance);
        clock.run(kSecond + 1);
        clock.sequencer.pause(clock.sink);
        clock.sequencer.play(clock.sink);
        clock.run(kSecond);
        QCOMPARE(clock.onKeys(), (std::vector{60, 61}));
    }

    void seekReleasesAndRestoresProgramAndPedal()
    {
        const Performance performance = withPedal();
        Clock clock;
        clock.start(performance);
        clock.run(kSecond / 2);
        clock.sink.clear();
        clock.sequencer.seek(Seconds{2.0}, clock.sink);
        QCOMPARE(clock.sink.ofKind(kProgramChange).size(), std::size_t{1});
        QCOMPARE(int{clock.sink.ofKind(kProgramChange)[0].message.data1}, 5);
        QVERIFY(clock.sink.pedalDown(0));
        clock.sequencer.seek(Seconds{0.5}, clock.sink);
        QVERIFY(!clock.sink.pedalDown(0));
        clock.run(kSecond);
        QCOMPARE(clock.sink.down().size(), std::size_t{1});
        clock.sequencer.seek(Seconds{4.5}, clock.sink);
        QVERIFY(clock.sink.down().empty());
        QVERIFY(!clock.sink.pedalDown(0));
    }

    void seekLandsOnNotesThatBeginThere()
    {
        const Performance performance = scale(4);
        Clock clock;
        clock.start(performance);
        clock.sequencer.seek(Seconds{2.0}, clock.sink);
        clock.run(kSecond / 10);
        QCOMPARE(clock.onKeys(), std::vector{62});
    }

    void loopsARangeWithoutHangingNotes()
    {
        Performance performance = scale(4);
        performance.messages[3].at = Seconds{1.8}; // sounds across the loop's end
        Clock clock;
        clock.sequencer.load(&performance, clock.sink);
        clock.sequencer.setLoop(std::pair(Seconds{1.0}, Seconds{1.7}));
        clock.sequencer.play(clock.sink);
        clock.run(kSecond * 21 / 10);
        QCOMPARE(clock.onKeys(), (std::vector{61, 61, 61}));
        const std::int64_t turn = kSecond * 7 / 10;
        QCOMPARE(clock.onFrames(), (std::vector<std::int64_t>{0, turn, 2 * turn}));
        QCOMPARE(clock.sink.strayOns(), 0);
        clock.sequencer.setLoop(std::nullopt);
        clock.run(10 * kSecond);
        QVERIFY(clock.sink.down().empty());
        QVERIFY(!clock.sequencer.playing());
    }

    void ignoresALoopThatIsNone()
    {
        const Performance performance = scale(2);
        Clock clock;
        clock.sequencer.load(&performance, clock.sink);
        clock.sequencer.setLoop(std::pair(Seconds{1.0}, Seconds{1.0}));
        clock.sequencer.play(clock.sink);
        clock.run(3 * kSecond);
        QVERIFY(!clock.sequencer.playing());
        QCOMPARE(clock.onKeys(), (std::vector{60, 61}));
    }

    void tempoScalesTimeFromWhereItStands()
    {
        const Performance performance = scale(3);
        Clock clock;
        clock.start(performance);
        clock.run(kSecond / 2);
        clock.sequencer.setTempoScale(0.5);
        clock.run(3 * kSecond + 1);
        QCOMPARE(clock.onFrames(), (std::vector<std::int64_t>{0, kSecond / 2 + kSecond, kSecond / 2 + 3 * kSecond}));
        clock.sequencer.setTempoScale(100.0);
        QCOMPARE(clock.sequencer.perFrame(), kFastest / kRate);
    }

    void tempoChangeRepeatsAndSkipsNothing()
    {
        const Performance performance = scale(3);
        Clock clock;
        clock.start(performance);
        clock.sequencer.emitDue(clock.sink);
        clock.sequencer.setTempoScale(2.0);
        clock.run(2 * kSecond);
        QCOMPARE(clock.onKeys(), (std::vector{60, 61, 62}));
    }

    void transposesWhatBeginsAndReleasesWhatSounds()
    {
        const Performance performance = scale(2);
        Clock clock;
        clock.start(performance);
        clock.run(kSecond / 4);
        clock.sequencer.setTranspose(3);
        clock.run(2 * kSecond);
        QCOMPARE(clock.onKeys(), (std::vector{60, 64}));
        QVERIFY(clock.sink.down().empty());
        QCOMPARE(clock.sink.strayOffs(), 0);
    }

    void silencesKeysTransposedOffTheKeyboard()
    {
        const Performance performance = scale(2);
        Clock clock;
        clock.start(performance);
        clock.sequencer.setTranspose(67);
        clock.run(2 * kSecond);
        QCOMPARE(clock.onKeys(), std::vector{127});
        QCOMPARE(clock.sink.strayOffs(), 0);
    }

    void muteAndSoloReleaseAtOnce()
    {
        const Performance performance = duet();
        Clock clock;
        clock.start(performance);
        clock.run(kSecond / 4);
        clock.sequencer.setMuted(1, true, clock.sink);
        QCOMPARE(clock.sink.down(), (std::set<std::pair<int, int>>{{0, 60}}));
        clock.sequencer.setSolo(1, true, clock.sink);
        QVERIFY(clock.sink.down().empty());
        clock.run(kSecond);
        QCOMPARE(clock.sink.down(), (std::set<std::pair<int, int>>{{1, 72}}));
        clock.sequencer.setSolo(1, false, clock.sink);
        QVERIFY(clock.sink.down().empty());
    }

    void metronomeClicksOnBeatsAndLetsGo()
    {
        const Performance performance = scale(4);
        Clock clock;
        clock.sequencer.setMetronome(true);
        clock.start(performance);
        clock.run(5 * kSecond);
        int clicks = 0;
        for (const auto& entry : clock.sink.ofKind(kNoteOn))
            if (entry.message.channel() == kDrumChannel) {
                QCOMPARE(int{entry.message.data1}, entry.frame == 0 ? 76 : 77);
                ++clicks;
            }
        QCOMPARE(clicks, 4);
        QVERIFY(clock.sink.down().empty());
    }

    void strikesSoundWhilePausedAndEnd()
    {
        Clock clock;
        clock.sequencer.strike(0, 64, 90, Seconds{0.5}, clock.sink);
        clock.run(kSecond / 4);
        clock.sequencer.strike(0, 64, 90, Seconds{0.5}, clock.sink);
        clock.run(kSecond);
        const auto offs = clock.sink.ofKind(kNoteOff);
        QCOMPARE(offs.size(), std::size_t{2});
        QCOMPARE(offs[1].frame, std::int64_t{kSecond * 3 / 4});
        QVERIFY(clock.sink.down().empty());
        QCOMPARE(clock.sink.strayOns(), 0);
    }

    void panicSendsWhatHardwareNeeds()
    {
        const Performance performance = duet();
        Clock clock;
        clock.start(performance);
        clock.run(kSecond / 2);
        clock.sink.clear();
        clock.sequencer.panic(clock.sink);
        QVERIFY(clock.sink.down().empty());
        for (int channel = 0; channel < 16; ++channel)
            for (const std::uint8_t controller : {kSustainPedal, kAllSoundOff, kAllNotesOff})
                QVERIFY(std::ranges::any_of(clock.sink.entries(), [&](const auto& entry) {
                    return entry.message == channelMessage(kControlChange, channel, controller);
                }));
        QCOMPARE(std::ranges::count_if(clock.sink.ofKind(kNoteOff),
                                       [](const auto& entry) { return entry.message.channel() == 1; }),
                 129);
    }

    void leavingASinkLetsGoAndTellsTheNextOneEverything()
    {
        const Performance performance = withPedal();
        Clock clock;
        clock.start(performance);
        clock.run(2 * kSecond);
        QVERIFY(clock.sink.pedalDown(0));
        clock.sequencer.leaveSink(clock.sink);
        QVERIFY(clock.sink.down().empty());
        QVERIFY(!clock.sink.pedalDown(0));
        clock.sink.clear();
        clock.sequencer.setSampleRate(48000.0);
        clock.run(480);
        QCOMPARE(clock.sink.ofKind(kProgramChange).size(), std::size_t{1});
        QVERIFY(clock.sink.pedalDown(0));
    }

    void emptyPerformanceEndsAtOnce()
    {
        const Performance performance;
        Clock clock;
        clock.start(performance);
        clock.run(64);
        QVERIFY(!clock.sequencer.playing());
        QVERIFY(clock.sink.entries().empty());
    }

    void randomTransportActionsNeverLeaveANoteOn();
};

namespace {

Performance randomMusic(std::mt19937& random)
{
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
    Performance performance;
    for (int part = 0; part < 3; ++part)
        for (int key = 58; key < 64; ++key) {
            int at = pick(0, 400);
            while (at < 4000) {
                const int length = pick(20, 600);
                performance.messages.push_back(message(at * 1e-3, kNoteOn, key, pick(1, 127), part, part));
                performance.messages.push_back(message((at + length) * 1e-3, kNoteOff, key, 64, part, part));
                at += length + pick(0, 1) * pick(0, 500);
            }
        }
    for (int i = 0; i < 20; ++i)
        performance.messages.push_back(
            message(pick(0, 4000) * 1e-3, kControlChange, kSustainPedal, 127 * pick(0, 1), pick(0, 2)));
    performance.length = Seconds{4.0};
    sortByTime(performance);
    return performance;
}

void act(Clock& clock, std::mt19937& random, const Performance& one, const Performance& other)
{
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
    auto& [sink, sequencer] = clock;
    switch (pick(0, 14)) {
    case 0: sequencer.play(sink); break;
    case 1: sequencer.pause(sink); break;
    case 2: sequencer.seek(Seconds{pick(-500, 5000) * 1e-3}, sink); break;
    case 3: sequencer.setLoop(std::pair(Seconds{pick(0, 4000) * 1e-3}, Seconds{pick(0, 4000) * 1e-3})); break;
    case 4: sequencer.setLoop(std::nullopt); break;
    case 5: sequencer.setTempoScale(pick(10, 250) * 0.01); break;
    case 6: sequencer.setTranspose(pick(-70, 70)); break;
    case 7: sequencer.setMetronome(pick(0, 1) == 1); break;
    case 8: sequencer.setMuted(pick(0, 2), pick(0, 1) == 1, sink); break;
    case 9: sequencer.setSolo(pick(0, 2), pick(0, 1) == 1, sink); break;
    case 10: sequencer.strike(pick(0, 2), pick(56, 66), 64, Seconds{pick(1, 300) * 1e-3}, sink); break;
    case 11: sequencer.live(channelMessage(pick(0, 1) ? kNoteOn : kNoteOff, pick(0, 2), pick(56, 66), 64), sink); break;
    case 12: sequencer.load(pick(0, 1) ? &one : &other, sink); break;
    case 13: sequencer.setSampleRate(pick(0, 1) ? 44100.0 : 48000.0); break;
    default: sequencer.play(sink); break;
    }
    clock.run(pick(0, 20000));
}

} // namespace

void TestSequencer::randomTransportActionsNeverLeaveANoteOn()
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        const Performance one = randomMusic(random);
        const Performance other = randomMusic(random);
        Clock clock;
        clock.start(one);
        for (int i = 0; i < 60; ++i) {
            act(clock, random, one, other);
            QCOMPARE(clock.sink.strayOns(), 0);
            QCOMPARE(clock.sink.strayOffs(), 0);
        }
        clock.sequencer.leaveSink(clock.sink);
        QVERIFY2(clock.sink.down().empty(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        QCOMPARE(clock.sequencer.heldKeys(), 0);
        for (int channel = 0; channel < 3; ++channel)
            QVERIFY(!clock.sink.pedalDown(channel));
    }
}

QTEST_GUILESS_MAIN(TestSequencer)
#include "tst_sequencer.moc"
