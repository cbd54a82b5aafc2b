#include "ui/roll/part_identity.h"

#include "core/midi/part_selection.h"

#include <algorithm>
#include <unordered_map>

namespace cadenza::ui {

std::vector<std::string> partKeys(const midi::Piece& piece)
{
    std::unordered_map<std::string, int> alike;
    std::vector<std::string> keys;
    for (const midi::Part& part : piece.parts) {
        const std::string key = (part.drums ? "drums" : std::to_string(part.program)) + '\n' + part.name;
        keys.push_back(key + '\n' + std::to_string(alike[key]++));
    }
    return keys;
}

std::vector<std::size_t> playingParts(const midi::Piece& piece)
{
    return midi::otherParts(piece, {});
}

PartHues huesWithin(const midi::Piece& piece, const midi::Piece& whole)
{
    const std::vector<std::string> known = partKeys(whole);
    PartHues hues;
    for (const std::string& key : partKeys(piece)) {
        const auto place = std::ranges::find(known, key);
        hues.push_back(place == known.end() ? hues.size() : static_cast<std::size_t>(place - known.begin()));
    }
    return hues;
}

} // namespace cadenza::ui
