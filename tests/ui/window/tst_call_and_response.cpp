#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/model/model.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/compose/duet_panel.h"
#include "ui/window/duet_presenter.h"
#include "ui/window/keyboard_presenter.h"
#include "ui/window/playback_presenter.h"

#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <atomic>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;
using playback::channelMessage;

namespace {

constexpr int kPatienceMs = 60000;

/// When notes begin, from another thread.
class TimingSink final : public playback::MessageSink {
public:
    TimingSink() { clock.start(); }
    void send(playback::ChannelMessage message, std::int64_t) noexcept override
    {
        if (message.kind() != playback::kNoteOn || message.data2 == 0)
            return;
        ++notes;
        last = clock.elapsed();
        if (first < 0)
            first = last.load();
    }
    QElapsedTimer clock;
    std::atomic<int> notes{0};
    std::atomic<qint64> first{-1}, last{-1}; ///< ms on the clock
};

} // namespace

/// A person plays, and the model answers.
class TestCallAndResponse : public QObject {
    Q_OBJECT

    test::WindowUnderTest window_;
    std::shared_ptr<TimingSink> sink_{std::make_shared<TimingSink>()};

    [[nodiscard]] DuetPanel& panel() { return *window_->findChild<DuetPanel*>(); }

    /// A phrase of eight notes on a MIDI keyboard; the last is let go now.
    void playPhrase()
    {
        const int pitches[] = {60, 62, 64, 65, 67, 65, 64, 62};
        const double begun = KeyboardPresenter::now().count() - 8 * 0.25;
        for (int i = 0; i < 8; ++i) {
            window_->keyboard().hear(channelMessage(playback::kNoteOn, 0, pitches[i], 80), Seconds{begun + 0.25 * i});
            window_->keyboard().hear(channelMessage(playback::kNoteOff, 0, pitches[i]),
                                     Seconds{begun + 0.25 * i + 0.24});
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto model = window_.filePath(u"ready.safetensors"_s).toStdString();
        QVERIFY(model::writeModel(model, *test::randomModel({.hidden = 32, .layers = 1})));
        QVERIFY(window_.open(test::fakeLearners(), model, window_.filePath(u"project"_s).toStdString(), false, sink_));
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network() && window_.document().seed(), kPatienceMs);
        window_.click(u"composeTab"_s);
        window_.click(u"duetButton"_s);
        QVERIFY(panel().isVisible());
    }

    void theAnswerBeginsWhenThePauseEnds()
    {
        constexpr qint64 pause = 700; // ms: longer than the answer takes to be made
        window_.visible<QDoubleSpinBox>(u"duetPause"_s)->setValue(pause / 1000.0);
        QSignalSpy answered(&window_->duet(), &DuetPresenter::answered);
        playPhrase();
        QTRY_COMPARE_WITH_TIMEOUT(sink_->notes.load(), 8, kPatienceMs);
        QCoreApplication::processEvents(); // the pause begins when the window hears the last key
        const qint64 letGo = sink_->clock.elapsed();
        sink_->first = -1;
        QTRY_COMPARE_WITH_TIMEOUT(answered.count(), 1, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(sink_->first >= 0, kPatienceMs);
        const qint64 late = sink_->first - letGo - pause;
        qInfo("The first answered note was sent %lld ms after the end of the pause.", static_cast<long long>(late));
        QVERIFY(late > -100);
        QVERIFY2(late < 1000, "far from at once, even where others use the processor"); // 50 ms on a quiet machine
        QCOMPARE(window_->duet().turns(), std::size_t{1});
    }

    void aKeyTakesOverAndLettersPlayToo()
    {
        QTest::keyPress(&panel(), Qt::Key_Q);
        QTRY_VERIFY(!window_->playback().state().playing);
        QTest::keyRelease(&panel(), Qt::Key_Q);
        QCOMPARE(pitchOfKey(Qt::Key_Q, 0), std::optional(60));
        QCOMPARE(pitchOfKey(Qt::Key_Z, 0), std::optional(48));
        QCOMPARE(pitchOfKey(Qt::Key_Y, 52), std::optional(48)); // where it lies, not what is printed on it
        QCOMPARE(pitchOfKey(Qt::Key_F1, 0), std::nullopt);
    }

    void theExchangeIsKeptAsAPiece()
    {
        QSignalSpy recorded(&window_->keyboard(), &KeyboardPresenter::recorded);
        const std::size_t before = window_.document().library().entries.size();
        window_.click(u"keepDuet"_s);
        QCOMPARE(recorded.count(), 1);
        const auto bytes = readFile(recorded[0][0].value<std::filesystem::path>());
        QVERIFY(bytes);
        const auto reading = midi::readMidi(*bytes, midi::Strictness::Strict);
        QVERIFY(reading);
        QVERIFY(reading->sequences.front().noteCount() >= 10); // the phrase, some of the answer, and the letter
        QTRY_COMPARE_WITH_TIMEOUT(window_.document().library().entries.size(), before + 1, kPatienceMs);
        std::filesystem::remove(recorded[0][0].value<std::filesystem::path>());
    }

    void cleanupTestCase() { window_->close(); }
};

QTEST_MAIN(TestCallAndResponse)
#include "tst_call_and_response.moc"
