#include "core/playback/player.h"
#include "core/playback/recording_sink.h"

#include <QTest>

#include <mutex>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

/// A RecordingSink that another thread may look at.
class SharedSink final : public MessageSink {
public:
    void send(ChannelMessage message, std::int64_t frame) noexcept override
    {
        const std::lock_guard lock(mutex_);
        sink_.send(message, frame);
    }
    [[nodiscard]] RecordingSink copy() const
    {
        const std::lock_guard lock(mutex_);
        return sink_;
    }

private:
    mutable std::mutex mutex_;
    RecordingSink sink_;
};

/// Notes of 40 ms in a row, without a gap.
std::shared_ptr<const Performance> line(int notes, int program = 0)
{
    auto performance = std::make_shared<Performance>();
    performance->messages.push_back({Seconds{0.0}, 0xC0, static_cast<std::uint8_t>(program), 0, 0});
    for (int i = 0; i < notes; ++i) {
        const auto key = static_cast<std::uint8_t>(40 + i % 40);
        performance->messages.push_back({Seconds{i * 0.04}, 0x90, key, 64, 0});
        performance->messages.push_back({Seconds{(i + 1) * 0.04}, 0x80, key, 64, 0});
    }
    std::ranges::stable_sort(performance->messages, {}, &TimedMessage::at);
    performance->length = Seconds{notes * 0.04};
    return performance;
}

struct Silent {
    std::shared_ptr<SharedSink> sink = std::make_shared<SharedSink>();
    Player player{PlayerOptions{.forceSilent = true, .listener = sink}};
};

} // namespace

class TestPlayer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silenceMovesThePlayheadAndSaysWhy()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(100));
        player.play();
        QVERIFY(player.state().playing);
        QTRY_VERIFY(player.state().position > Seconds{0.1});
        const PlayerState state = player.state();
        QCOMPARE(state.loudspeaker, Loudspeaker::Silent);
        QCOMPARE(state.output, std::string("Silent"));
        QVERIFY(state.problem.has_value());
        QCOMPARE(state.problem->fault, Fault::NoAudioDevice);
        QCOMPARE(state.length, Seconds{4.0});
    }

    void positionNeverRunsBackwardsAndEndsAtTheEnd()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(10));
        player.play();
        Seconds last{0.0};
        bool forward = true;
        QTRY_VERIFY([&] {
            const PlayerState state = player.state();
            forward = forward && state.position >= last;
            last = state.position;
            return !state.playing;
        }());
        QVERIFY(forward);
        QCOMPARE(last, Seconds{0.4});
        QVERIFY(silent.sink->copy().down().empty());
        QCOMPARE(silent.sink->copy().ofKind(kNoteOn).size(), std::size_t{10});
    }

    void seekAndStopShowAtOnce()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(1000));
        player.seek(Seconds{20.0});
        QCOMPARE(player.state().position, Seconds{20.0});
        player.play();
        QTRY_VERIFY(player.state().position > Seconds{20.05});
        player.stop();
        QCOMPARE(player.state().position, Seconds{0.0});
        QVERIFY(!player.state().playing);
        QTRY_VERIFY(silent.sink->copy().down().empty());
        QCOMPARE(player.state().position, Seconds{0.0});
    }

    void pauseHoldsThePosition()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(1000));
        player.play();
        QTRY_VERIFY(player.state().position > Seconds{0.1});
        player.pause();
        QTRY_VERIFY(silent.sink->copy().down().empty());
        Seconds before{-1.0};
        QTRY_VERIFY([&] {
            const Seconds now = player.state().position;
            return std::exchange(before, now) == now;
        }());
        QVERIFY(!player.state().playing);
        QVERIFY(before > Seconds{0.1});
    }

    void destructionReleasesEveryNote()
    {
        auto sink = std::make_shared<SharedSink>();
        {
            Player player(PlayerOptions{.forceSilent = true, .listener = sink});
            player.load(line(1000));
            player.play();
            QTRY_VERIFY(!sink->copy().down().empty());
        }
        QVERIFY(sink->copy().down().empty());
    }

    void loadWhilePlayingReleasesAndRests()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(1000));
        player.play();
        QTRY_VERIFY(!silent.sink->copy().down().empty());
        player.load(line(10, 40));
        QVERIFY(!player.state().playing);
        QCOMPARE(player.state().position, Seconds{0.0});
        QTRY_VERIFY(silent.sink->copy().down().empty());
        player.play();
        QTRY_VERIFY(!player.state().playing);
        QVERIFY(silent.sink->copy().down().empty());
    }

    void playsMusicForOtherInstruments()
    {
        Silent silent;
        for (int program = 1; program < 20; ++program)
            silent.player.load(line(10, program));
        silent.player.play();
        QTRY_VERIFY(!silent.sink->copy().ofKind(kNoteOn).empty());
        QCOMPARE(int{silent.sink->copy().ofKind(kProgramChange).back().message.data1}, 19);
    }

    void strikeSoundsWithoutMusic()
    {
        Silent silent;
        silent.player.strike(60, 100, Seconds{0.02});
        QTRY_COMPARE(silent.sink->copy().ofKind(kNoteOff).size(), std::size_t{1});
        QVERIFY(silent.sink->copy().down().empty());
    }

    void playingNothingIsNotPlaying()
    {
        Silent silent;
        silent.player.play();
        QTRY_VERIFY(!silent.player.state().playing);
    }

    void changingTheOutputWhilePlayingReleasesAndGoesOn()
    {
        Silent silent;
        Player& player = silent.player;
        player.load(line(1000));
        player.play();
        QTRY_VERIFY(player.state().position > Seconds{0.1});
        const Seconds before = player.state().position;
        player.chooseOutput({OutputKind::Synth, {}});
        QTRY_VERIFY(player.state().position > before + Seconds{0.2});
        QVERIFY(player.state().playing);
        QCOMPARE(silent.sink->copy().strayOns(), 0);
        QCOMPARE(silent.sink->copy().strayOffs(), 0);
    }

    void newOptionsOpenTheOutputAnewAndGoOn()
    {
        Silent silent;
        auto other = std::make_shared<SharedSink>();
        silent.player.load(line(1000));
        silent.player.play();
        QTRY_VERIFY(!silent.sink->copy().down().empty());
        silent.player.setOptions({.forceSilent = true, .listener = other});
        QTRY_VERIFY(!other->copy().down().empty());
        QVERIFY(silent.sink->copy().down().empty());
        QVERIFY(!other->copy().ofKind(kProgramChange).empty());
    }

    void aBrokenSoundFontIsNamedAndNeverSilencesMore()
    {
        Player player(PlayerOptions{.soundFont = "/nowhere/broken.sf2", .driver = "none"});
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Silent, 20000);
        QVERIFY(player.state().problem.has_value());
    }

    void settingsBeyondTheirRangeAreHarmless()
    {
        Silent silent;
        Player& player = silent.player;
        player.setTempoScale(1e9);
        player.setTranspose(1000);
        player.setLoop(std::pair(Seconds{-5.0}, Seconds{1e12}));
        player.setMuted(-3, true);
        player.setSolo(100000, false);
        player.seek(Seconds{-1.0});
        player.playThrough({0x9F, 200, 200});
        player.load(line(10));
        player.setTranspose(0);
        player.seek(Seconds{1e300});
        player.play();
        QTRY_VERIFY(!silent.sink->copy().ofKind(kNoteOn).empty());
    }

    /// On a machine without sound this ends in silence with a reason; on another one it sounds. Never does it crash.
    void findsADeviceOrSaysWhyNot()
    {
        Player player;
        player.load(line(100));
        player.setGain(0.0F);
        player.play();
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker != Loudspeaker::Opening, 20000);
        const PlayerState state = player.state();
        if (state.loudspeaker == Loudspeaker::Silent) {
            QVERIFY(state.problem.has_value());
            QVERIFY(state.problem->fault == Fault::NoAudioDevice || state.problem->fault == Fault::NoSoundFont);
        } else {
            QVERIFY(!state.output.empty());
        }
        QTRY_VERIFY(player.state().position > Seconds{0.1});
    }

    void midiPortThatIsNotThereIsSilentWithAReason()
    {
        Player player;
        player.chooseOutput({OutputKind::Midi, "No such instrument"});
        QTRY_VERIFY_WITH_TIMEOUT(player.state().problem && player.state().problem->fault == Fault::NoMidiDevice, 20000);
        QCOMPARE(player.state().loudspeaker, Loudspeaker::Silent);
        QCOMPARE(player.state().problem->subject, std::string("No such instrument"));
    }
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
