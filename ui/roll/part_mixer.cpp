#include "ui/roll/part_mixer.h"

#include "ui/roll/part_identity.h"

namespace cadenza::ui {

namespace {

const std::string kTakes = "takes/";

} // namespace

std::string takesOf(const std::string& entryId)
{
    return kTakes + entryId;
}

std::string pieceOf(const std::string& music)
{
    return music.starts_with(kTakes) ? music.substr(kTakes.size()) : music;
}

PartMixer::PartMixer(QObject* parent, QUndoStack* steps) : QObject(parent), orchestration_(steps) {}

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
