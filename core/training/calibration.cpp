#include "core/training/calibration.h"

#include "core/training/batches.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace cadenza::training {
namespace {

constexpr std::array kHiddenSizes{384, 256, 192, 128, 96, 64};
constexpr int kBatches = 4; ///< the first warms up and does not count

/// Notes a second over a few batches with a rate that learns next to nothing.
Result<double> measuredSpeed(const LearnerFactory& makeLearner, const TrainingConfig& config,
                             const CorpusSnapshot& corpus)
{
    constexpr double gentle = 1e-6;
    auto learner = makeLearner(config.shape, config);
    if (!learner)
        return std::unexpected(learner.error());
    TrainingBatches batches(corpus, config);
    double notes = 0.0;
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kBatches; ++i) {
        const auto tally = (*learner)->trainOn(batches.next(), gentle);
        if (!tally)
            return std::unexpected(tally.error());
        if (i == 0)
            start = std::chrono::steady_clock::now();
        else
            notes += tally->notes;
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    return notes / std::max(elapsed.count(), 1e-9);
}

} // namespace

std::vector<model::NetworkShape> smallerShapes(const model::NetworkShape& shape)
{
    std::vector<model::NetworkShape> shapes{shape};
    for (const int hidden : kHiddenSizes)
        if (hidden < shape.hidden) {
            shapes.push_back(shape);
            shapes.back().hidden = hidden;
        }
    return shapes;
}

Result<Estimate> estimate(const LearnerFactory& makeLearner, const TrainingConfig& config, const CorpusSnapshot& corpus,
                          std::size_t notes, std::stop_token stop)
{
    const auto allNotes = static_cast<double>(notes);
    TrainingConfig fitted = config;
    Estimate found;
    for (const model::NetworkShape& shape : smallerShapes(config.shape)) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        fitted.shape = found.shape = shape;
        const auto speed = measuredSpeed(makeLearner, fitted, corpus);
        if (!speed)
            return std::unexpected(speed.error());
        found.notesPerSecond = *speed;
        if (!config.fitToMachine || !config.time || *speed * config.time->count() >= kFewestPasses * allNotes)
            break;
    }
    found.seconds = config.epochs ? *config.epochs * allNotes / found.notesPerSecond : config.time->count();
    if (config.time)
        found.seconds = std::min(found.seconds, config.time->count());
    found.passes = found.notesPerSecond * found.seconds / allNotes;
    return found;
}

Result<TrainingConfig> fittedToMachine(const LearnerFactory& makeLearner, const TrainingConfig& config,
                                       const CorpusSnapshot& corpus, std::stop_token stop)
{
    if (!config.time)
        return config;
    TrainingConfig fitted = config;
    fitted.fitToMachine = true;
    const auto found = estimate(makeLearner, fitted, corpus, corpus->trainNotes, std::move(stop));
    if (!found)
        return std::unexpected(found.error());
    fitted = config;
    fitted.shape = found->shape;
    return fitted;
}

} // namespace cadenza::training
