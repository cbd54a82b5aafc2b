#include "app/cli/bench/bench.h"
#include "app/resources.h"
#include "core/generation/part_takes.h"
#include "core/library/library.h"
#include "core/model/network.h"
#include "core/seeds/seed_scoring.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::app::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kNotes = 200;
constexpr int kRuns = 21;

/// Until the first note of any take is certain, and notes a second of all takes together.
Result<void> benchPlan(const model::Network& network, const generation::PartPlan& plan, std::size_t takes,
                       const std::string& name, const FigureSink& tell)
{
    std::vector<double> firsts, rates;
    for (std::uint64_t run = 0; run < kRuns; ++run) {
        const auto start = Clock::now();
        std::optional<double> first;
        const auto made =
            generation::drawParts(network, plan, {}, kNotes, takes, run, {}, [&](std::size_t, const encoding::Event&) {
                first = first.value_or(millisecondsSince(start));
            });
        if (!made)
            return std::unexpected(made.error());
        double notes = 0.0;
        for (const generation::Take& take : *made)
            notes += static_cast<double>(take.events.size());
        firsts.push_back(first.value_or(0.0));
        rates.push_back(1e3 * notes / millisecondsSince(start));
    }
    tell({"ensembles", name + "/first note", medianOf(firsts), "ms"});
    tell({"ensembles", name, medianOf(rates), "notes/s"});
    return {};
}

} // namespace

Result<void> benchEnsembles(const std::filesystem::path& modelFile, const FigureSink& tell)
{
    const auto model = model::readModel(modelFile);
    if (!model)
        return std::unexpected(model.error());
    const std::filesystem::path paths[] = {ensemblesFolder()};
    const auto ensembles = library::importLibrary(paths);
    if (!ensembles)
        return std::unexpected(ensembles.error());
    const auto longest = std::ranges::max_element(ensembles->entries, {}, &library::Entry::notes);
    const auto best = seeds::bestWindows(*longest->piece, 1).front();
    generation::PartPlan plan{*longest->piece, best.first, best.count, {}};
    const model::Network network(*model);
    for (const auto& [kept, name] : {std::pair(std::size_t{0}, "all parts"), std::pair(std::size_t{1}, "one part kept"),
                                     std::pair(std::size_t{3}, "three parts kept")}) {
        plan.roles.assign(plan.piece.parts.size(), generation::PartRole::New);
        std::fill_n(plan.roles.begin(), kept, generation::PartRole::Kept);
        for (const std::size_t takes : {1U, 4U})
            if (auto done =
                    benchPlan(network, plan, takes, name + std::string(takes == 1 ? ", one take" : ", 4 takes"), tell);
                !done)
                return done;
    }
    return {};
}

} // namespace cadenza::app::bench
