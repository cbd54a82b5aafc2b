#include "core/ml/memory.h"

#include <fstream>
#include <limits>
#include <string>

namespace cadenza::ml {
namespace {

constexpr std::size_t kCopiesOfWeights = 8;  ///< weights, gradients, two moments, packed twice, best and remembered
constexpr std::size_t kValuesPerUnit = 24;   ///< of a note and layer: gates, states, masks, and their gradients
constexpr std::size_t kValuesOfHeads = 8000; ///< of a note: embeddings, inputs and logits of all heads, twice

} // namespace

std::size_t bytesNeeded(const model::NetworkShape& shape, const training::TrainingConfig& config)
{
    std::size_t weights = 0;
    for (const auto& spec : config.classic ? model::parametersOf(config.classic->shape) : model::parametersOf(shape))
        weights += spec.elements();
    const std::size_t notes = static_cast<std::size_t>(config.batch) * static_cast<std::size_t>(config.steps);
    const std::size_t units = static_cast<std::size_t>(shape.hidden) * static_cast<std::size_t>(shape.layers);
    return sizeof(float) * (kCopiesOfWeights * weights + notes * (kValuesPerUnit * units + kValuesOfHeads));
}

std::optional<std::size_t> bytesAvailable()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::size_t kibibytes = 0;
    while (file >> key >> kibibytes) {
        if (key == "MemAvailable:")
            return kibibytes * 1024;
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return std::nullopt;
}

} // namespace cadenza::ml
