#include "ui/training/training_preset.h"

#include <QObject>

namespace cadenza::ui {

QString nameOf(TrainingPreset preset)
{
    switch (preset) {
    case TrainingPreset::Quick: return QObject::tr("Quick");
    case TrainingPreset::Standard: return QObject::tr("Standard");
    case TrainingPreset::Thorough: break;
    }
    return QObject::tr("Thorough");
}

QString durationOf(TrainingPreset preset)
{
    switch (preset) {
    case TrainingPreset::Quick: return QObject::tr("2 minutes");
    case TrainingPreset::Standard: return QObject::tr("15 minutes");
    case TrainingPreset::Thorough: break;
    }
    return QObject::tr("1 hour");
}

QString promiseOf(TrainingPreset preset)
{
    switch (preset) {
    case TrainingPreset::Quick: return QObject::tr("Rhythm, register and common chords. Good for a first listen.");
    case TrainingPreset::Standard: return QObject::tr("Phrases that hold together. The usual choice.");
    case TrainingPreset::Thorough: break;
    }
    return QObject::tr("The best this music can give. For large collections.");
}

training::TrainingConfig configOf(TrainingPreset preset)
{
    using namespace std::chrono_literals;
    training::TrainingConfig config;
    switch (preset) {
    case TrainingPreset::Quick:
        config.shape.hidden = 256;
        config.time = 2min;
        config.learningRate = 3e-3;
        break;
    case TrainingPreset::Standard:
        config.time = 15min;
        config.evaluateEvery = 10s;
        break;
    case TrainingPreset::Thorough:
        config.shape.hidden = 512;
        config.time = 60min;
        config.evaluateEvery = 30s;
        config.dropout = 0.2;
        break;
    }
    return config;
}

} // namespace cadenza::ui
