#include "ui/project/take_keeping.h"

#include "ui/project/project_view.h"

#include <algorithm>

namespace cadenza::ui {
namespace {

using project::Project;
using project::TakeId;
using project::TakeRecord;

const TakeRecord* find(std::span<const TakeRecord> records, TakeId id)
{
    const auto found = std::ranges::find(records, id, &TakeRecord::id);
    return found == records.end() ? nullptr : &*found;
}

/// Those that `keptTakes` would keep.
std::vector<TakeId> keptOf(std::span<const TakeId> inSight, std::span<const TakeRecord> records)
{
    std::vector<TakeId> kept;
    for (const TakeId id : inSight) {
        const TakeRecord& take = *find(records, id);
        const bool isParent =
            std::ranges::any_of(inSight, [&](TakeId other) { return find(records, other)->parent == id; });
        if (take.rating > 0 || isNamed(take) || !take.note.empty() || take.parent || isParent)
            kept.push_back(id);
    }
    return kept;
}

/// A take that was stored so lately that the window does not know its id yet is the newest that was made like it.
TakeId idOf(const generation::Take& take, std::span<const TakeRecord> records)
{
    TakeId newest;
    for (const TakeRecord& record : records)
        if (record.modelHash == take.modelHash && record.randomSeed == take.randomSeed && record.index == take.index)
            newest = std::max(newest, record.id);
    return newest;
}

} // namespace

Result<std::vector<TakeId>> storeTakes(Project& project, const ProjectMemory& memory,
                                       std::span<const generation::Take> takes, const TakesFrom& from)
{
    project::TakeOrigin origin{.model = memory.model};
    if (from.seed) {
        const auto seed = memory.seedIn(project, *from.seed, from.seedName);
        if (!seed)
            return std::unexpected(seed.error());
        origin.seed = *seed;
    }
    if (from.parent) {
        const auto records = project.takes();
        if (!records)
            return std::unexpected(records.error());
        origin.parent = from.parent->id ? from.parent->id : idOf(from.parent->take, *records);
        if (const TakeRecord* record = find(*records, origin.parent))
            origin.seed = record->seed;
    }
    std::vector<TakeId> ids;
    for (const generation::Take& take : takes) {
        origin.name = takeName(take.index, take.randomSeed);
        const auto id = project.addTake(take, origin);
        if (!id)
            return std::unexpected(id.error());
        ids.push_back(*id);
    }
    return ids;
}

Result<void> bringInSight(Project& project, std::span<const TakeId> takes, bool branches)
{
    const auto records = project.takes();
    if (!records)
        return std::unexpected(records.error());
    auto inSight = takesInSight(project, *records);
    if (!branches)
        inSight = keptOf(inSight, *records);
    inSight.insert(branches ? inSight.end() : inSight.begin(), takes.begin(), takes.end());
    return setTakesInSight(project, inSight);
}

} // namespace cadenza::ui
