#include "core/midi/part_builder.h"

#include "core/midi/hand_names.h"
#include "core/midi/part_pedal.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace cadenza::midi {

namespace {

constexpr std::uint8_t kDrumChannel = 9;
constexpr std::size_t kMostParts = std::numeric_limits<std::uint16_t>::max();

/// What one channel of one track plays with one program.
struct Source {
    std::size_t track;
    std::uint8_t channel;
    std::uint8_t program;
    std::vector<Note> notes;

    [[nodiscard]] bool drums() const { return channel == kDrumChannel; }
    [[nodiscard]] bool keyboard() const { return !drums() && program < 8; }
};

/// The program each channel has from all tracks together, for tracks that choose none themselves.
class ChannelPrograms {
public:
    explicit ChannelPrograms(const std::vector<RawTrack>& tracks)
    {
        for (const RawTrack& track : tracks)
            for (const RawProgram& program : track.programs)
                changes_[program.channel].push_back(program);
        for (auto& changes : changes_)
            std::ranges::stable_sort(changes, {}, &RawProgram::at);
    }

    [[nodiscard]] std::uint8_t at(std::uint8_t channel, Tick time) const
    {
        const auto& changes = changes_[channel];
        const auto after = std::ranges::upper_bound(changes, time, {}, &RawProgram::at);
        return after == changes.begin() ? std::uint8_t{0} : std::prev(after)->program;
    }

private:
    std::array<std::vector<RawProgram>, 16> changes_;
};

void sortNotes(std::vector<Note>& notes)
{
    for (auto first = notes.begin(); first != notes.end();) {
        auto last = std::next(first);
        while (last != notes.end() && last->onset == first->onset)
            ++last;
        if (last - first > 1)
            std::sort(first, last, noteBefore);
        first = last;
    }
}

std::vector<Source> sourcesOf(const std::vector<RawTrack>& tracks)
{
    const ChannelPrograms channelPrograms(tracks);
    std::vector<Source> sources;
    struct Slot {
        std::size_t track{static_cast<std::size_t>(-1)};
        std::size_t source{0};
    };
    std::vector<Slot> slots(std::size_t{16} * 128); // stamped with the track, so no track has to clear them
    for (std::size_t track = 0; track < tracks.size(); ++track) {
        for (const RawNote& raw : tracks[track].notes) {
            const auto program =
                raw.program >= 0 ? static_cast<std::uint8_t>(raw.program) : channelPrograms.at(raw.channel, raw.onset);
            // A drum set may change its kit and stays one part.
            Slot& slot = slots[raw.channel * 128u + (raw.channel == kDrumChannel ? 0 : program)];
            if (slot.track != track) {
                slot = {track, sources.size()};
                sources.push_back({track, raw.channel, program, {}});
                if (tracks[track].notes.size() < 100000)
                    sources.back().notes.reserve(sources.size() == 1 || sources[sources.size() - 2].track != track
                                                     ? tracks[track].notes.size()
                                                     : 0);
            }
            sources[slot.source].notes.push_back({raw.onset, raw.duration, raw.pitch, raw.velocity, Hand::Unknown});
        }
    }
    for (Source& source : sources)
        sortNotes(source.notes);
    return sources;
}

/// The sources of one part, as indices, and what the part is called by the file.
struct PartPlan {
    struct Place {
        std::size_t track;
        std::uint8_t channel;
    };
    std::vector<std::size_t> sources;
    std::optional<PartMark> mark;
    std::vector<Place> marked; ///< where the mark stands, at least once when there is one
};

double meanPitch(const Source& source)
{
    double sum = 0.0;
    for (const Note& note : source.notes)
        sum += note.pitch;
    return sum / static_cast<double>(std::max<std::size_t>(1, source.notes.size()));
}

void setHand(Source& source, Hand hand)
{
    for (Note& note : source.notes)
        note.hand = hand;
}

/// Two sources are two hands: by name, or else the higher one is the right hand. More are known by name only.
void assignHands(std::vector<Source>& sources, const PartPlan& plan, const std::vector<RawTrack>& tracks)
{
    if (plan.sources.size() < 2)
        return;
    std::vector<Hand> hands;
    for (const std::size_t i : plan.sources)
        hands.push_back(handNamed(tracks[sources[i].track].name));
    if (hands.size() == 2 && hands[0] == hands[1]) {
        const bool firstIsHigher = meanPitch(sources[plan.sources[0]]) >= meanPitch(sources[plan.sources[1]]);
        hands = firstIsHigher ? std::vector{Hand::Right, Hand::Left} : std::vector{Hand::Left, Hand::Right};
    } else if (hands.size() == 2) {
        const auto other = [](Hand hand) { return hand == Hand::Right ? Hand::Left : Hand::Right; };
        if (hands[0] == Hand::Unknown)
            hands[0] = other(hands[1]);
        if (hands[1] == Hand::Unknown)
            hands[1] = other(hands[0]);
    }
    for (std::size_t i = 0; i < hands.size(); ++i)
        setHand(sources[plan.sources[i]], hands[i]);
}

std::vector<PartPlan> planParts(const std::vector<Source>& sources)
{
    std::vector<PartPlan> plans;
    std::array<std::optional<std::size_t>, 8> keyboards;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].keyboard()) {
            auto& plan = keyboards[sources[i].program];
            if (plan) {
                plans[*plan].sources.push_back(i);
                continue;
            }
            plan = plans.size();
        }
        if (plans.size() < kMostParts)
            plans.push_back({{i}, {}, {}});
        else
            plans.back().sources.push_back(i);
    }
    return plans;
}

/// Parts as our writer marked them; empty when the file is not ours or was edited since.
std::vector<PartPlan> planMarkedParts(std::vector<Source>& sources, const std::vector<RawTrack>& tracks)
{
    std::map<std::pair<std::size_t, std::uint8_t>, PartMark> marks;
    std::map<std::uint16_t, PartPlan> plans;
    for (std::size_t track = 0; track < tracks.size(); ++track)
        for (const PartMark& mark : tracks[track].marks) {
            if (!marks.try_emplace({track, mark.eventChannel}, mark).second)
                return {};
            const auto plan = plans.try_emplace(mark.part, PartPlan{{}, mark, {}}).first;
            plan->second.marked.push_back({track, mark.eventChannel});
        }
    if (marks.empty())
        return {};
    std::map<std::pair<std::size_t, std::uint8_t>, int> uses;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::pair key{sources[i].track, sources[i].channel};
        const auto mark = marks.find(key);
        if (mark == marks.end() || ++uses[key] > 1)
            return {};
        PartPlan& plan = plans.at(mark->second.part);
        if (!plan.sources.empty() && sources[plan.sources.front()].program != sources[i].program)
            return {};
        plan.sources.push_back(i);
    }
    for (Source& source : sources)
        setHand(source, marks.at({source.track, source.channel}).hand);
    std::vector<PartPlan> result;
    for (auto& [index, plan] : plans)
        result.push_back(std::move(plan));
    return result;
}

std::vector<Note> gatherNotes(std::vector<Source>& sources, const PartPlan& plan)
{
    std::vector<Note> notes;
    if (plan.sources.empty())
        return notes;
    if (plan.sources.size() == 1)
        return std::move(sources[plan.sources.front()].notes);
    if (plan.sources.size() == 2) {
        const auto& a = sources[plan.sources[0]].notes;
        const auto& b = sources[plan.sources[1]].notes;
        notes.reserve(a.size() + b.size());
        std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(notes), noteBefore);
        return notes;
    }
    for (const std::size_t i : plan.sources)
        notes.insert(notes.end(), sources[i].notes.begin(), sources[i].notes.end());
    std::ranges::sort(notes, noteBefore);
    return notes;
}

std::string instrumentName(const RawTrack& track, std::uint8_t channel)
{
    for (const InstrumentName& name : track.instruments)
        if (!name.channel || *name.channel == channel)
            return name.text;
    return {};
}

std::string partName(const std::vector<RawTrack>& tracks, std::size_t track, std::uint8_t channel)
{
    // The name of an only track is the title.
    if (tracks.size() == 1)
        return instrumentName(tracks[track], channel);
    // So is a name that a track shares with the one that only conducts.
    const RawTrack& first = tracks.front();
    const bool isTitle = track > 0 && first.notes.empty() && tracks[track].name == first.name;
    std::string name = isTitle ? std::string() : withoutHand(tracks[track].name);
    return name.empty() ? instrumentName(tracks[track], channel) : name;
}

/// Fills in all but the notes and the pedal of a part that our writer marked.
Part markedPart(const PartPlan& plan, const std::vector<RawTrack>& tracks)
{
    Part part;
    part.channel = plan.mark->partChannel;
    part.drums = plan.mark->drums;
    const PartPlan::Place& first = plan.marked.front();
    part.name = instrumentName(tracks[first.track], first.channel);
    for (const RawProgram& program : tracks[first.track].programs)
        if (program.channel == first.channel)
            part.program = program.program;
    return part;
}

} // namespace

bool noteBefore(const Note& a, const Note& b)
{
    return std::tie(a.onset, a.pitch, a.duration, a.velocity, a.hand)
           < std::tie(b.onset, b.pitch, b.duration, b.velocity, b.hand);
}

std::vector<Part> buildParts(const std::vector<RawTrack>& tracks)
{
    std::vector<Source> sources = sourcesOf(tracks);
    std::vector<PartPlan> plans = planMarkedParts(sources, tracks);
    const bool marksHold = !plans.empty();
    if (!marksHold) {
        plans = planParts(sources);
        for (const PartPlan& plan : plans)
            if (sources[plan.sources.front()].keyboard())
                assignHands(sources, plan, tracks);
    }

    PartPedal pedal(tracks, marksHold);
    std::vector<Part> parts;
    for (const PartPlan& plan : plans) {
        Part part;
        std::uint16_t channels = 0;
        std::vector<std::size_t> ownTracks;
        for (const std::size_t i : plan.sources) {
            channels |= static_cast<std::uint16_t>(1u << sources[i].channel);
            ownTracks.push_back(sources[i].track);
        }
        if (plan.mark) {
            part = markedPart(plan, tracks);
            for (const PartPlan::Place& place : plan.marked) {
                channels |= static_cast<std::uint16_t>(1u << place.channel);
                ownTracks.push_back(place.track);
            }
        } else {
            const Source& first = sources[plan.sources.front()];
            part.channel = first.channel;
            part.program = first.program;
            part.drums = first.drums();
            for (std::size_t i = 0; part.name.empty() && i < plan.sources.size(); ++i)
                part.name = partName(tracks, sources[plan.sources[i]].track, sources[plan.sources[i]].channel);
        }
        part.pedal = pedal.pedalOf(channels, ownTracks);
        part.notes = gatherNotes(sources, plan);
        if (!part.notes.empty() || !part.pedal.empty())
            parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace cadenza::midi
