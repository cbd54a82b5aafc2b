#include "core/seeds/reason_table.h"

#include "core/base/random.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

namespace cadenza::seeds {
namespace {

using Pieces = std::span<const std::shared_ptr<const midi::Piece>>;

/// Calls `work` for 0 … `count` − 1 on all processors; the longest piece decides how well that goes.
void forEach(std::size_t count, const std::stop_token& stop, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++)
            work(i);
    };
    const std::size_t helpers = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), count);
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < helpers; ++i)
        threads.emplace_back(run);
    run();
}

SeedScorer scorerOf(Pieces pieces, const Hearing& hearing, std::size_t piece)
{
    return {*pieces[piece], hearing.of(piece), hearing.usual};
}

/// A window by the numbers of its piece and its first note.
struct Place {
    std::size_t piece, first;
    float score;
};

/// Adds a window's score and reasons to a column of the table.
void add(ReasonTable& table, const ScoredWindow& window, double ReasonMeans::* column)
{
    table.rows[0].*column += window.score;
    for (std::size_t i = 0; i < window.reasons.size(); ++i)
        table.rows[i + 1].*column += window.reasons[i].value;
}

} // namespace

std::vector<std::vector<float>> scoreCollection(Pieces pieces, std::size_t count, const Hearing& hearing,
                                                const std::stop_token& stop)
{
    std::vector<std::vector<float>> scores(pieces.size());
    forEach(pieces.size(), stop, [&](std::size_t i) { scores[i] = scorerOf(pieces, hearing, i).scores(count, stop); });
    return scores;
}

std::vector<std::vector<ScoredWindow>> bestOfCollection(Pieces pieces, const SeedWish& wish, const Hearing& hearing,
                                                        const std::stop_token& stop)
{
    std::vector<std::vector<ScoredWindow>> best(pieces.size());
    forEach(pieces.size(), stop, [&](std::size_t i) { best[i] = scorerOf(pieces, hearing, i).best(wish, stop); });
    return best;
}

ReasonTable reasonTable(Pieces pieces, std::size_t count, const Hearing& hearing, const std::stop_token& stop)
{
    ReasonTable table;
    table.rows.push_back({"score"});
    for (const char* name : reasonNames())
        table.rows.push_back({name});
    const bool heard = !hearing.surprise.empty();
    if (heard)
        table.rows.push_back({kSurpriseReason});

    const auto scores = scoreCollection(pieces, count, hearing, stop);
    std::vector<Place> places;
    for (std::size_t piece = 0; piece < scores.size(); ++piece)
        for (std::size_t first = 0; first < scores[piece].size() && (!heard || !hearing.of(piece).empty()); ++first)
            places.push_back({piece, first, scores[piece][first]});
    table.windows = places.size();
    table.topWindows = std::min((places.size() + 99) / 100, places.size());
    if (places.empty())
        return table;

    std::ranges::stable_sort(places, std::ranges::greater{}, &Place::score);
    Random random(1);
    std::vector<std::pair<Place, double ReasonMeans::*>> wanted;
    for (std::size_t i = 0; i < table.topWindows; ++i) {
        wanted.emplace_back(places[i], &ReasonMeans::top);
        wanted.emplace_back(places[random.below(places.size())], &ReasonMeans::random);
    }
    std::ranges::stable_sort(wanted, {}, [](const auto& one) { return one.first.piece; });
    std::size_t at = 0;
    while (at < wanted.size() && !stop.stop_requested()) {
        const std::size_t piece = wanted[at].first.piece;
        const SeedScorer scorer = scorerOf(pieces, hearing, piece); // measured once for all its windows
        for (; at < wanted.size() && wanted[at].first.piece == piece; ++at)
            add(table, scorer.explain(wanted[at].first.first, count), wanted[at].second);
    }
    for (ReasonMeans& row : table.rows) {
        row.top /= static_cast<double>(table.topWindows);
        row.random /= static_cast<double>(table.topWindows);
    }
    return table;
}

} // namespace cadenza::seeds
