#include "core/midi/part_pedal.h"

#include <algorithm>

namespace cadenza::midi {

namespace {

struct Movement {
    Tick at;
    std::size_t source; ///< track and channel
    std::uint8_t value;
};

/// Of the movements at one time, `from` up to `to`: those of each source in turn, unless another source made the same.
void appendOnce(std::vector<PedalChange>& pedal, std::span<Movement> together)
{
    std::ranges::stable_sort(together, {}, &Movement::source);
    std::vector<std::vector<std::uint8_t>> seen;
    for (std::size_t i = 0; i < together.size();) {
        std::vector<std::uint8_t> values;
        const std::size_t source = together[i].source;
        for (; i < together.size() && together[i].source == source; ++i)
            values.push_back(together[i].value);
        if (std::ranges::find(seen, values) != seen.end())
            continue;
        for (const std::uint8_t value : values)
            pedal.push_back({together.front().at, value});
        if (seen.size() < 32)
            seen.push_back(std::move(values));
    }
}

std::vector<PedalChange> joined(std::vector<Movement> movements)
{
    if (!std::ranges::is_sorted(movements, {}, &Movement::at))
        std::ranges::stable_sort(movements, {}, &Movement::at);
    std::vector<PedalChange> pedal;
    pedal.reserve(movements.size());
    for (std::size_t i = 0; i < movements.size();) {
        std::size_t next = i + 1;
        while (next < movements.size() && movements[next].at == movements[i].at)
            ++next;
        if (next == i + 1)
            pedal.push_back({movements[i].at, movements[i].value});
        else
            appendOnce(pedal, std::span(movements).subspan(i, next - i));
        i = next;
    }
    const auto repeats = [](const PedalChange& a, const PedalChange& b) { return a.value == b.value; };
    pedal.erase(std::unique(pedal.begin(), pedal.end(), repeats), pedal.end());
    return pedal;
}

} // namespace

PartPedal::PartPedal(const std::vector<RawTrack>& tracks, bool marksHold) : tracks_(tracks)
{
    for (std::size_t track = 0; track < tracks.size(); ++track) {
        unsigned withPedal = 0;
        unsigned owned = 0; // channels whose pedal is not for the parts of other tracks
        for (const RawPedal& pedal : tracks[track].pedal)
            withPedal |= 1u << pedal.channel;
        if (withPedal == 0)
            continue;
        for (const RawNote& note : tracks[track].notes)
            owned |= 1u << note.channel;
        if (marksHold)
            for (const PartMark& mark : tracks[track].marks)
                owned |= 1u << mark.eventChannel;
        for (std::size_t channel = 0; channel < 16; ++channel)
            if ((withPedal & ~owned) >> channel & 1u)
                pedalOnly_[channel].push_back(track);
    }
}

std::vector<PedalChange> PartPedal::pedalOf(std::uint16_t channels, std::span<const std::size_t> ownTracks)
{
    std::vector<std::size_t> sources(ownTracks.begin(), ownTracks.end());
    for (std::size_t channel = 0; channel < 16; ++channel) {
        if (!(channels >> channel & 1u) || ++shares_[channel] > kMostShares)
            continue;
        sources.insert(sources.end(), pedalOnly_[channel].begin(), pedalOnly_[channel].end());
    }
    std::ranges::sort(sources);
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());

    std::vector<Movement> movements;
    for (const std::size_t track : sources)
        for (const RawPedal& pedal : tracks_[track].pedal)
            if (channels >> pedal.channel & 1u)
                movements.push_back({pedal.at, track * 16 + pedal.channel, pedal.value});
    return joined(std::move(movements));
}

} // namespace cadenza::midi
