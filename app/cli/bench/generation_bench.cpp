#include "app/cli/bench/bench.h"
#include "app/resources.h"
#include "core/encoding/encoder.h"
#include "core/generation/generator.h"
#include "core/library/library.h"
#include "core/model/network.h"
#include "core/originality/fingerprint_index.h"
#include "core/originality/originality_index.h"
#include "core/seeds/seed_scoring.h"
#include "core/training/training_trace.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

namespace cadenza::app::bench {
namespace {

constexpr std::size_t kNotes = 500;
constexpr std::size_t kTakes = 16;

using Clock = std::chrono::steady_clock;
using encoding::TimeBase;

/// Until the first note is certain, the seed read before it.
double firstNoteMs(const model::Network& network, const midi::Piece& seed)
{
    std::vector<double> times;
    for (std::uint64_t run = 0; run < 21; ++run) {
        const auto start = Clock::now();
        std::optional<double> heard;
        (void)generation::generate(network, seed, {}, 32, 1, run, {}, [&](std::size_t, const encoding::Event&) {
            heard = heard.value_or(millisecondsSince(start));
        });
        times.push_back(heard.value_or(0.0));
    }
    return medianOf(std::move(times));
}

/// Notes a second, of takes side by side.
double rateOf(const model::Network& network, const midi::Piece& seed, std::size_t takes)
{
    const double seconds =
        medianSeconds("takes", [&] { (void)generation::generate(network, seed, {}, kNotes, takes, 1); });
    return static_cast<double>(kNotes * takes) / seconds;
}

void benchTakes(const model::Network& network, const midi::Piece& seed, const FigureSink& tell)
{
    tell({"generation", "first note, the seed read", firstNoteMs(network, seed), "ms"});
    const double one = rateOf(network, seed, 1);
    const double many = rateOf(network, seed, kTakes);
    tell({"generation", "one take", one, "notes/s"});
    tell({"generation", "16 takes", many, "notes/s"});
    tell({"generation", "16 takes/one", many / one, "×"});
}

double megabytesInUse()
{
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / 1e6;
}

template <class Index>
double searchMs(const Index& index, std::span<const encoding::Event> take)
{
    return 1e3 * medianSeconds("search", [&] { (void)resemblanceOf(index, take); });
}

/// In the fingerprints of the model, and in all the music at hand.
Result<void> benchOriginality(const model::Model& model, const std::filesystem::path& music,
                              std::span<const encoding::Event> take, const FigureSink& tell)
{
    if (model.fingerprints) {
        const double seconds = medianSeconds("index", [&] { (void)originality::FingerprintIndex(model.fingerprints); });
        tell({"generation", "fingerprints/index", seconds, "s"});
        tell({"generation", "fingerprints/search", searchMs(originality::FingerprintIndex(model.fingerprints), take),
              "ms"});
    }
    const auto zip = music / "kaggle-classical-music-midi.zip";
    const std::filesystem::path paths[] = {std::filesystem::exists(zip) ? zip : music};
    const auto library = library::importLibrary(paths);
    if (!library)
        return std::unexpected(library.error());
    std::vector<originality::SourcePiece> pieces;
    double notes = 0.0;
    for (const auto& entry : library->entries) {
        pieces.push_back(training::sourcePieceOf(entry, encoding::encode(*entry.piece, TimeBase::Beats)));
        notes += static_cast<double>(pieces.back().events.size());
    }
    const double before = megabytesInUse();
    const auto start = Clock::now();
    const originality::OriginalityIndex index(pieces); // a copy, so that it is counted whole
    tell({"generation", "originality/music", notes, "notes"});
    tell({"generation", "originality/index", millisecondsSince(start) / 1e3, "s"});
    tell({"generation", "originality/memory", megabytesInUse() - before, "MB"});
    tell({"generation", "originality/search", searchMs(index, take), "ms"});
    return {};
}

} // namespace

Result<void> benchGeneration(const std::filesystem::path& music, const FigureSink& tell)
{
    const auto model = model::readModel(builtinModel());
    if (!model)
        return std::unexpected(model.error());
    const std::filesystem::path paths[] = {starterFolder()};
    const auto starter = library::importLibrary(paths);
    if (!starter)
        return std::unexpected(starter.error());
    const auto& piece = *starter->entries.front().piece;
    const auto best = seeds::bestWindows(piece, 1).front();
    const auto seed = midi::excerpt(piece, best.first, best.count, midi::RestingParts::Kept);
    const model::Network network(*model);
    benchTakes(network, seed, tell);
    const auto take = generation::generateOne(network, seed, {}, kNotes, 0, 1);
    if (!take)
        return std::unexpected(take.error());
    return benchOriginality(**model, music, take->events, tell);
}

} // namespace cadenza::app::bench
