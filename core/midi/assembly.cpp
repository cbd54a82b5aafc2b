#include "core/midi/assembly.h"

#include "core/midi/hand_names.h"
#include "core/midi/part_builder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cadenza::midi {

TimeBase timeBaseOf(int division)
{
    if (division == 0)
        return {};
    if (division < 0x8000)
        return {division, std::nullopt};
    const int frameCode = 256 - (division >> 8);
    const int ticksPerFrame = std::max(1, division & 0xFF);
    const bool dropFrame = frameCode == 29; // 30 frames counted, 29.97 shown a second
    const int ticksPerSecond = (dropFrame ? 30 : frameCode) * ticksPerFrame;
    if (ticksPerSecond % 2 == 0)
        return {ticksPerSecond / 2, dropFrame ? 500500.0 : 500000.0};
    return {ticksPerSecond, dropFrame ? 1001000.0 : 1000000.0};
}

namespace {

/// All changes of all tracks by time; of several at one time the last one counts.
template <class Change>
std::vector<Change> joined(const std::vector<RawTrack>& tracks, std::vector<Change> RawTrack::* changes)
{
    std::vector<Change> all;
    for (const RawTrack& track : tracks)
        all.insert(all.end(), (track.*changes).begin(), (track.*changes).end());
    const auto earlier = [](const Change& a, const Change& b) { return a.at < b.at; };
    if (!std::is_sorted(all.begin(), all.end(), earlier))
        std::stable_sort(all.begin(), all.end(), earlier);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept > 0 && all[kept - 1].at == all[i].at)
            --kept;
        all[kept++] = all[i];
    }
    all.resize(kept);
    return all;
}

std::string titleOf(const std::vector<RawTrack>& tracks)
{
    // Karaoke files name the song in a text that begins with @T.
    for (const RawTrack& track : tracks)
        for (const std::string& text : track.texts)
            if (text.starts_with("@T") && text.size() > 2)
                return text.substr(text[2] == ' ' ? 3 : 2);
    const RawTrack& first = tracks.front();
    const bool namesPart = tracks.size() > 1 && !first.notes.empty() && handNamed(first.name) != Hand::Unknown;
    return namesPart ? std::string() : first.name;
}

std::string composerOf(const std::vector<RawTrack>& tracks)
{
    static constexpr std::array<std::string_view, 3> kLabels{"Composer: ", "composer: ", "Komponist: "};
    for (const RawTrack& track : tracks)
        for (const std::string& text : track.texts)
            for (const std::string_view label : kLabels)
                if (text.starts_with(label))
                    return text.substr(label.size());
    return {};
}

} // namespace

Piece assemble(const std::vector<RawTrack>& tracks, const TimeBase& timeBase)
{
    Piece piece;
    piece.ticksPerQuarter = timeBase.ticksPerQuarter;
    if (tracks.empty())
        return piece;
    piece.title = titleOf(tracks);
    piece.composer = composerOf(tracks);
    if (timeBase.fixedTempo)
        piece.tempo = {{Tick{0}, *timeBase.fixedTempo}};
    else
        piece.tempo = joined(tracks, &RawTrack::tempo);
    piece.timeSignatures = joined(tracks, &RawTrack::timeSignatures);
    piece.keySignatures = joined(tracks, &RawTrack::keySignatures);
    piece.parts = buildParts(tracks);
    return piece;
}

} // namespace cadenza::midi
