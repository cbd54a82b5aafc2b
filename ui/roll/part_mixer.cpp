#include "ui/roll/part_mixer.h"

#include <vector>

namespace cadenza::ui {
namespace {

/// What each part is known by; parts that are alike are numbered.
std::vector<std::string> keysOf(const std::string& music, const midi::Piece& piece)
{
    std::unordered_map<std::string, int> alike;
    std::vector<std::string> keys;
    for (const midi::Part& part : piece.parts) {
        const std::string key = music + '\n' + (part.drums ? "drums" : std::to_string(part.program)) + '\n' + part.name;
        keys.push_back(key + '\n' + std::to_string(alike[key]++));
    }
    return keys;
}

} // namespace

PartMix PartMixer::mixOf(const std::string& music, const midi::Piece& piece) const
{
    PartMix mix;
    for (const std::string& key : keysOf(music, piece)) {
        const auto known = states_.find(key);
        mix.push_back(known == states_.end() ? PartState{} : known->second);
    }
    return mix;
}

void PartMixer::set(const std::string& music, const midi::Piece& piece, const PartMix& mix)
{
    const PartMix before = mixOf(music, piece);
    const std::vector<std::string> keys = keysOf(music, piece);
    bool same = true;
    for (std::size_t part = 0; part < keys.size(); ++part) {
        const PartState state = stateOf(mix, part);
        same = same && state == before[part];
        if (state == PartState{})
            states_.erase(keys[part]);
        else
            states_[keys[part]] = state;
    }
    if (!same)
        Q_EMIT changed(music);
}

} // namespace cadenza::ui
