#include "core/generation/examination.h"

#include "core/encoding/encoder.h"
#include "core/generation/real_range.h"
#include "core/generation/stretches.h"
#include "core/originality/fingerprint_index.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cadenza::generation {
namespace {

constexpr std::size_t kSeedNotes = 64;
constexpr std::size_t kEndNotes = 100;
constexpr double kLoopTurns = 3.0;

using Pieces = std::span<const std::shared_ptr<const midi::Piece>>;
using Value = double Measures::*;

std::vector<double> valuesOf(std::span<const Measures> set, Value value)
{
    std::vector<double> values;
    for (const Measures& measures : set)
        values.push_back(measures.*value);
    return values;
}

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Examination::Compared compare(Value value, std::span<const Measures> real, std::span<const Measures> generated)
{
    const auto among = valuesOf(real, value);
    const auto made = valuesOf(generated, value);
    std::vector<double> percentiles;
    for (const double one : made)
        percentiles.push_back(percentileOf(one, among));
    return {meanOf(made), meanOf(among), meanOf(percentiles)};
}

/// The last notes of a stretch.
Measures endOf(const midi::Piece& piece)
{
    return measure(piece, piece.noteCount() - std::min(piece.noteCount(), kEndNotes));
}

std::optional<Examination::Originality> originalityOf(std::span<const Take> takes, const model::Model& model)
{
    if (!model.fingerprints)
        return std::nullopt;
    const originality::FingerprintIndex index(model.fingerprints);
    Examination::Originality result;
    for (const Take& take : takes) {
        const auto here = resemblanceOf(index, take.events);
        result.copied += here.copied / static_cast<double>(takes.size());
        if (here.passage && (!result.longest || here.passage->notes > result.longest->notes))
            result.longest = here.passage;
    }
    const auto human = model.fingerprints->human();
    for (const originality::HumanStretch& stretch : human)
        result.human += stretch.copied / static_cast<double>(human.size());
    return result;
}

} // namespace

Result<Examination> examine(const model::Network& network, Pieces pieces, const GenerationSettings& settings,
                            std::size_t takes, std::size_t notes, std::uint64_t randomSeed, std::stop_token stop)
{
    constexpr std::size_t fewest = 3;
    const auto timeBase = network.model().timeBase;
    Stretches seeds(pieces, timeBase, kSeedNotes, randomSeed);
    Stretches stretches(pieces, timeBase, notes, randomSeed + 1);
    if (takes < fewest || seeds.empty() || stretches.empty())
        return failure(Fault::TooLittleMusic, "the music to compare with",
                       "three takes, and a piece of at least " + std::to_string(std::max(notes, kSeedNotes))
                           + " notes, are needed");
    Examination result{.takes = takes, .notes = notes};
    std::vector<midi::Piece> windows;
    for (std::size_t i = 0; i < takes; ++i)
        windows.push_back(seeds.draw());
    const auto made = generateOnEach(network, windows, settings, notes, randomSeed, stop);
    if (!made)
        return std::unexpected(made.error());
    std::vector<Character> real, generated;
    std::vector<Measures> realMeasures, measures, realEnds, ends;
    for (const Take& take : *made) {
        generated.push_back(characterOf(take.piece, take.seedNotes, take.events));
        measures.push_back(generated.back().measures);
        ends.push_back(endOf(take.piece));
        result.interventions += static_cast<double>(take.interventions.size());
        result.surprise += std::accumulate(take.surprise.begin(), take.surprise.end(), 0.0);
        const midi::Piece stretch = stretches.draw();
        real.push_back(characterOf(stretch, 0, encoding::encode(stretch, timeBase).events));
        realMeasures.push_back(real.back().measures);
        realEnds.push_back(endOf(stretch));
    }
    const auto count = static_cast<double>(takes);
    result.interventions /= count;
    result.surprise /= count * static_cast<double>(notes);
    for (std::size_t i = 0; i < kMeasures.size(); ++i)
        result.measures[i] = compare(kMeasures[i].second, realMeasures, measures);
    for (std::size_t i = 0; i < kFeatures.size(); ++i)
        result.likeness[i] = likenessOf(kFeatures[i], real, generated);
    const RealRange range(realEnds);
    result.insideRange = range.shareOf(ends);
    result.realInside = range.shareOf(realEnds);
    const auto loops = [](const Measures& m) { return m.loopTurns > kLoopTurns; };
    result.looping = static_cast<double>(std::ranges::count_if(measures, loops)) / count;
    result.originality = originalityOf(*made, network.model());
    return result;
}

} // namespace cadenza::generation
