#include "ui/compose/daring.h"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

generation::GenerationSettings settingsFor(double daring)
{
    const double factor = std::exp2(1.2 * (std::clamp(daring, 0.0, 1.0) - 0.5));
    generation::GenerationSettings settings;
    for (generation::AttributeSampling* sampling : {&settings.step, &settings.part, &settings.pitch, &settings.duration,
                                                    &settings.velocity, &settings.tempo, &settings.pedal})
        sampling->temperature *= factor;
    settings.pitch.minP /= factor * factor;
    settings.anchor = std::clamp(2.0 * (1.0 - daring), 0.0, 1.0);
    return settings;
}

double daringOf(const generation::GenerationSettings& settings)
{
    const double usual = settingsFor(0.5).pitch.temperature;
    const double daring = 0.5 + std::log2(std::max(settings.pitch.temperature, 0.05) / usual) / 1.2;
    return std::round(100.0 * std::clamp(daring, 0.0, 1.0)) / 100.0;
}

bool isOf(const generation::GenerationSettings& settings, double daring)
{
    const auto expected = settingsFor(daring);
    const auto same = [](double a, double b) { return std::abs(a - b) < 1e-9; };
    const auto alike = [&](const generation::AttributeSampling& a, const generation::AttributeSampling& b) {
        return same(a.temperature, b.temperature) && same(a.topP, b.topP) && same(a.minP, b.minP);
    };
    return same(settings.anchor, expected.anchor) && alike(settings.step, expected.step)
           && alike(settings.part, expected.part) && alike(settings.pitch, expected.pitch)
           && alike(settings.duration, expected.duration) && alike(settings.velocity, expected.velocity)
           && alike(settings.tempo, expected.tempo) && alike(settings.pedal, expected.pedal);
}

QString wordsFor(double daring)
{
    if (daring < 0.15)
        return QObject::tr("Very faithful");
    if (daring < 0.4)
        return QObject::tr("Faithful");
    if (daring <= 0.6)
        return QObject::tr("Balanced");
    return daring <= 0.85 ? QObject::tr("Adventurous") : QObject::tr("Very adventurous");
}

} // namespace cadenza::ui
