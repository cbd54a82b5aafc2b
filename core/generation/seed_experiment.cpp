#include "core/generation/seed_experiment.h"

#include "core/base/random.h"
#include "core/encoding/encoder.h"
#include "core/generation/measures.h"
#include "core/generation/real_range.h"
#include "core/generation/seed_surprise.h"
#include "core/generation/stretches.h"
#include "core/generation/subdivision.h"
#include "core/seeds/reason_table.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace cadenza::generation {
namespace {

constexpr std::size_t kLoopNotes = 250;
constexpr std::size_t kEndNotes = 100;
constexpr std::size_t kRealStretches = 1000;
constexpr int kResamples = 10'000;

using Pieces = std::span<const std::shared_ptr<const midi::Piece>>;

Measures lastNotes(const midi::Piece& piece, std::size_t notes)
{
    return measure(piece, piece.noteCount() - std::min(piece.noteCount(), notes));
}

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double resampledMean(std::span<const double> values, Random& random)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += values[random.below(values.size())];
    return sum / static_cast<double>(values.size());
}

midi::Piece musicOf(const SeedOutcome& outcome)
{
    return midi::excerpt(*outcome.piece, outcome.window.first, outcome.window.count, midi::RestingParts::Kept);
}

Result<seeds::Hearing> hear(const model::Network& network, Pieces pieces, SeedChoice choice,
                            const std::stop_token& stop)
{
    if (choice == SeedChoice::Music)
        return seeds::Hearing{};
    auto surprise = noteSurprises(network, pieces, stop);
    if (!surprise)
        return std::unexpected(std::move(surprise.error()));
    const auto usual = seeds::surpriseRange(*surprise, seeds::kDefaultSeedNotes);
    return seeds::Hearing{std::move(*surprise), usual};
}

std::vector<SeedOutcome> bestOf(Pieces pieces, const seeds::Hearing& hearing, encoding::TimeBase timeBase,
                                std::size_t count, const std::stop_token& stop)
{
    const auto found = seeds::bestOfCollection(pieces, {.top = count}, hearing, stop);
    std::vector<SeedOutcome> best;
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const auto& window : found[i])
            best.push_back({.piece = pieces[i], .window = window});
    std::erase_if(best, [&](const SeedOutcome& o) { return encoding::suitableTimeBase(musicOf(o)) != timeBase; });
    std::ranges::stable_sort(best, std::ranges::greater{}, [](const SeedOutcome& o) { return o.window.score; });
    best.resize(std::min(best.size(), count));
    return best;
}

std::vector<SeedOutcome> drawn(Stretches& windows, Pieces pieces, const seeds::Hearing& hearing, std::size_t count)
{
    std::vector<SeedOutcome> random;
    for (std::size_t i = 0; i < count; ++i) {
        const auto [piece, first] = windows.drawPlace();
        const auto index = static_cast<std::size_t>(std::ranges::find(pieces, piece) - pieces.begin());
        const seeds::SeedScorer scorer(*piece, hearing.of(index), hearing.usual);
        random.push_back({.piece = piece, .window = scorer.explain(first, seeds::kDefaultSeedNotes)});
    }
    return random;
}

/// Of each outcome: best, then random.
template <class Value>
Difference compare(const SeedExperiment& experiment, Value value)
{
    std::vector<double> best, random;
    std::ranges::transform(experiment.best, std::back_inserter(best), value);
    std::ranges::transform(experiment.random, std::back_inserter(random), value);
    return differenceOf(best, random, 1);
}

} // namespace

Difference differenceOf(std::span<const double> group, std::span<const double> other, std::uint64_t randomSeed)
{
    Random random(randomSeed);
    std::vector<double> differences;
    for (int i = 0; i < kResamples; ++i) {
        const double mean = resampledMean(group, random);
        differences.push_back(mean - resampledMean(other, random));
    }
    std::ranges::sort(differences);
    return {meanOf(group) - meanOf(other), differences[kResamples / 40], differences[kResamples - 1 - kResamples / 40]};
}

Difference SeedExperiment::interventions() const
{
    return compare(*this, [](const SeedOutcome& outcome) { return outcome.interventions; });
}

Difference SeedExperiment::inside() const
{
    return compare(*this, [](const SeedOutcome& outcome) { return outcome.inside ? 1.0 : 0.0; });
}

Result<SeedExperiment> tryBestSeeds(const model::Network& network, Pieces pieces, SeedChoice choice,
                                    const GenerationSettings& settings, std::size_t count, std::size_t notes,
                                    std::uint64_t randomSeed, std::stop_token stop)
{
    const auto timeBase = network.model().timeBase;
    std::vector<std::shared_ptr<const midi::Piece>> suitable;
    std::ranges::copy_if(pieces, std::back_inserter(suitable),
                         [&](const auto& piece) { return piece && encoding::suitableTimeBase(*piece) == timeBase; });
    Stretches windows(suitable, timeBase, seeds::kDefaultSeedNotes, randomSeed);
    Stretches ends(suitable, timeBase, kEndNotes, randomSeed + 1);
    if (count == 0 || windows.empty() || ends.empty())
        return failure(Fault::TooLittleMusic, "the music", "a piece of 100 notes is needed");

    const auto hearing = hear(network, suitable, choice, stop);
    if (!hearing)
        return std::unexpected(hearing.error());
    SeedExperiment experiment{.best = bestOf(suitable, *hearing, timeBase, count, stop),
                              .random = drawn(windows, suitable, *hearing, count)};
    std::vector<Measures> real;
    for (std::size_t i = 0; i < kRealStretches; ++i)
        real.push_back(measure(ends.draw()));
    const RealRange range(real);
    experiment.realInside = range.shareOf(real);
    for (auto* group : {&experiment.best, &experiment.random}) {
        std::vector<midi::Piece> seeds;
        for (const SeedOutcome& outcome : *group)
            seeds.push_back(musicOf(outcome));
        const auto takes = generateOnEach(network, seeds, settings, notes, randomSeed, stop);
        if (!takes)
            return std::unexpected(takes.error());
        for (std::size_t i = 0; i < takes->size(); ++i) {
            const Take& take = (*takes)[i];
            (*group)[i].interventions = static_cast<double>(take.interventions.size());
            (*group)[i].loopTurns = lastNotes(take.piece, kLoopNotes).loopTurns;
            const auto seed = encoding::encode(seeds[i], timeBase).events;
            (*group)[i].onBeat = shareOnSubdivision(take.events, subdivisionOf(seed));
            (*group)[i].inside = range.holds(lastNotes(take.piece, kEndNotes));
        }
    }
    return experiment;
}

} // namespace cadenza::generation
