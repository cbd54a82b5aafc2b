#include "core/playback/jack_watch.h"
#include "core/playback/keyboard.h"
#include "core/playback/midi_input.h"
#include "core/playback/midi_ports.h"
#include "core/playback/output.h"
#include "core/playback/player.h"
#include "core/playback/recorder.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <mutex>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

/// A JACK server of the test's own, without hardware.
class Server {
public:
    bool start()
    {
        process_.start(QStringLiteral("jackd"), {QStringLiteral("-n"), name(), QStringLiteral("-r"),
                                                 QStringLiteral("-d"), QStringLiteral("dummy"), QStringLiteral("-r"),
                                                 QStringLiteral("48000"), QStringLiteral("-p"), QStringLiteral("256")});
        return process_.waitForStarted() && QTest::qWaitFor([] { return JackWatch::connect() != nullptr; }, 20000);
    }
    void kill()
    {
        process_.kill();
        process_.waitForFinished();
    }
    ~Server()
    {
        process_.terminate();
        if (!process_.waitForFinished(5000))
            kill();
    }
    static QString name() { return QStringLiteral("cadenza-test-%1").arg(QCoreApplication::applicationPid()); }

private:
    QProcess process_;
};

std::shared_ptr<const Performance> chords(int count, double apart)
{
    auto performance = std::make_shared<Performance>();
    for (int i = 0; i < count; ++i)
        for (const std::uint8_t key : {std::uint8_t{72}, std::uint8_t{84}}) {
            performance->messages.push_back({Seconds{i * apart}, 0x90, key, 120, 0});
            performance->messages.push_back({Seconds{i * apart + 0.1}, 0x80, key, 64, 0});
        }
    std::ranges::stable_sort(performance->messages, {}, &TimedMessage::at);
    performance->length = Seconds{count * apart};
    return performance;
}

std::optional<std::string> portWith(std::string_view word, MidiPortList& ports)
{
    for (const std::string& name : ports.outputs())
        if (name.find(word) != std::string::npos)
            return name;
    return std::nullopt;
}

/// Where the sound rises out of what was there before: frames of the 16-bit stereo samples after the 44-byte header.
std::vector<double> onsetsIn(const QString& wav, double rate)
{
    QFile file(wav);
    std::vector<double> onsets;
    if (!file.open(QIODevice::ReadOnly))
        return onsets;
    const QByteArray bytes = file.readAll().mid(44);
    const auto* samples = reinterpret_cast<const std::int16_t*>(bytes.constData());
    const qsizetype frames = bytes.size() / 4;
    constexpr qsizetype kWindow = 96;
    double before = 0.0;
    for (qsizetype at = 0; at + kWindow < frames; at += kWindow) {
        double energy = 0.0;
        for (qsizetype i = 0; i < kWindow; ++i)
            energy += std::abs(samples[2 * (at + i)]);
        const double time = static_cast<double>(at) / rate;
        if (energy > 4000.0 && energy > 3.0 * before && (onsets.empty() || time - onsets.back() > 0.15))
            onsets.push_back(time);
        before = 0.7 * before + 0.3 * energy;
    }
    return onsets;
}

} // namespace

/// Against real peers: a JACK server without hardware, and the fluidsynth program as the instrument.
class TestJack : public QObject {
    Q_OBJECT

    std::unique_ptr<Server> server_;

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("jackd")).isEmpty())
            QSKIP("jackd (package jackd1) is not installed");
        qputenv("JACK_DEFAULT_SERVER", Server::name().toLocal8Bit());
    }

    void init()
    {
        server_ = std::make_unique<Server>();
        if (!server_->start())
            QSKIP("jackd would not start with its dummy driver");
    }

    void cleanup() { server_.reset(); }

    void theSynthPlaysThroughJack()
    {
        Player player(PlayerOptions{.driver = "jack"});
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker != Loudspeaker::Opening, 20000);
        if (player.state().problem && player.state().problem->fault == Fault::NoSoundFont)
            QSKIP("no SoundFont is installed");
        QCOMPARE(player.state().loudspeaker, Loudspeaker::Sounding);
        QVERIFY(player.state().output.starts_with("JACK · "));
        player.load(chords(20, 0.25));
        player.play();
        float loudest = 0.0F;
        QTRY_VERIFY([&] {
            loudest = std::max(loudest, player.state().peak);
            return loudest > 0.01F;
        }());
        QTRY_VERIFY(player.state().position > Seconds{0.3});
    }

    void aServerKilledWhilePlayingLeavesSilenceWithAReason()
    {
        Player player(PlayerOptions{.driver = "jack"});
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Sounding, 20000);
        player.load(chords(400, 0.25));
        player.play();
        QTRY_VERIFY(player.state().position > Seconds{0.2});
        server_->kill();
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Silent, 20000);
        QVERIFY(player.state().problem.has_value());
        QCOMPARE(player.state().problem->fault, Fault::NoAudioDevice);
        const Seconds before = player.state().position;
        QTRY_VERIFY(player.state().position > before + Seconds{0.2});
        QVERIFY(player.state().playing);
    }

    void fiveHundredOfFiveHundredMessagesArrive()
    {
        std::atomic<int> received{0};
        std::atomic<bool> inOrder{true};
        const auto input = MidiInput::open(std::string(kVirtualPortName), [&](ChannelMessage message, Seconds) {
            const int expected = received.fetch_add(1) % 128;
            inOrder = inOrder && message.data1 == expected;
        });
        QVERIFY(input);
        QVERIFY(!(*input)->trouble());
        const auto watch = JackWatch::connect();
        std::string target;
        for (const std::string& name : watch->midiPorts(JackWatch::Direction::ToPort))
            if (name.starts_with("Cadenza"))
                target = name;
        QVERIFY(!target.empty());
        const auto output = MidiOutPort::open(target);
        QVERIFY(output);
        for (int i = 0; i < 500; ++i) {
            (*output)->send(channelMessage(kNoteOn, 0, i % 128, 100), 0);
            if (i % 50 == 49)
                QTRY_COMPARE(received.load(), i + 1);
        }
        QCOMPARE(received.load(), 500);
        QVERIFY(inOrder);
        QVERIFY(!(*output)->trouble());
    }

    void aKeyboardIsRecordedAndLetsGoWhenItIsClosed()
    {
        Recorder recorder;
        std::mutex mutex;
        std::vector<ChannelMessage> heard;
        const auto last = [&] {
            const std::lock_guard lock(mutex);
            return heard.empty() ? ChannelMessage{} : heard.back();
        };
        Keyboard keyboard([&](ChannelMessage message, Seconds at) {
            recorder.hear(message, at);
            const std::lock_guard lock(mutex);
            heard.push_back(message);
        });
        keyboard.choose(std::string(kVirtualPortName));
        QTRY_VERIFY_WITH_TIMEOUT(keyboard.status().open, 20000);
        const auto watch = JackWatch::connect();
        std::string ours;
        for (const std::string& name : watch->midiPorts(JackWatch::Direction::ToPort))
            if (name.starts_with("Cadenza"))
                ours = name;
        const auto piano = MidiOutPort::open(ours); // plays the part of a keyboard
        QVERIFY(piano);

        (*piano)->send(channelMessage(kControlChange, 0, kSustainPedal, 127), 0);
        (*piano)->send(channelMessage(kNoteOn, 0, 60, 90), 0);
        (*piano)->send(channelMessage(kNoteOff, 0, 60, 64), 0);
        (*piano)->send(channelMessage(kNoteOn, 0, 67, 33), 0);
        QTRY_COMPARE(recorder.noteCount(), std::size_t{2});
        keyboard.choose(std::nullopt);
        QTRY_COMPARE(last(), channelMessage(kControlChange, 0, kSustainPedal)); // after the note-off of the key held

        const auto piece = recorder.finish(Seconds{static_cast<double>(nowNanoseconds()) * 1e-9});
        QCOMPARE(piece.noteCount(), std::size_t{2});
        QCOMPARE(piece.parts[0].notes[0].velocity, std::uint8_t{90});
        QCOMPARE(piece.parts[0].notes[1].velocity, std::uint8_t{33});
        QCOMPARE(piece.parts[0].pedal.front().value, std::uint8_t{127});
        QCOMPARE(piece.parts[0].pedal.back().value, std::uint8_t{0});
    }

    void anInstrumentHearsEveryChordInTime()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("fluidsynth")).isEmpty())
            QSKIP("the fluidsynth program is not installed");
        const QString font = QStringLiteral("/usr/share/sounds/sf2/TimGM6mb.sf2");
        if (!QFile::exists(font))
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
        const QTemporaryDir folder;
        const QString wav = folder.filePath(QStringLiteral("heard.wav"));
        QProcess instrument;
        instrument.start(QStringLiteral("fluidsynth"),
                         {QStringLiteral("-m"), QStringLiteral("jack"), QStringLiteral("-a"), QStringLiteral("file"),
                          QStringLiteral("-o"), QStringLiteral("audio.file.name=") + wav, QStringLiteral("-o"),
                          QStringLiteral("audio.file.type=wav"), QStringLiteral("-o"),
                          QStringLiteral("synth.reverb.active=0"), QStringLiteral("-o"),
                          QStringLiteral("synth.chorus.active=0"), QStringLiteral("-r"), QStringLiteral("44100"),
                          font});
        QVERIFY(instrument.waitForStarted());
        MidiPortList ports;
        std::optional<std::string> port;
        QTRY_VERIFY_WITH_TIMEOUT((port = portWith("fluid", ports)), 20000);

        Player player(PlayerOptions{.driver = "none"});
        player.chooseOutput({OutputKind::Midi, *port});
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Sounding, 20000);
        QCOMPARE(player.state().output, *port);
        player.load(chords(8, 0.4));
        player.play();
        QTRY_VERIFY(!player.state().playing);
        instrument.write("quit\n");
        QVERIFY(instrument.waitForFinished(20000));

        const std::vector<double> onsets = onsetsIn(wav, 44100.0);
        QCOMPARE(onsets.size(), std::size_t{8});
        for (std::size_t i = 0; i < onsets.size(); ++i) {
            const double off = onsets[i] - onsets[0] - 0.4 * static_cast<double>(i);
            QVERIFY2(std::abs(off) < 0.015, qPrintable(QString::number(off)));
        }
    }

    void anInstrumentThatGoesAndComesBackIsPlayedAgain()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("fluidsynth")).isEmpty())
            QSKIP("the fluidsynth program is not installed");
        const QStringList arguments{QStringLiteral("-m"), QStringLiteral("jack"),
                                    QStringLiteral("-a"), QStringLiteral("file"),
                                    QStringLiteral("-o"), QStringLiteral("audio.file.name=/dev/null"),
                                    QStringLiteral("-o"), QStringLiteral("midi.jack.id=stagepiano")};
        auto instrument = std::make_unique<QProcess>();
        instrument->start(QStringLiteral("fluidsynth"), arguments);
        Player player(PlayerOptions{.driver = "none"});
        const auto found = [&] {
            for (const OutputChoice& choice : player.outputs())
                if (choice.name.find("stagepiano") != std::string::npos)
                    return std::optional(choice);
            return std::optional<OutputChoice>();
        };
        QTRY_VERIFY_WITH_TIMEOUT(found().has_value(), 20000);
        player.chooseOutput(*found());
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Sounding, 20000);
        player.load(chords(1000, 0.1));
        player.play();

        instrument->kill();
        QVERIFY(instrument->waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Silent, 20000);
        QCOMPARE(player.state().problem->fault, Fault::NoMidiDevice);
        QVERIFY(player.state().playing);

        instrument->start(QStringLiteral("fluidsynth"), arguments);
        QTRY_VERIFY_WITH_TIMEOUT(player.state().loudspeaker == Loudspeaker::Sounding, 20000);
        QVERIFY(!player.state().problem);
        QVERIFY(player.state().playing);
        instrument->write("quit\n");
        QVERIFY(instrument->waitForFinished(20000));
    }
};

QTEST_GUILESS_MAIN(TestJack)
#include "tst_jack.moc"
