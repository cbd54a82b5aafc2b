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
