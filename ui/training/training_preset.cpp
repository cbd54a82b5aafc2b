#include "ui/training/training_preset.h"

#include <QObject>

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
    case Preset::Quick: return QObject::tr("2 minutes");
    case Preset::Standard: return QObject::tr("15 minutes");
    case Preset::Thorough: break;
    }
    return QObject::tr("1 hour");
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
