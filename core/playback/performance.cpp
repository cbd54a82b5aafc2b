#include "core/playback/performance.h"

#include "core/midi/instruments.h"
#include "core/midi/tempo_map.h"
#include "core/playback/message_sink.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace cadenza::playback {
namespace {

constexpr std::uint8_t kReleaseVelocity = 64;
constexpr std::uint8_t kPedalDown = 64;
constexpr std::size_t kMostBeats = 200000; ///< a piece of hours; a damaged file could ask for millions

/// Messages at equal times are sorted so that keys are free and state is set before notes begin.
enum class Rank : std::uint8_t { Release, State, Strike };

struct RankedMessage {
    TimedMessage message;
    Rank rank;
};
using RankedMessages = std::vector<RankedMessage>;

/// The channel of every part: its own where that is free, else the next free one, else that of the part most like it.
std::vector<int> channelsOf(const std::vector<midi::Part>& parts)
{
    std::array<bool, kMidiChannels> taken{};
    std::array<const midi::Part*, kMidiChannels> first{}; ///< of the parts on each
    taken[kDrumChannel] = true;
    std::vector<int> channels;
    for (const midi::Part& part : parts) {
        int channel = part.channel % kMidiChannels;
        if (part.drums) {
            channel = kDrumChannel;
        } else if (taken[static_cast<std::size_t>(channel)]) {
            const auto free = std::ranges::find(taken, false);
            if (free != taken.end())
                channel = static_cast<int>(free - taken.begin());
            else if (const std::size_t like = midi::likest(part, first); like < first.size())
                channel = static_cast<int>(like);
            else if (channel == kDrumChannel)
                channel = 0;
        }
        const auto place = static_cast<std::size_t>(channel);
        taken[place] = true;
        first[place] = first[place] ? first[place] : &part;
        channels.push_back(channel);
    }
    return channels;
}

/// One key of one channel going down and up.
struct Stroke {
    int channel;
    std::uint8_t pitch;
    Tick onset;
    Tick end;
    std::uint8_t velocity;
    std::uint16_t part;
};

/// The notes of all parts, such that strokes of one channel and key neither overlap nor begin together.
std::vector<Stroke> strokesOf(const midi::Piece& piece, const std::vector<int>& channels)
{
    std::vector<Stroke> strokes;
    for (std::size_t p = 0; p < piece.parts.size(); ++p)
        for (const midi::Note& note : piece.parts[p].notes)
            strokes.push_back(
                {channels[p], note.pitch, note.onset, note.end(), note.velocity, static_cast<std::uint16_t>(p)});
    std::ranges::stable_sort(strokes, {}, [](const Stroke& s) { return std::tuple(s.channel, s.pitch, s.onset); });

    std::vector<Stroke> kept;
    for (const Stroke& stroke : strokes) {
        const bool sameKey =
            !kept.empty() && kept.back().channel == stroke.channel && kept.back().pitch == stroke.pitch;
        if (sameKey && kept.back().onset == stroke.onset) {
            kept.back().end = std::max(kept.back().end, stroke.end);
            kept.back().velocity = std::max(kept.back().velocity, stroke.velocity);
            continue;
        }
        if (sameKey)
            kept.back().end = std::min(kept.back().end, stroke.onset);
        kept.push_back(stroke);
    }
    return kept;
}

void appendPart(RankedMessages& messages, const midi::Part& part, int channel, std::uint16_t index,
                const midi::TempoMap& tempo)
{
    const auto status = [&](int kind) { return static_cast<std::uint8_t>(kind | channel); };
    const auto say = [&](const TimedMessage& message) { messages.push_back({message, Rank::State}); };
    say({Seconds{0.0}, status(kProgramChange), part.program, 0, index});
    for (const midi::PedalChange& change : part.pedal)
        say({tempo.secondsAt(change.at), status(kControlChange), kSustainPedal, change.value, index});
    if (!part.pedal.empty() && part.pedal.back().value >= kPedalDown) {
        const Tick last =
            part.notes.empty() ? part.pedal.back().at : std::ranges::max(part.notes, {}, &midi::Note::end).end();
        const Tick at = std::max(last, part.pedal.back().at);
        say({tempo.secondsAt(at), status(kControlChange), kSustainPedal, 0, index});
    }
}

/// The strokes in time. Where parts of different programs share a channel, each says its own before it strikes.
void appendStrokes(RankedMessages& messages, const midi::Piece& piece, const std::vector<int>& channels,
                   const midi::TempoMap& tempo)
{
    std::array<std::uint8_t, kMidiChannels> programs{};
    for (std::size_t p = 0; p < channels.size(); ++p)
        programs[static_cast<std::size_t>(channels[p])] = piece.parts[p].program;
    auto strokes = strokesOf(piece, channels);
    std::ranges::stable_sort(strokes, {}, &Stroke::onset);
    for (const Stroke& stroke : strokes) {
        const auto status = [&](int kind) { return static_cast<std::uint8_t>(kind | stroke.channel); };
        const Seconds onset = tempo.secondsAt(stroke.onset);
        auto& program = programs[static_cast<std::size_t>(stroke.channel)];
        if (const std::uint8_t own = piece.parts[stroke.part].program; std::exchange(program, own) != own)
            messages.push_back({{onset, status(kProgramChange), own, 0, stroke.part}, Rank::Strike});
        messages.push_back({{onset, status(kNoteOn), stroke.pitch, stroke.velocity, stroke.part}, Rank::Strike});
        messages.push_back(
            {{tempo.secondsAt(stroke.end), status(kNoteOff), stroke.pitch, kReleaseVelocity, stroke.part},
             Rank::Release});
    }
}

std::vector<Beat> beatsOf(const midi::Piece& piece, const midi::TempoMap& tempo)
{
    std::vector<Beat> beats;
    const Tick end = piece.end();
    for (int bar = 1; tempo.barStart(bar) < end && beats.size() < kMostBeats; ++bar) {
        const Tick start = tempo.barStart(bar);
        const Tick next = std::min(tempo.barStart(bar + 1), end);
        const int unit = std::max<int>(tempo.signatureAt(start).denominator, 1);
        const Tick step{std::max(1, 4 * piece.ticksPerQuarter / unit)};
        for (Tick at = start; at < next && beats.size() < kMostBeats; at += step)
            beats.push_back({tempo.secondsAt(at), at == start});
    }
    return beats;
}

} // namespace

Performance perform(const midi::Piece& piece)
{
    const midi::TempoMap tempo(piece);
    const std::vector<int> channels = channelsOf(piece.parts);

    RankedMessages messages;
    for (std::size_t p = 0; p < piece.parts.size(); ++p)
        appendPart(messages, piece.parts[p], channels[p], static_cast<std::uint16_t>(p), tempo);
    appendStrokes(messages, piece, channels, tempo);
    std::ranges::stable_sort(messages, {}, [](const RankedMessage& m) { return std::pair(m.message.at, m.rank); });

    Performance performance;
    performance.messages.reserve(messages.size());
    for (const RankedMessage& ranked : messages)
        performance.messages.push_back(ranked.message);
    performance.length = tempo.secondsAt(piece.end());
    performance.beats = beatsOf(piece, tempo);
    performance.starts = {Seconds{0.0}};
    return performance;
}

Performance inTurn(std::span<const Performance> performances, Seconds pause)
{
    Performance all;
    Seconds start{0.0};
    for (const Performance& one : performances) {
        for (TimedMessage message : one.messages) {
            message.at += start;
            all.messages.push_back(message);
        }
        for (const Beat& beat : one.beats)
            all.beats.push_back({beat.at + start, beat.downbeat});
        for (const Seconds at : one.starts)
            all.starts.push_back(at + start);
        all.length = start + one.length;
        start = all.length + pause;
    }
    std::ranges::stable_sort(all.messages, {}, &TimedMessage::at);
    return all;
}

Performance testTone()
{
    constexpr std::array<std::uint8_t, 3> kMajorChord{60, 64, 67};
    constexpr Seconds kApart{0.25};
    constexpr Seconds kEnd{1.5};
    Performance tone;
    Seconds at{0.0};
    for (const std::uint8_t key : kMajorChord) {
        tone.messages.push_back({at, kNoteOn, key, 80, 0});
        at += kApart;
    }
    for (const std::uint8_t key : kMajorChord)
        tone.messages.push_back({kEnd, kNoteOff, key, kReleaseVelocity, 0});
    tone.length = kEnd;
    tone.starts = {Seconds{0.0}};
    return tone;
}

} // namespace cadenza::playback
