#include "core/midi/written_voices.h"

#include "core/midi/instruments.h"
#include "core/midi/part_builder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace cadenza::midi {

namespace {

constexpr std::uint8_t kDrumChannel = 9;

void addVoices(std::vector<WrittenVoice>& voices, const std::vector<Note>& notes, std::size_t part, Hand hand)
{
    const std::size_t first = voices.size();
    std::vector<std::array<Tick, 128>> lastEnd;
    for (const Note& note : notes) {
        if (note.hand != hand)
            continue;
        std::size_t lane = 0;
        while (lane < lastEnd.size() && note.end() < lastEnd[lane][note.pitch & 127u])
            ++lane;
        if (lane == lastEnd.size()) {
            lastEnd.emplace_back();
            voices.push_back({part, hand, 0, false, true, {}, {}});
        }
        lastEnd[lane][note.pitch & 127u] = note.end();
        voices[first + lane].notes.push_back(note);
    }
}

std::uint8_t wantedChannel(const Part& part)
{
    if (part.drums)
        return kDrumChannel;
    return part.channel == kDrumChannel ? std::uint8_t{0} : static_cast<std::uint8_t>(part.channel & 15u);
}

std::optional<std::uint8_t> freeChannel(const std::array<bool, 16>& used, const Part& part)
{
    const std::uint8_t wanted = wantedChannel(part);
    if (!used[wanted])
        return wanted;
    if (part.drums)
        return std::nullopt;
    for (std::uint8_t channel = 0; channel < 16; ++channel)
        if (!used[channel] && channel != kDrumChannel)
            return channel;
    return std::nullopt;
}

/// The channel to share where none is free.
std::uint8_t sharedChannel(const std::array<const Part*, 16>& owner, const Part& part, std::uint8_t otherwise)
{
    const std::size_t like = likest(part, owner);
    return part.drums || like == owner.size() ? otherwise : static_cast<std::uint8_t>(like);
}

/// Format 1: a channel for each part; parts that agree in channel, program and pedal share theirs.
void assignToParts(const Piece& piece, std::vector<WrittenVoice>& voices)
{
    std::array<const Part*, 16> owner{};
    std::array<bool, 16> used{};
    std::vector<std::uint8_t> channels;
    // Channels that a later part asks for are not given to an earlier one that only needs some other channel.
    std::array<bool, 16> wanted{};
    for (const Part& part : piece.parts)
        wanted[wantedChannel(part)] = true;
    for (const Part& part : piece.parts) {
        std::uint8_t channel = wantedChannel(part);
        const Part* other = owner[channel];
        const bool agrees = !other || (other->program == part.program && other->pedal == part.pedal);
        if (!agrees) {
            std::array<bool, 16> taken{};
            for (std::size_t i = 0; i < 16; ++i)
                taken[i] = used[i] || wanted[i];
            channel = freeChannel(taken, part)
                          .value_or(freeChannel(used, part).value_or(sharedChannel(owner, part, channel)));
        }
        if (!owner[channel])
            owner[channel] = &part;
        used[channel] = true;
        channels.push_back(channel);
    }
    for (WrittenVoice& voice : voices)
        voice.channel = channels[voice.part];
}

/// Format 0: a channel for each voice; when there are too many, no voice is marked and some share.
void assignToVoices(const Piece& piece, std::vector<WrittenVoice>& voices)
{
    std::array<bool, 16> used{};
    bool enough = true;
    for (WrittenVoice& voice : voices) {
        const auto channel = freeChannel(used, piece.parts[voice.part]);
        enough = enough && channel;
        voice.channel = channel.value_or(wantedChannel(piece.parts[voice.part]));
        used[voice.channel] = true;
    }
    for (WrittenVoice& voice : voices)
        voice.marked = enough;
}

/// Where parts of different programs share a channel, each says its own before its notes.
void sayPrograms(const Piece& piece, std::vector<WrittenVoice>& voices)
{
    struct Beginning {
        Tick onset;
        WrittenVoice* voice;
    };
    std::array<std::optional<std::uint8_t>, 16> programs; ///< in force, from the last track that says one at the start
    std::array<bool, 16> differ{};
    for (const WrittenVoice& voice : voices) {
        auto& program = programs[voice.channel];
        const std::uint8_t own = piece.parts[voice.part].program;
        differ[voice.channel] = differ[voice.channel] || program.value_or(own) != own;
        program = own;
    }
    std::vector<Beginning> beginnings;
    for (WrittenVoice& voice : voices)
        if (differ[voice.channel])
            for (const Note& note : voice.notes)
                beginnings.push_back({note.onset, &voice});
    std::ranges::stable_sort(beginnings, {}, &Beginning::onset);
    for (const auto& [onset, voice] : beginnings)
        if (const std::uint8_t own = piece.parts[voice->part].program;
            std::exchange(programs[voice->channel], own) != own)
            voice->programs.push_back(onset);
}

} // namespace

std::vector<WrittenVoice> voicesOf(const Piece& piece, MidiFormat format)
{
    std::vector<WrittenVoice> voices;
    for (std::size_t part = 0; part < piece.parts.size(); ++part) {
        const std::size_t first = voices.size();
        std::vector<Note> notes = piece.parts[part].notes;
        std::ranges::sort(notes, noteBefore);
        for (const Hand hand : {Hand::Right, Hand::Left, Hand::Unknown})
            addVoices(voices, notes, part, hand);
        if (voices.size() == first)
            voices.push_back({part, Hand::Unknown, 0, false, true, {}, {}});
        voices[first].leads = true;
    }
    if (format == MidiFormat::Parallel)
        assignToParts(piece, voices);
    else
        assignToVoices(piece, voices);
    sayPrograms(piece, voices);
    return voices;
}

} // namespace cadenza::midi
