#include "core/training/rank_agreement.h"

#include "core/base/byte_stream.h"
#include "core/training/arithmetic_name.h"
#include "core/training/checkpoint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::training {
namespace {

constexpr int kProtocol = 1; ///< which calls of a collective a run makes; another number does not fit

struct Setting {
    std::string name;
    std::string value;
};

std::string valueOf(double value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string valueOf(const std::optional<double>& value)
{
    return value ? valueOf(*value) : "not given";
}

/// All that decides which steps a run takes, what people set before what follows from it.
std::vector<Setting> settingsOf(const TrainingConfig& config, const Corpus& corpus)
{
    const auto seconds = config.time ? std::optional(config.time->count()) : std::nullopt;
    return {{"version", std::to_string(kProtocol)},
            {"kind", config.classic ? "classic" : "expressive"},
            {"hidden", std::to_string(hiddenOf(config))},
            {"layers", std::to_string(config.shape.layers)},
            {"batch", std::to_string(config.batch)},
            {"steps", std::to_string(config.steps)},
            {"learning rate", valueOf(config.learningRate)},
            {"gradient clip", valueOf(config.gradientClip)},
            {"dropout", valueOf(config.dropout)},
            {"recall dropout", valueOf(config.recallDropout)},
            {"transposition", config.transpose ? "yes" : "no"},
            {"epochs", valueOf(config.epochs)},
            {"seconds", valueOf(seconds)},
            {"validation share", valueOf(config.validationShare)},
            {"patience", std::to_string(config.patience)},
            {"seconds between evaluations", valueOf(config.evaluateEvery.count())},
            {"epochs between evaluations", valueOf(config.evaluateEpochs)},
            {"random seed", std::to_string(config.randomSeed)},
            {"device", config.device == Device::Cuda ? "cuda" : "cpu"},
            {"precision", nameOf(config.arithmetic)},
            {"notes to train on", std::to_string(corpus.trainNotes)},
            {"held-out notes", std::to_string(corpus.validNotes)},
            {"music", fingerprintOf(config, corpus).substr(0, 12)}};
}

std::vector<std::byte> bytesOf(const std::vector<Setting>& settings)
{
    ByteWriter writer;
    for (const Setting& setting : settings)
        writer.addText(setting.value);
    return writer.take();
}

} // namespace

Result<void> agreeOn(Collective& ranks, const TrainingConfig& config, const Corpus& corpus)
{
    if (config.batch < ranks.world())
        return failure(Fault::InvalidSetting, "batch",
                       "it must be at least " + std::to_string(ranks.world()) + ", a sequence for each rank");
    const std::vector<Setting> own = settingsOf(config, corpus);
    const auto first = ranks.fromFirst(bytesOf(own));
    if (!first)
        return std::unexpected(first.error());
    ByteReader reader(*first);
    std::optional<Error> difference;
    for (const Setting& setting : own)
        if (const std::string there = reader.readText(); there != setting.value && !difference)
            difference = Error{Fault::RanksDiffer, setting.name, setting.value + " here, " + there + " there", {}};
    std::vector<double> differs(static_cast<std::size_t>(ranks.world()));
    differs[static_cast<std::size_t>(ranks.rank())] = difference ? 1.0 : 0.0;
    if (auto summed = ranks.sum(differs); !summed)
        return summed;
    if (difference)
        return std::unexpected(*difference);
    if (const auto found = std::ranges::find(differs, 1.0); found != differs.end())
        return failure(Fault::RanksDiffer, "rank " + std::to_string(found - differs.begin()),
                       "its own message says in what");
    return {};
}

} // namespace cadenza::training
