#include "app/cli/bench/bench.h"
#include "app/resources.h"
#include "core/generation/seed_surprise.h"
#include "core/library/library.h"
#include "core/model/network.h"
#include "core/seeds/reason_table.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace cadenza::app::bench {
namespace {

using Pieces = std::vector<std::shared_ptr<const midi::Piece>>;

/// How fast the ready-trained model reads pieces for their seeds, on one thread: the longest alone, and 32 side by
/// side.
Result<void> benchSurprise(const Pieces& pieces, const midi::Piece& longest, const FigureSink& tell)
{
    const auto known = model::readModel(builtinModel());
    if (!known)
        return std::unexpected(known.error());
    const model::Network network(*known);
    const double alone = medianSeconds("surprise of one", [&] { (void)generation::noteSurprise(network, longest); });
    tell({"seeds", "surprise/alone", static_cast<double>(longest.noteCount()) / alone, "notes/s"});
    const auto several = std::span(pieces).first(std::min<std::size_t>(pieces.size(), 16));
    std::size_t notes = 0;
    for (const auto& piece : several)
        notes += piece->noteCount();
    const double beside = medianSeconds("surprise", [&] { (void)generation::noteSurprises(network, several); });
    tell({"seeds", "surprise/side by side", static_cast<double>(notes) / beside, "notes/s"});
    return {};
}

} // namespace

Result<void> benchSeeds(const std::filesystem::path& music, const FigureSink& tell)
{
    const auto zip = music / "kaggle-classical-music-midi.zip";
    const std::filesystem::path paths[] = {std::filesystem::exists(zip) ? zip : music};
    const auto library = library::importLibrary(paths);
    if (!library)
        return std::unexpected(library.error());
    Pieces pieces;
    for (const auto& entry : library->entries)
        pieces.push_back(entry.piece);

    std::size_t windows = 0;
    const double all = medianSeconds("score all", [&] {
        windows = 0;
        for (const auto& scores : seeds::scoreCollection(pieces))
            windows += scores.size();
    });
    tell({"seeds", "score/pieces", static_cast<double>(pieces.size()), "pieces"});
    tell({"seeds", "score/windows", static_cast<double>(windows), "windows"});
    tell({"seeds", "score/time", all, "s"});
    tell({"seeds", "score/rate", static_cast<double>(windows) / all, "windows/s"});

    const double best = medianSeconds("best", [&] { (void)seeds::bestOfCollection(pieces, {}); });
    tell({"seeds", "best/time", best, "s"});

    const auto longest = *std::ranges::max_element(pieces, {}, [](const auto& piece) { return piece->noteCount(); });
    const double one = medianSeconds("longest piece", [&] { (void)seeds::scoreAllWindows(*longest); });
    tell({"seeds", "longest/notes", static_cast<double>(longest->noteCount()), "notes"});
    tell({"seeds", "longest/time", one * 1e3, "ms"});
    return benchSurprise(pieces, *longest, tell);
}

} // namespace cadenza::app::bench
