#include "ui/window/sound_presenter.h"

#include "core/playback/soundfont.h"
#include "ui/settings/settings_store.h"
#include "ui/transport/sound_panel.h"
#include "ui/transport/sound_settings.h"

#include <QFileDialog>

namespace cadenza::ui {
namespace {

constexpr int kToneKeys[] = {60, 64, 67}; ///< C major
constexpr std::uint8_t kToneVelocity = 80;
constexpr Seconds kToneLength{1.0};

} // namespace

SoundPresenter::SoundPresenter(playback::Player& player, SoundPanel& panel, SettingsStore& store, QObject* parent)
    : QObject(parent), player_(player), panel_(panel), store_(store)
{
    panel_.setOptions(player_.options());
    connect(&panel_, &SoundPanel::opened, this, &SoundPresenter::lookForFonts);
    connect(&panel_, &SoundPanel::optionsChosen, this, &SoundPresenter::take);
    connect(&panel_, &SoundPanel::gainChosen, this, [this](float gain) {
        player_.setGain(gain);
        store_.change([options = player_.options()](project::Settings& settings) { setSound(settings, options); });
    });
    connect(&panel_, &SoundPanel::otherSoundFontWanted, this, &SoundPresenter::chooseFile);
    connect(&panel_, &SoundPanel::testToneWanted, this, &SoundPresenter::playTestTone);
    connect(&store_, &SettingsStore::changed, this, &SoundPresenter::follow);
}

/// The settings were changed elsewhere. Only then: another option may open the device anew.
void SoundPresenter::follow()
{
    project::Settings now = store_.settings();
    setSound(now, player_.options());
    if (now == store_.settings())
        return;
    const auto options = soundOf(store_.settings(), player_.options());
    player_.setOptions(options);
    panel_.setOptions(options);
}

void SoundPresenter::take(const playback::PlayerOptions& options)
{
    player_.setOptions(options);
    store_.change([options](project::Settings& settings) { setSound(settings, options); });
}

void SoundPresenter::lookForFonts()
{
    panel_.setOptions(player_.options());
    panel_.setSoundFonts(playback::installedSoundFonts());
}

void SoundPresenter::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(panel_.parentWidget(), tr("Choose a SoundFont"),
                                     QStringLiteral("/usr/share/sounds"), tr("SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)"));
    if (file.isEmpty())
        return;
    auto options = player_.options();
    options.soundFont = file.toStdString();
    take(options);
    lookForFonts();
}

/// Over whatever is cued, as keys that are struck: it changes nothing of the transport.
void SoundPresenter::playTestTone()
{
    for (const int key : kToneKeys)
        player_.strike(static_cast<std::uint8_t>(key), kToneVelocity, kToneLength);
}

} // namespace cadenza::ui
