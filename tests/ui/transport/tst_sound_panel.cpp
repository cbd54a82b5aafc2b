#include "ui/settings/settings_store.h"
#include "ui/transport/practice_panel.h"
#include "ui/transport/sound_panel.h"
#include "ui/transport/sound_settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What can be set about sound and practice, and that it is told and remembered.
class TestSoundPanel : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static playback::PlayerOptions lastOf(const QSignalSpy& spy)
    {
        return spy.last().first().value<playback::PlayerOptions>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    }

    void tellsEverySetting()
    {
        SoundPanel panel;
        QSignalSpy chosen(&panel, &SoundPanel::optionsChosen);
        QSignalSpy gain(&panel, &SoundPanel::gainChosen);
        panel.findChild<QCheckBox*>(u"reverbBox"_s)->setChecked(false);
        QVERIFY(!lastOf(chosen).reverb);
        panel.findChild<QCheckBox*>(u"chorusBox"_s)->setChecked(false);
        QVERIFY(!lastOf(chosen).chorus);
        panel.findChild<QSpinBox*>(u"polyphonyField"_s)->setValue(64);
        QCOMPARE(lastOf(chosen).polyphony, 64);
        panel.findChild<QSpinBox*>(u"latencyField"_s)->setValue(40);
        QCOMPARE(lastOf(chosen).extraLatency, Seconds{0.04});
        auto* buffer = panel.findChild<QComboBox*>(u"bufferChoice"_s);
        buffer->setCurrentIndex(buffer->findText(u"64 frames"_s));
        Q_EMIT buffer->activated(buffer->currentIndex());
        QCOMPARE(lastOf(chosen).periodFrames, 64);
        const auto before = chosen.count();
        panel.findChild<QSlider*>(u"gainSlider"_s)->setValue(50);
        QCOMPARE(gain.last().first().toFloat(), 0.3F);
        QCOMPARE(chosen.count(), before); // loudness opens no device anew
        QTest::mouseClick(panel.findChild<QPushButton*>(u"soundReset"_s), Qt::LeftButton);
        QCOMPARE(lastOf(chosen).polyphony, playback::PlayerOptions{}.polyphony);
        QVERIFY(lastOf(chosen).reverb);
    }

    void showingSettingsSaysNothing()
    {
        SoundPanel panel;
        QSignalSpy chosen(&panel, &SoundPanel::optionsChosen);
        QSignalSpy gain(&panel, &SoundPanel::gainChosen);
        playback::PlayerOptions options;
        options.gain = 0.3F;
        options.reverb = false;
        options.polyphony = 48;
        options.periodFrames = 500; // between two choices
        options.extraLatency = Seconds{0.1};
        panel.setOptions(options);
        QVERIFY(chosen.isEmpty());
        QVERIFY(gain.isEmpty());
        QCOMPARE(panel.findChild<QSlider*>(u"gainSlider"_s)->value(), 50);
        QCOMPARE(panel.findChild<QComboBox*>(u"bufferChoice"_s)->currentText(), u"512 frames"_s);
    }

    void soundFontsAreNamedAndTheChosenOneStands()
    {
        SoundPanel panel;
        panel.setSoundFonts({"/fonts/Best.sf3", "/fonts/Other.sf2"});
        auto* font = panel.findChild<QComboBox*>(u"soundFontChoice"_s);
        QCOMPARE(font->count(), 4);
        QCOMPARE(font->currentText(), u"Best found: Best.sf3"_s);
        QSignalSpy chosen(&panel, &SoundPanel::optionsChosen);
        QSignalSpy wanted(&panel, &SoundPanel::otherSoundFontWanted);
        font->setCurrentIndex(2);
        Q_EMIT font->activated(2);
        QCOMPARE(lastOf(chosen).soundFont.value(), std::filesystem::path("/fonts/Other.sf2"));
        font->setCurrentIndex(3);
        Q_EMIT font->activated(3);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(font->currentText(), u"Other.sf2"_s);
        playback::PlayerOptions elsewhere;
        elsewhere.soundFont = "/home/Mine.sf2";
        panel.setOptions(elsewhere);
        QCOMPARE(font->currentText(), u"Mine.sf2"_s);
    }

    void keyboardsComeAndGo()
    {
        SoundPanel panel;
        auto* keyboard = panel.findChild<QComboBox*>(u"keyboardChoice"_s);
        auto* state = panel.findChild<QLabel*>(u"keyboardState"_s);
        QCOMPARE(keyboard->count(), 1);
        panel.setKeyboards({"Piano"}, std::nullopt, false);
        QSignalSpy chosen(&panel, &SoundPanel::keyboardChosen);
        keyboard->setCurrentIndex(1);
        Q_EMIT keyboard->activated(1);
        QCOMPARE(chosen.last().first().value<std::optional<std::string>>().value(), std::string("Piano"));
        panel.setKeyboards({"Piano"}, "Piano", true);
        QVERIFY(state->text().startsWith(u"Connected"_s));
        panel.setKeyboards({}, "Piano", false);
        QCOMPARE(keyboard->currentText(), u"Piano"_s);
        QVERIFY(state->text().startsWith(u"Not connected"_s));
    }

    void soundIsKeptAmongTheSettings()
    {
        playback::PlayerOptions options;
        options.soundFont = "/fonts/Ünicode.sf2";
        options.gain = 0.25F;
        options.chorus = false;
        options.polyphony = 96;
        options.periodFrames = 1024;
        options.extraLatency = Seconds{0.015};
        project::Settings settings;
        setSound(settings, options);
        QVERIFY(project::validate(settings));
        const auto again = soundOf(settings);
        QCOMPARE(again.soundFont.value(), options.soundFont.value());
        QCOMPARE(again.gain, options.gain);
        QCOMPARE(again.chorus, false);
        QCOMPARE(again.polyphony, 96);
        QCOMPARE(again.periodFrames, 1024);
        QCOMPARE(again.extraLatency, options.extraLatency);
        setSound(settings, {});
        QVERIFY(settings == project::Settings{});
    }

    void whatAnOlderVersionKeptIsTakenOnceAndBroughtIntoRange()
    {
        QSettings().setValue(u"sound/polyphony"_s, -5);
        QSettings().setValue(u"sound/periodFrames"_s, u"many"_s);
        QSettings().setValue(u"sound/gain"_s, 0.25);
        QSettings().setValue(u"sound/keyboard"_s, u"Piano 1"_s);
        SettingsStore store(folder_.filePath(u"settings.json"_s).toStdString());
        takeOldSound(store);
        QCOMPARE(store.settings().polyphony, 16);
        QCOMPARE(store.settings().periodFrames, 256);
        QCOMPARE(store.settings().gain, 0.25);
        QCOMPARE(store.settings().midiInput, std::string("Piano 1"));
        store.resetAll();
        takeOldSound(store);
        QCOMPARE(store.settings().gain, 0.6);
    }

    void partsAreMutedAndPlayedAlone()
    {
        PracticePanel panel;
        panel.setParts({u"Violin"_s, u"Piano"_s});
        QSignalSpy mute(&panel, &PracticePanel::muteToggled);
        QSignalSpy solo(&panel, &PracticePanel::soloToggled);
        panel.findChild<QCheckBox*>(u"mutePart2"_s)->setChecked(true);
        QCOMPARE(mute.last(), (QVariantList{1, true}));
        panel.findChild<QCheckBox*>(u"soloPart1"_s)->setChecked(true);
        QCOMPARE(solo.last(), (QVariantList{0, true}));
        panel.setParts({u"Piano"_s});
        QVERIFY(!panel.findChild<QCheckBox*>(u"mutePart2"_s));
        QVERIFY(!panel.findChild<QCheckBox*>(u"mutePart1"_s)->isChecked());
        QSignalSpy transpose(&panel, &PracticePanel::transposeChanged);
        panel.findChild<QSpinBox*>(u"transposeField"_s)->setValue(-5);
        QCOMPARE(transpose.last().first().toInt(), -5);
        QSignalSpy metronome(&panel, &PracticePanel::metronomeToggled);
        panel.findChild<QCheckBox*>(u"metronomeBox"_s)->setChecked(true);
        QCOMPARE(metronome.count(), 1);
    }
};

QTEST_MAIN(TestSoundPanel)
#include "tst_sound_panel.moc"
