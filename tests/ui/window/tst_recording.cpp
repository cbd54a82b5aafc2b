#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "ui/settings/settings_store.h"
#include "ui/transport/sound_panel.h"
#include "ui/transport/transport_bar.h"
#include "ui/window/keyboard_presenter.h"
#include "ui/window/library_presenter.h"

#include <QSignalSpy>
#include <QToolButton>

#include "window_under_test.h"
#include <atomic>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;
using playback::channelMessage;

namespace {

constexpr int kPatienceMs = 20000;

/// Counts what it hears, from another thread.
class CountingSink final : public playback::MessageSink {
public:
    void send(playback::ChannelMessage message, std::int64_t) noexcept override
    {
        if (message.kind() == playback::kNoteOn && message.data2 > 0)
            ++on;
        else if (message.kind() == playback::kNoteOff || message.kind() == playback::kNoteOn)
            ++off;
    }
    std::atomic<int> on{0}, off{0};
};

/// A key pressed and let go, 0.1 s each.
void playNote(KeyboardPresenter& keyboard, int number)
{
    const int pitch = 48 + number % 24;
    keyboard.hear(channelMessage(playback::kNoteOn, 0, pitch, 60 + number % 40), Seconds{0.2 * number});
    keyboard.hear(channelMessage(playback::kNoteOff, 0, pitch, 64), Seconds{0.2 * number + 0.1});
}

} // namespace

/// From a keyboard to a piece of the library that can serve as a seed.
class TestRecording : public QObject {
    Q_OBJECT

    test::WindowUnderTest window_;
    QTemporaryDir folder_;

    SettingsStore store_{std::filesystem::path()};

private Q_SLOTS:
    void whatIsPlayedIsHeardUntilThatIsSwitchedOffAndNothingHangs()
    {
        const auto sink = std::make_shared<CountingSink>();
        playback::Player player(playback::PlayerOptions{.forceSilent = true, .listener = sink});
        TransportBar bar;
        KeyboardPresenter keyboard(player, bar, store_, folder_.path().toStdString());
        keyboard.hear(channelMessage(playback::kNoteOn, 0, 60, 90), Seconds{0.0});
        QTRY_COMPARE(sink->on.load(), 1);
        Q_EMIT bar.sound().thruToggled(false);
        keyboard.hear(channelMessage(playback::kNoteOn, 0, 64, 90), Seconds{0.1});
        keyboard.hear(channelMessage(playback::kNoteOff, 0, 60, 64), Seconds{0.2});
        QTRY_COMPARE(sink->off.load(), 1);
        QCOMPARE(sink->on.load(), 1);
    }

    void aRecordingIsAFileAndNothingPlayedIsNone()
    {
        playback::Player player(playback::PlayerOptions{.forceSilent = true});
        TransportBar bar;
        KeyboardPresenter keyboard(player, bar, store_, (folder_.filePath(u"new/folder"_s)).toStdString());
        QSignalSpy recorded(&keyboard, &KeyboardPresenter::recorded);
        QVERIFY(!bar.findChild<QToolButton*>(u"recordButton"_s)->isEnabled());
        keyboard.record();
        keyboard.keep();
        QVERIFY(recorded.isEmpty());
        keyboard.record();
        QVERIFY(bar.findChild<QToolButton*>(u"recordButton"_s)->isChecked());
        for (int i = 0; i < 5; ++i)
            playNote(keyboard, i);
        keyboard.keep();
        QCOMPARE(recorded.count(), 1);
        QVERIFY(!bar.findChild<QToolButton*>(u"recordButton"_s)->isChecked());
        const auto bytes = readFile(recorded[0][0].value<std::filesystem::path>());
        QVERIFY(bytes);
        const auto reading = midi::readMidi(*bytes, midi::Strictness::Strict);
        QVERIFY(reading);
        QCOMPARE(reading->sequences.front().noteCount(), std::size_t{5});
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        playback::Player player(playback::PlayerOptions{.forceSilent = true});
        TransportBar bar;
        KeyboardPresenter keyboard(player, bar, store_, "/proc/cannot");
        QSignalSpy failed(&keyboard, &KeyboardPresenter::failed);
        keyboard.record();
        playNote(keyboard, 0);
        keyboard.keep();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Error>().fault, Fault::NotWritable);
    }

    void aRecordingIsSelectedAndServesAsASeed()
    {
        QVERIFY(window_.open({}));
        playback::Player player(playback::PlayerOptions{.forceSilent = true});
        TransportBar bar;
        KeyboardPresenter keyboard(player, bar, store_, folder_.path().toStdString());
        connect(&keyboard, &KeyboardPresenter::recorded, &window_->library(), &LibraryPresenter::openRecording);
        keyboard.record();
        for (int i = 0; i < 80; ++i)
            playNote(keyboard, i);
        keyboard.keep();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().selectedEntry(), kPatienceMs);
        QVERIFY(window_.document().selectedEntry()->title.starts_with("Recording"));
        QCOMPARE(window_.document().selectedEntry()->notes, std::size_t{80});
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs); // the best is marked by itself
        QCOMPARE(window_.document().seedPiece()->noteCount(), std::size_t{64});
    }
};

QTEST_MAIN(TestRecording)
#include "tst_recording.moc"
