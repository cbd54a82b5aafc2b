#include "core/training/run_start.h"

#include "core/base/file.h"
#include "core/training/calibration.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <utility>
#include <vector>

namespace cadenza::training {

Result<std::optional<Checkpoint>> checkpointToResume(const CheckpointPlan& plan, const Consensus& consensus)
{
    Result<std::vector<std::byte>> file;
    if (consensus.leads() && !plan.file.empty() && plan.resume == Resume::IfThere && std::filesystem::exists(plan.file))
        file = readFile(plan.file);
    if (file)
        file = consensus.fromFirst(std::move(*file));
    if (!file)
        return std::unexpected(file.error());
    if (file->empty())
        return std::nullopt;
    auto checkpoint = checkpointIn(*file, plan.file);
    if (!checkpoint)
        return std::unexpected(checkpoint.error());
    return std::move(*checkpoint);
}

Result<TrainingConfig> configFor(TrainingConfig config, const Corpus& corpus, const model::Model* from,
                                 const std::optional<Checkpoint>& checkpoint, const Calibrate& calibrate)
{
    if (from)
        config.shape = from->shape;
    config.shape.composers = static_cast<int>(corpus.composers.size()) + 1;
    config.shape.parts = std::max(config.shape.parts, corpus.parts);
    if (config.classic)
        config.classic->shape = withClasses(config.classic->shape, *corpus.vocabulary);
    if (!config.fitToMachine || from || config.classic)
        return config;
    if (checkpoint)
        for (TrainingConfig as = config; const model::NetworkShape& shape : smallerShapes(config.shape)) {
            as.shape = shape;
            if (checkpoint->fingerprint == fingerprintOf(as, corpus))
                return as;
        }
    return calibrate ? calibrate(config) : config;
}

} // namespace cadenza::training
