#include "core/training/trainer.h"

#include <cmath>
#include <string>

namespace cadenza::training {
namespace {

std::unexpected<Error> outside(std::string name, std::string range)
{
    return failure(Fault::InvalidSetting, std::move(name), "it must be " + std::move(range));
}

bool isWithin(double value, double low, double high)
{
    return value >= low && value <= high; // false for NaN
}

} // namespace

Result<void> validate(const TrainingConfig& config)
{
    if (!isWithin(config.shape.hidden, 16, 2048) || config.shape.hidden % 16 != 0)
        return outside("hidden", "a multiple of 16 from 16 to 2048");
    if (!isWithin(config.shape.layers, 1, 4))
        return outside("layers", "1 to 4");
    if (!isWithin(config.shape.parts, encoding::kPartFamilies, encoding::kPartClasses)
        || config.shape.parts % encoding::kPartFamilies != 0)
        return outside("partClasses", "a multiple of 17 from 17 to 136");
    if (config.classic && (!isWithin(config.classic->shape.hidden, 16, 2048) || config.classic->shape.hidden % 16 != 0))
        return outside("classic.hidden", "a multiple of 16 from 16 to 2048");
    if (config.classic && !isWithin(config.classic->shape.dense, 1, 2048))
        return outside("classic.dense", "1 to 2048");
    if (config.evaluateEpochs && !isWithin(*config.evaluateEpochs, 1e-3, 1e6))
        return outside("evaluateEpochs", "0.001 to 1,000,000");
    if (!isWithin(config.batch, 1, 1024))
        return outside("batch", "1 to 1024");
    if (!isWithin(config.steps, 2, 1024))
        return outside("steps", "2 to 1024");
    if (!isWithin(config.learningRate, 1e-6, 1.0))
        return outside("learningRate", "0.000001 to 1");
    if (!isWithin(config.gradientClip, 1e-3, 1e3))
        return outside("gradientClip", "0.001 to 1000");
    if (!isWithin(config.dropout, 0.0, 0.9))
        return outside("dropout", "0 to 0.9");
    if (!isWithin(config.recallDropout, 0.0, 1.0))
        return outside("recallDropout", "0 to 1");
    if (!config.epochs && !config.time)
        return outside("epochs or time", "given, so that training ends");
    if (config.epochs && !isWithin(*config.epochs, 1e-3, 1e6))
        return outside("epochs", "0.001 to 1,000,000");
    if (config.time && !isWithin(config.time->count(), 0.01, 1e7))
        return outside("time", "0.01 to 10,000,000 seconds");
    if (!isWithin(config.validationShare, 0.0, 0.5))
        return outside("validationShare", "0 to 0.5");
    if (!isWithin(config.patience, 0, 1e6))
        return outside("patience", "0 to 1,000,000");
    if (!isWithin(config.reportEvery.count(), 0.0, 3600.0))
        return outside("reportEvery", "0 to 3600 seconds");
    if (!isWithin(config.evaluateEvery.count(), 0.0, 86400.0))
        return outside("evaluateEvery", "0 to 86,400 seconds");
    if (!isWithin(config.threads, 0, 256))
        return outside("threads", "0 to 256");
    return {};
}

} // namespace cadenza::training
