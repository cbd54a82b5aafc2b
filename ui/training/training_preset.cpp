#include "ui/training/training_preset.h"

#include <QLocale>
#include <QObject>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

using training::Preset;

QString titleOf(Preset preset)
{
    switch (preset) {
    case Preset::Quick: return QObject::tr("Quick");
    case Preset::Standard: return QObject::tr("Standard");
    case Preset::Thorough: break;
    }
    return QObject::tr("Thorough");
}

QString durationOf(Preset preset)
{
    switch (preset) {
    case Preset::Quick: return QObject::tr("up to 2 min");
    case Preset::Standard: return QObject::tr("up to 15 min");
    case Preset::Thorough: break;
    }
    return QObject::tr("up to 1 h");
}

QString durationOf(const training::Estimate& estimate)
{
    if (estimate.seconds < 90.0)
        return QObject::tr("≈ %1 s").arg(std::max(1L, std::lround(estimate.seconds / 5.0) * 5));
    const long minutes = std::lround(estimate.seconds / 60.0);
    return minutes < 60 ? QObject::tr("≈ %1 min").arg(minutes) : QObject::tr("≈ 1 h");
}

QString effortOf(const training::Estimate& estimate)
{
    return QObject::tr("Measured on this machine: a network of %1 × %2 cells learns from %3 notes a second and hears "
                       "the music %4 times.")
        .arg(estimate.shape.layers)
        .arg(estimate.shape.hidden)
        .arg(QLocale().toString(std::lround(estimate.notesPerSecond)))
        .arg(estimate.passes, 0, 'f', estimate.passes < 10.0 ? 1 : 0);
}

QString promiseOf(Preset preset)
{
    switch (preset) {
    case Preset::Quick: return QObject::tr("Rhythm, register and common chords. Good for a first listen.");
    case Preset::Standard: return QObject::tr("Phrases that hold together. The usual choice.");
    case Preset::Thorough: break;
    }
    return QObject::tr("The best this music can give. For large collections.");
}

} // namespace cadenza::ui
