#include "app/cli/bench/bench.h"
#include "app/cli/bench/scratch.h"
#include "core/project/project.h"

#include <optional>

namespace cadenza::app::bench {
namespace {

using namespace cadenza::project;

constexpr int kPieces = 10'000;
constexpr int kRuns = 200;
constexpr int kReports = 300; ///< of each run
constexpr int kTakes = 1'000;

generation::Take take(int number)
{
    generation::Take made;
    made.modelHash = std::string(64, 'a');
    made.randomSeed = static_cast<std::uint64_t>(number);
    midi::Part part;
    for (int i = 0; i < 264; ++i)
        part.notes.push_back(
            {Tick{120 * i}, Tick{120}, static_cast<std::uint8_t>(40 + i % 40), 64, midi::Hand::Unknown});
    made.piece.parts.push_back(std::move(part));
    made.seedNotes = 64;
    made.events.resize(200);
    made.surprise.resize(200);
    made.insights.resize(200);
    return made;
}

Result<void> fill(Project& project)
{
    std::vector<Piece> pieces;
    for (int i = 0; i < kPieces; ++i)
        pieces.push_back({"composer " + std::to_string(i / 100) + "/piece " + std::to_string(i) + ".mid",
                          std::string(64, 'b'), "Composer " + std::to_string(i / 100), "Piece " + std::to_string(i),
                          2000});
    const auto source = project.addSource({.name = "music", .kind = SourceKind::Folder, .place = "/music"}, pieces);
    if (!source)
        return std::unexpected(source.error());
    const std::vector<training::TrainingReport> reports(kReports);
    for (int i = 0; i < kRuns; ++i) {
        const auto run = project.beginRun("Run " + std::to_string(i), {});
        if (!run)
            return std::unexpected(run.error());
        if (auto added = project.addReports(*run, reports); !added)
            return added;
    }
    for (int i = 0; i < kTakes; ++i)
        if (const auto added = project.addTake(take(i), {.name = "Take " + std::to_string(i)}); !added)
            return std::unexpected(added.error());
    return {};
}

/// What a window asks for before it shows a project.
bool readLists(const Project& project)
{
    const auto sources = project.sources();
    const auto runs = project.runs();
    return sources && runs && project.seeds() && project.selections() && project.models() && project.takes()
           && project.pieces(sources->front().id)->size() == kPieces && project.historyOf(runs->back().id);
}

} // namespace

Result<void> benchProject(const FigureSink& tell)
{
    const Scratch scratch;
    const auto folder = scratch.folder() / "project";
    {
        auto project = Project::create(folder, "bench");
        if (!project)
            return std::unexpected(project.error());
        if (auto filled = fill(**project); !filled)
            return filled;
        const auto one = take(0);
        tell({"project", "store_take",
              medianSeconds("store_take", [&] { (void)(*project)->addTake(one, {.name = "t"}); }) * 1e3, "ms"});
        tell({"project", "back_up", medianSeconds("back_up", [&] { (void)(*project)->backUp(); }), "s"});
    }
    bool whole = true;
    const double seconds = medianSeconds("open", [&] {
        const auto project = Project::open(folder);
        whole = whole && project && readLists(**project);
    });
    if (!whole)
        return failure(Fault::Internal, folder.string(), "the project did not give back what was stored");
    tell({"project", "open", seconds, "s"});
    return {};
}

} // namespace cadenza::app::bench
