#include "ui/roll/part_mixer.h"

#include "core/midi/part_selection.h"

#include <algorithm>

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

PartMix PartMixer::mixOf(const std::string& music, const midi::Piece& piece) const
{
    PartMix mix;
    for (const std::string& key : partKeys(piece)) {
        const auto known = states_.find(music + '\n' + key);
        mix.push_back(known == states_.end() ? PartState{} : known->second);
    }
    return mix;
}

void PartMixer::set(const std::string& music, const midi::Piece& piece, const PartMix& mix)
{
    const PartMix before = mixOf(music, piece);
    const std::vector<std::string> keys = partKeys(piece);
    bool same = true;
    for (std::size_t part = 0; part < keys.size(); ++part) {
        const PartState state = stateOf(mix, part);
        same = same && state == before[part];
        if (state == PartState{})
            states_.erase(music + '\n' + keys[part]);
        else
            states_[music + '\n' + keys[part]] = state;
    }
    if (!same)
        Q_EMIT changed(music);
}

} // namespace cadenza::ui
