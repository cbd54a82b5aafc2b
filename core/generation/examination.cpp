#include "core/generation/examination.h"

#include "core/base/random.h"
#include "core/encoding/encoder.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace cadenza::generation {
namespace {

constexpr std::size_t kSeedNotes = 64;
constexpr std::size_t kEndNotes = 100;
constexpr double kLoopTurns = 3.0;
constexpr std::array kRangeMeasures{&Measures::notesPerSecond, &Measures::polyphony, &Measures::pitchClassEntropy};

using Pieces = std::span<const std::shared_ptr<const midi::Piece>>;
using Value = double Measures::*;

/// Draws stretches of a given length from pieces, longer pieces more often.
class Stretches {
public:
    Stretches(Pieces pieces, encoding::TimeBase timeBase, std::size_t notes, std::uint64_t randomSeed)
        : notes_(notes), random_(randomSeed)
    {
        for (const auto& piece : pieces)
            if (piece && piece->noteCount() >= notes && encoding::suitableTimeBase(*piece) == timeBase) {
                pieces_.push_back(piece.get());
                starts_ += piece->noteCount() - notes + 1;
            }
    }

    [[nodiscard]] bool empty() const { return pieces_.empty(); }

    [[nodiscard]] midi::Piece draw()
    {
        std::uint64_t place = random_.below(starts_);
        for (const midi::Piece* piece : pieces_) {
            const std::size_t starts = piece->noteCount() - notes_ + 1;
            if (place < starts)
                return midi::excerpt(*piece, place, notes_);
            place -= starts;
        }
        std::unreachable();
    }

private:
    std::size_t notes_;
    Random random_;
    std::vector<const midi::Piece*> pieces_;
    std::uint64_t starts_{0};
};

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

double shareInside(std::span<const Measures> set, std::span<const Measures> real)
{
    std::vector<std::vector<double>> among;
    for (const Value value : kRangeMeasures)
        among.push_back(valuesOf(real, value));
    const auto inside = [&](const Measures& measures) {
        for (std::size_t i = 0; i < kRangeMeasures.size(); ++i) {
            const double percentile = percentileOf(measures.*kRangeMeasures[i], among[i]);
            if (percentile < 5.0 || percentile > 95.0)
                return false;
        }
        return true;
    };
    return static_cast<double>(std::ranges::count_if(set, inside)) / static_cast<double>(set.size());
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
    std::vector<Character> real, generated;
    std::vector<Measures> realMeasures, measures, realEnds, ends;
    for (std::size_t i = 0; i < takes; ++i) {
        const auto take = generateOne(network, seeds.draw(), settings, notes, i, randomSeed, stop);
        if (!take)
            return std::unexpected(take.error());
        generated.push_back(characterOf(take->piece, take->seedNotes, take->events));
        measures.push_back(generated.back().measures);
        ends.push_back(endOf(take->piece));
        result.interventions += static_cast<double>(take->interventions.size());
        result.surprise += std::accumulate(take->surprise.begin(), take->surprise.end(), 0.0);
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
    result.insideRange = shareInside(ends, realEnds);
    result.realInside = shareInside(realEnds, realEnds);
    const auto loops = [](const Measures& m) { return m.loopTurns > kLoopTurns; };
    result.looping = static_cast<double>(std::ranges::count_if(measures, loops)) / count;
    return result;
}

} // namespace cadenza::generation
