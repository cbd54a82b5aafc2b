#include "core/library/part_summary.h"

namespace cadenza::library {

std::vector<PartSummary> partsOf(const midi::Piece& piece)
{
    std::vector<PartSummary> parts;
    for (const midi::Part& part : piece.parts)
        parts.push_back({part.name, part.program, part.channel, part.drums, part.notes.size()});
    return parts;
}

midi::Part silentPart(const PartSummary& part)
{
    return {part.name, part.channel, part.program, part.drums, {}, {}};
}

} // namespace cadenza::library
