#include "ui/training/training_settings.h"

#include <QCoreApplication>

#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

using training::TrainingConfig;
using Duration = std::chrono::duration<double>;

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("ExpertSettings", words);
}

} // namespace

std::vector<TrainingSetting> trainingSettings()
{
    return {
        {{u"hiddenSize"_s, tr("Hidden size"), tr("Width of the LSTM. Larger learns more and takes longer."), 384, 16,
          2048, 64, 0, tr("units")},
         [](const TrainingConfig& c) { return training::hiddenOf(c); },
         [](TrainingConfig& c, double v) {
             (c.classic ? c.classic->shape.hidden : c.shape.hidden) = static_cast<int>(v);
         }},
        {{u"layers"_s, tr("Layers"), tr("LSTMs stacked on each other."), 2, 1, 4, 1, 0},
         [](const TrainingConfig& c) { return c.shape.layers; },
         [](TrainingConfig& c, double v) { c.shape.layers = static_cast<int>(v); },
         false},
        {{u"dropout"_s, tr("Dropout"), tr("Share of signals muted at random, against learning by heart."), 10, 0, 80, 5,
          0, u"%"_s, tr("none")},
         [](const TrainingConfig& c) { return c.dropout * 100.0; },
         [](TrainingConfig& c, double v) { c.dropout = v / 100.0; }},
        {{u"trainingMinutes"_s, tr("Time"), tr("Training ends after this, or after the passes below."), 2, 0, 6000, 1,
          1, tr("min"), tr("no limit")},
         [](const TrainingConfig& c) { return c.time ? c.time->count() / 60.0 : 0.0; },
         [](TrainingConfig& c, double v) { c.time = v > 0.0 ? std::optional(Duration(v * 60.0)) : std::nullopt; }},
        {{u"epochs"_s,
          tr("Passes"),
          tr("Times through all the music (epochs)."),
          0,
          0,
          10000,
          1,
          1,
          {},
          tr("no limit")},
         [](const TrainingConfig& c) { return c.epochs.value_or(0.0); },
         [](TrainingConfig& c, double v) { c.epochs = v > 0.0 ? std::optional(v) : std::nullopt; }},
        {{u"patience"_s, tr("Stop early after"), tr("Checks without improvement in a row. The best model is kept."), 0,
          0, 1000, 1, 0, tr("checks"), tr("never")},
         [](const TrainingConfig& c) { return c.patience; },
         [](TrainingConfig& c, double v) { c.patience = static_cast<int>(v); }},
        {{u"evaluateEvery"_s, tr("Check every"), tr("How often the held-out music is tried."), 5, 1, 3600, 1, 0,
          tr("s")},
         [](const TrainingConfig& c) { return c.evaluateEvery.count(); },
         [](TrainingConfig& c, double v) { c.evaluateEvery = Duration(v); },
         false},
        {{u"learningRate"_s, tr("Learning rate"), tr("Size of each step, at its peak (Adam)."), 2e-3, 1e-5, 0.1, 5e-4,
          5},
         [](const TrainingConfig& c) { return c.learningRate; },
         [](TrainingConfig& c, double v) { c.learningRate = v; }},
        {{u"gradientClip"_s, tr("Gradient limit"), tr("Longer gradients are shortened to this L2 norm."), 1, 0.01, 1000,
          0.1, 2},
         [](const TrainingConfig& c) { return c.gradientClip; },
         [](TrainingConfig& c, double v) { c.gradientClip = v; }},
        {{u"batchSize"_s, tr("Batch"), tr("Passages learnt side by side. More needs more memory."), 16, 1, 512, 4, 0,
          tr("passages")},
         [](const TrainingConfig& c) { return c.batch; },
         [](TrainingConfig& c, double v) { c.batch = static_cast<int>(v); }},
        {{u"truncation"_s, tr("Passage length"), tr("Notes the gradient reaches back."), 64, 8, 1024, 8, 0,
          tr("notes")},
         [](const TrainingConfig& c) { return c.steps; },
         [](TrainingConfig& c, double v) { c.steps = static_cast<int>(v); }},
        {{u"recallDropout"_s, tr("Without recall"),
          tr("Share of passages read without what the piece recalls of itself."), 10, 0, 100, 5, 0, u"%"_s, tr("none")},
         [](const TrainingConfig& c) { return c.recallDropout * 100.0; },
         [](TrainingConfig& c, double v) { c.recallDropout = v / 100.0; },
         false},
        {{u"validationShare"_s, tr("Held out"), tr("Share of the works kept aside for the checks."), 10, 0, 50, 5, 0,
          u"%"_s, tr("none")},
         [](const TrainingConfig& c) { return c.validationShare * 100.0; },
         [](TrainingConfig& c, double v) { c.validationShare = v / 100.0; }},
        {{u"trainingSeed"_s, tr("Random seed"), tr("The same seed and settings give the same curve."), 1, 0, 999999999,
          1, 0},
         [](const TrainingConfig& c) { return static_cast<double>(c.randomSeed); },
         [](TrainingConfig& c, double v) { c.randomSeed = static_cast<std::uint64_t>(v); }},
        {{u"threads"_s, tr("Threads"), tr("Processor cores that train."), 0, 0, 256, 1, 0, {}, tr("all cores")},
         [](const TrainingConfig& c) { return c.threads; },
         [](TrainingConfig& c, double v) { c.threads = static_cast<int>(v); }},
    };
}

std::vector<TrainingSetting> trainingSettings(const TrainingConfig& config)
{
    auto settings = trainingSettings();
    if (config.classic)
        std::erase_if(settings, [](const TrainingSetting& setting) { return !setting.ofClassic; });
    return settings;
}

QString valueText(const TrainingSetting& setting, const TrainingConfig& config)
{
    const NumberSetting& number = setting.number;
    const double value = setting.read(config);
    if (value <= number.lowest && !number.atLowest.isEmpty())
        return number.atLowest;
    const QString text = QString::number(value, 'g', 6);
    return number.unit.isEmpty() ? text : text + u' ' + number.unit;
}

} // namespace cadenza::ui
