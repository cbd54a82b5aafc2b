#include "ui/transport/sound_settings.h"

#include "ui/settings/settings_store.h"

#include <QSettings>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

const QString kOldGroup = QStringLiteral("sound");

/// What was out of range is brought back into it: else no setting could be written any more.
int within(const QVariant& value, int usual, int least, int most)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber ? std::clamp(number, least, most) : usual;
}

double within(const QVariant& value, double usual, double least, double most)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::clamp(number, least, most) : usual;
}

} // namespace

playback::PlayerOptions soundOf(const project::Settings& settings, playback::PlayerOptions options)
{
    options.soundFont.reset();
    if (!settings.soundFont.empty())
        options.soundFont = settings.soundFont;
    options.gain = static_cast<float>(settings.gain);
    options.reverb = settings.reverb;
    options.chorus = settings.chorus;
    options.polyphony = settings.polyphony;
    options.driver = settings.audioDriver;
    options.periodFrames = settings.periodFrames;
    options.periods = settings.periods;
    options.extraLatency = Seconds{settings.latencySeconds};
    return options;
}

void setSound(project::Settings& settings, const playback::PlayerOptions& options)
{
    constexpr double kSteps = 1000.0; // a float's 0.6 is no double's
    settings.soundFont = options.soundFont ? options.soundFont->string() : std::string();
    settings.gain = std::round(static_cast<double>(options.gain) * kSteps) / kSteps;
    settings.reverb = options.reverb;
    settings.chorus = options.chorus;
    settings.polyphony = options.polyphony;
    settings.audioDriver = options.driver;
    settings.periodFrames = options.periodFrames;
    settings.periods = options.periods;
    settings.latencySeconds = options.extraLatency.count();
}

void takeOldSound(SettingsStore& store)
{
    QSettings old;
    old.beginGroup(kOldGroup);
    if (old.childKeys().isEmpty())
        return;
    project::Settings taken = store.settings();
    taken.soundFont = old.value(QStringLiteral("soundFont")).toString().toStdString();
    taken.gain = within(old.value(QStringLiteral("gain")), taken.gain, 0.0, 2.0);
    taken.reverb = old.value(QStringLiteral("reverb"), taken.reverb).toBool();
    taken.chorus = old.value(QStringLiteral("chorus"), taken.chorus).toBool();
    taken.polyphony = within(old.value(QStringLiteral("polyphony")), taken.polyphony, 16, 1024);
    taken.periodFrames = within(old.value(QStringLiteral("periodFrames")), taken.periodFrames, 16, 8192);
    taken.latencySeconds = within(old.value(QStringLiteral("latencySeconds")), taken.latencySeconds, 0.0, 1.0);
    taken.midiInput = old.value(QStringLiteral("keyboard")).toString().toStdString();
    store.change([taken](project::Settings& settings) {
        setSound(settings, soundOf(taken));
        settings.midiInput = taken.midiInput;
    });
    old.remove(QString()); // the group
}

} // namespace cadenza::ui
