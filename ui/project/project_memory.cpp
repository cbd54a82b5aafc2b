#include "ui/project/project_memory.h"

#include "ui/project/project_view.h"

#include <algorithm>

namespace cadenza::ui {

std::vector<project::PieceRef> ProjectMemory::refsOf(std::span<const std::string> ids) const
{
    std::vector<project::PieceRef> refs;
    for (const std::string& id : ids)
        refs.push_back(refOf(id, sources));
    return refs;
}

Result<project::SeedId> ProjectMemory::seedIn(project::Project& project, const Seed& place,
                                              const std::string& name) const
{
    const project::PieceRef piece = refOf(place.entryId, sources);
    const auto seeds = project.seeds();
    if (!seeds)
        return std::unexpected(seeds.error());
    const auto same = std::ranges::find_if(*seeds, [&](const project::Seed& old) {
        return old.piece == piece && old.first == place.first && old.count == place.count;
    });
    if (same != seeds->end())
        return same->id;
    return project.put(project::Seed{.name = name, .piece = piece, .first = place.first, .count = place.count});
}

} // namespace cadenza::ui
