#include "app/cli/split_part.h"

#include "core/training/split.h"

namespace cadenza::app {

Result<std::vector<library::Entry>> entriesOfPart(std::vector<library::Entry> entries, const std::string& split,
                                                  const std::string& part)
{
    if (split.empty())
        return entries;
    const auto parts = training::Split::read(split);
    if (!parts)
        return std::unexpected(parts.error());
    const auto named = training::splitPartNamed(part);
    if (!named)
        return failure(Fault::InvalidSetting, "--part");
    return parts->entriesIn(*named, entries);
}

} // namespace cadenza::app
