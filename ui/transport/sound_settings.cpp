#include "ui/transport/sound_settings.h"

#include <QSettings>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr float kLoudest = 2.0F;
constexpr int kFewestVoices = 16, kMostVoices = 1024;
constexpr int kSmallestBuffer = 64, kLargestBuffer = 2048;
constexpr Seconds kLongestLatency{1.0};

const QString kSoundFont = QStringLiteral("sound/soundFont");
const QString kGain = QStringLiteral("sound/gain");
const QString kReverb = QStringLiteral("sound/reverb");
const QString kChorus = QStringLiteral("sound/chorus");
const QString kPolyphony = QStringLiteral("sound/polyphony");
const QString kPeriod = QStringLiteral("sound/periodFrames");
const QString kLatency = QStringLiteral("sound/latencySeconds");

} // namespace

/// A settings file may have been edited by hand: what is out of range is brought back into it.
playback::PlayerOptions rememberedSound()
{
    const QSettings settings;
    playback::PlayerOptions options;
    if (const QString font = settings.value(kSoundFont).toString(); !font.isEmpty())
        options.soundFont = font.toStdString();
    options.gain = std::clamp(settings.value(kGain, options.gain).toFloat(), 0.0F, kLoudest);
    options.reverb = settings.value(kReverb, options.reverb).toBool();
    options.chorus = settings.value(kChorus, options.chorus).toBool();
    options.polyphony = std::clamp(settings.value(kPolyphony, options.polyphony).toInt(), kFewestVoices, kMostVoices);
    options.periodFrames =
        std::clamp(settings.value(kPeriod, options.periodFrames).toInt(), kSmallestBuffer, kLargestBuffer);
    options.extraLatency = std::clamp(Seconds{settings.value(kLatency, 0.0).toDouble()}, Seconds{0.0}, kLongestLatency);
    return options;
}

void rememberSound(const playback::PlayerOptions& options)
{
    QSettings settings;
    settings.setValue(kSoundFont, options.soundFont ? QString::fromStdString(options.soundFont->string()) : QString());
    settings.setValue(kGain, options.gain);
    settings.setValue(kReverb, options.reverb);
    settings.setValue(kChorus, options.chorus);
    settings.setValue(kPolyphony, options.polyphony);
    settings.setValue(kPeriod, options.periodFrames);
    settings.setValue(kLatency, options.extraLatency.count());
}

} // namespace cadenza::ui
