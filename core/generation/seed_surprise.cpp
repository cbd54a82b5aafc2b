#include "core/generation/seed_surprise.h"

#include "core/encoding/encoder.h"
#include "core/generation/heard_parts.h"
#include "core/generation/note_surprise.h"

#include <algorithm>
#include <functional>

namespace cadenza::generation {
namespace {

using encoding::Event;

constexpr std::size_t kSideBySide = 16; ///< pieces that share one read of the weights

/// A piece while it is read.
struct Reading {
    std::size_t piece; ///< its number among those that were given
    encoding::EventStream stream;
};

/// Reads pieces of about equal length, longest first, one note a step; `surprises` is by number of the piece.
Result<void> read(const model::Network& network, std::span<const Reading> readings,
                  std::vector<std::vector<float>>& surprises, const std::stop_token& stop)
{
    auto state = network.initialState(static_cast<int>(readings.size()));
    state.recallLongest = 0;
    std::vector<Event> heard(readings.size());
    const std::vector<int> composers(readings.size(), 0);
    const std::size_t steps = readings.front().stream.events.size();
    for (std::size_t t = 0; t + 1 < steps; ++t) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        for (std::size_t b = 0; b < readings.size(); ++b)
            heard[b] = readings[b].stream.events[std::min(t, readings[b].stream.events.size() - 1)];
        network.step(state, heard, composers);
        for (std::size_t b = 0; b < readings.size(); ++b) {
            const auto& [piece, stream] = readings[b];
            if (t + 1 < stream.events.size())
                surprises[piece][stream.noteOf[t + 1]] = static_cast<float>(
                    surpriseOfNote(network, state, static_cast<int>(b), heard[b], stream.events[t + 1]));
        }
    }
    return {};
}

} // namespace

Result<std::vector<float>> noteSurprise(const model::Network& network, const midi::Piece& piece, std::stop_token stop)
{
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    const auto timeBase = network.model().timeBase;
    if (encoding::suitableTimeBase(piece) != timeBase)
        return failure(Fault::WrongEncoding, piece.title, "one counts in beats, the other in seconds");
    std::vector<std::vector<float>> surprises{std::vector<float>(piece.noteCount())};
    const Reading reading{0, heardStream(network, piece)};
    if (auto done = read(network, std::span(&reading, 1), surprises, stop); !done)
        return std::unexpected(std::move(done.error()));
    return std::move(surprises.front());
}

Result<std::vector<std::vector<float>>> noteSurprises(const model::Network& network,
                                                      std::span<const std::shared_ptr<const midi::Piece>> pieces,
                                                      std::stop_token stop, const ProgressSink& progress)
{
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    const auto timeBase = network.model().timeBase;
    std::vector<std::vector<float>> surprises(pieces.size());
    std::vector<Reading> readings;
    std::size_t all = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (pieces[i] && pieces[i]->noteCount() > 0 && encoding::suitableTimeBase(*pieces[i]) == timeBase) {
            surprises[i].resize(pieces[i]->noteCount());
            readings.push_back({i, heardStream(network, *pieces[i])});
            all += readings.back().stream.events.size();
        }
    std::ranges::stable_sort(readings, std::greater<>(),
                             [](const Reading& reading) { return reading.stream.events.size(); });
    std::size_t done = 0;
    for (std::size_t first = 0; first < readings.size(); first += kSideBySide) {
        const auto group = std::span(readings).subspan(first, std::min(kSideBySide, readings.size() - first));
        if (auto finished = read(network, group, surprises, stop); !finished)
            return std::unexpected(std::move(finished.error()));
        for (const Reading& reading : group)
            done += reading.stream.events.size();
        if (progress)
            progress(static_cast<double>(done) / static_cast<double>(all), "Listening");
    }
    return surprises;
}

} // namespace cadenza::generation
