#include "ui/transport/transport_bar.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The bar at the bottom: what it says of the player, and what it tells when pressed.
class TestTransportBar : public QObject {
    Q_OBJECT

    template <class Widget>
    static Widget* find(TransportBar& bar, const QString& name)
    {
        return bar.findChild<Widget*>(name);
    }

    static playback::PlayerState silentState()
    {
        playback::PlayerState state;
        state.loudspeaker = playback::Loudspeaker::Silent;
        state.problem = Error{Fault::NoAudioDevice, {}, {}, {}};
        return state;
    }

private Q_SLOTS:
    void silenceIsSaidInWordsWithTheWayToMendIt()
    {
        TransportBar bar;
        bar.show();
        auto state = silentState();
        state.playing = true;
        bar.setState(state);
        QCOMPARE(bar.soundWords(), u"No sound: no audio device found"_s);
        QVERIFY(find<QPushButton>(bar, u"mendButton"_s)->isVisible());
        QVERIFY(soundStatus(state).mend.contains(u"Connect"_s));
    }

    void aSilentSinkNeverLooksLikePlaying()
    {
        TransportBar bar;
        bar.show();
        bar.setState(silentState());
        QVERIFY(bar.findChild<QWidget*>(u"silentLabel"_s)->isVisible());
        QVERIFY(!bar.findChild<QWidget*>(u"levelMeter"_s)->isVisible());

        playback::PlayerState sounding;
        sounding.loudspeaker = playback::Loudspeaker::Sounding;
        sounding.output = "PulseAudio · FluidR3Mono_GM.sf3";
        bar.setState(sounding);
        QCOMPARE(bar.soundWords(), u"PulseAudio · FluidR3Mono_GM.sf3"_s);
        QVERIFY(!bar.findChild<QWidget*>(u"silentLabel"_s)->isVisible());
        QVERIFY(!find<QPushButton>(bar, u"mendButton"_s)->isVisible());
    }

    void aMissingSoundFontOrDeviceIsNamed()
    {
        auto state = silentState();
        state.problem = Error{Fault::NoSoundFont, {}, {}, {}};
        QVERIFY(soundStatus(state).mend.contains(u"apt install fluidr3mono-gm-soundfont"_s));
        state.problem = Error{Fault::NoMidiDevice, "Stage Piano", {}, {}};
        QCOMPARE(soundStatus(state).words, u"No sound: “Stage Piano” is not connected"_s);
    }

    void playNeedsSomethingToPlay()
    {
        TransportBar bar;
        auto* play = find<QToolButton>(bar, u"playButton"_s);
        QVERIFY(!play->isEnabled());
        bar.setCued(u"Für Elise"_s);
        QSignalSpy toggled(&bar, &TransportBar::playToggled);
        QTest::mouseClick(play, Qt::LeftButton);
        QCOMPARE(toggled.count(), 1);
    }

    void showsTimeBarAndTempo()
    {
        TransportBar bar;
        playback::PlayerState state;
        state.position = Seconds{31.9};
        state.length = Seconds{124.0};
        bar.setState(state);
        bar.setBar(midi::BarPosition{12, 3, 0.0});
        QCOMPARE(bar.findChild<QWidget*>(u"timeLabel"_s)->property("text").toString(), u"0:31 / 2:04"_s);
        QCOMPARE(bar.findChild<QWidget*>(u"barLabel"_s)->property("text").toString(), u"12:3"_s);
        QSignalSpy scaled(&bar, &TransportBar::tempoScaleChanged);
        find<QSlider>(bar, u"tempoSlider"_s)->setValue(50);
        QCOMPARE(scaled.value(0).value(0).toDouble(), 0.5);
    }

    void offersTheOutputsThereAre()
    {
        TransportBar bar;
        auto* choice = find<QComboBox>(bar, u"outputChoice"_s);
        QCOMPARE(choice->itemText(0), u"Synthesizer"_s);
        bar.setOutputs({{}, {playback::OutputKind::Midi, "Stage Piano"}});
        QCOMPARE(choice->count(), 2);
        QSignalSpy chosen(&bar, &TransportBar::outputChosen);
        choice->setCurrentIndex(1);
        Q_EMIT choice->activated(1);
        QCOMPARE(chosen.value(0).value(0).value<playback::OutputChoice>().name, std::string("Stage Piano"));
        bar.setOutputs({{}, {playback::OutputKind::Midi, "Other"}, {playback::OutputKind::Midi, "Stage Piano"}});
        QCOMPARE(choice->currentText(), u"Stage Piano"_s);
    }
};

QTEST_MAIN(TestTransportBar)
#include "tst_transport_bar.moc"
