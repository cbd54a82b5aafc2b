#include "core/generation/voice_leading.h"

#include "core/encoding/classes.h"
#include "core/encoding/parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

constexpr int kMoreReach = 7;        ///< semitones beyond the range in the seed
constexpr int kUnknownReach = 3;     ///< around the mean of the others, of a part that rests in the seed
constexpr double kLeastSpread = 3.0; ///< semitones
constexpr double kLeastLeap = 1.0;
constexpr double kDissonance = 0.5;          ///< of the nats by which the seed prefers consonance
constexpr double kSilenceNats = 2.0;         ///< for a legato part that would fall silent
constexpr double kLeapsANat = 2.0;           ///< of its mean, and a semitone more
constexpr double kHeldNats = 3.0;            ///< for a note that is broken off a quarter or more before its end
constexpr double kCrossingNats = 2.0;        ///< for each voice that is crossed
constexpr double kFading = 1.0 - 1.0 / 32.0; ///< of what was played, with each note
constexpr double kSmoothing = 0.25;          ///< notes
constexpr double kFar = 1e9;
constexpr float kNever = -std::numeric_limits<float>::infinity();

std::int64_t quarterOf(TimeBase timeBase)
{
    constexpr std::int64_t halfASecond = 50;
    return timeBase == TimeBase::Beats ? encoding::kStepsPerQuarter : halfASecond;
}

/// Where each event begins, seen from the last.
std::vector<std::int64_t> positionsOf(std::span<const Event> events, TimeBase timeBase)
{
    std::vector<std::int64_t> positions{0};
    for (std::size_t i = 1; i < events.size(); ++i) {
        const int units = timeBase == TimeBase::Beats
                              ? encoding::resolveStep(events[i].step, events[i - 1].beat, events[i].beat)
                              : encoding::stepUnits(timeBase)[events[i].step];
        positions.push_back(positions.back() + units);
    }
    const std::int64_t end = positions.back();
    for (std::int64_t& position : positions)
        position -= end;
    return positions;
}

/// What a part may be expected to play that rests in the seed: in the middle of the others.
PartTexture restingAmong(const midi::Piece& seed)
{
    double heights = 0.0, parts = 0.0;
    for (const midi::Part& part : seed.parts)
        if (!part.drums && !part.notes.empty()) {
            heights += textureOf(part.notes, seed.ticksPerQuarter).height;
            parts += 1.0;
        }
    const double middle = heights / std::max(parts, 1.0);
    const int around = static_cast<int>(std::lround(middle));
    return {.lowest = around - kUnknownReach, .highest = around + kUnknownReach, .height = middle};
}

} // namespace

VoiceLeading::VoiceLeading(TimeBase timeBase, const midi::Piece& seed, std::span<const Event> events,
                           const HeardParts& parts, const PartSet& free)
    : timeBase_(timeBase)
{
    addVoices(seed, parts, free);
    hearSeed(events);
    dissonance_ = kDissonance * consonanceOf(seed);
}

void VoiceLeading::addVoices(const midi::Piece& seed, const HeardParts& parts, const PartSet& free)
{
    const auto classes = encoding::partClassesOf(seed);
    const PartTexture resting = restingAmong(seed);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const std::uint8_t part = classes[i];
        const auto known = [&](const Voice& voice) { return voice.part == part; };
        if (!parts.hears(part) || encoding::isDrums(part) || std::ranges::any_of(voices_, known))
            continue;
        const auto& notes = seed.parts[i].notes;
        Voice voice{.part = part,
                    .heard = parts.as(part),
                    .free = free[part],
                    .texture = notes.empty() ? resting : textureOf(notes, seed.ticksPerQuarter)};
        voices_.push_back(voice);
    }
    std::ranges::stable_sort(voices_, {}, [](const Voice& voice) { return voice.texture.height; });
}

void VoiceLeading::hearSeed(std::span<const Event> events)
{
    const auto positions = positionsOf(events, timeBase_);
    for (std::size_t i = 0; i < events.size(); ++i)
        for (Voice& voice : voices_)
            if (voice.part == events[i].part) {
                strike(voice, events[i], positions[i]);
                voice.seedNotes += 1.0;
                voice.durations[events[i].duration] += 1.0;
            }
    double notes = 0.0, sounding = 0.0;
    for (const Voice& voice : voices_) {
        notes += voice.seedNotes;
        sounding += voice.seedNotes > 0.0 ? 1.0 : 0.0;
    }
    for (Voice& voice : voices_) {
        if (voice.seedNotes == 0.0) // it may be made as well: as much of it as of the others
            voice.seedNotes = notes / std::max(sounding, 1.0);
        voice.lateNotes = voice.seedNotes;
    }
}

void VoiceLeading::strike(Voice& voice, const Event& event, std::int64_t position) const
{
    voice.pitch = event.pitch;
    voice.onset = position;
    voice.end = position + encoding::durationUnits(timeBase_)[event.duration];
}

void VoiceLeading::hear(const Event& played, std::int64_t position)
{
    const auto voice = std::ranges::find(voices_, played.part, &Voice::part);
    if (voice == voices_.end())
        return;
    strike(*voice, played, position);
    if (!voice->free)
        return;
    double all = 0.0;
    for (Voice& other : voices_)
        if (other.free && other.heard == voice->heard) {
            all += other.lateNotes;
            other.lateNotes *= kFading;
        }
    voice->lateNotes += all * (1.0 - kFading);
}

void VoiceLeading::await(std::span<const Event> played)
{
    for (Voice& voice : voices_) {
        const auto next = std::ranges::find(played, voice.part, &Event::part);
        voice.awaited = next == played.end() ? -1 : next->pitch;
    }
}

bool VoiceLeading::leads(std::uint8_t heardPart) const
{
    return std::ranges::find(voices_, heardPart, &Voice::heard) != voices_.end();
}

bool VoiceLeading::isMonophonic(std::uint8_t part) const
{
    const auto voice = std::ranges::find(voices_, part, &Voice::part);
    return voice != voices_.end() && voice->texture.monophonic;
}

std::size_t VoiceLeading::size() const
{
    return static_cast<std::size_t>(std::ranges::count(voices_, true, &Voice::free));
}

bool VoiceLeading::begins(const Voice& voice, std::int64_t position) const
{
    return voice.pitch >= 0 && voice.onset == position;
}

/// Whether a part would be silent at an onset.
bool VoiceLeading::isDue(const Voice& voice, std::int64_t position) const
{
    return voice.free && !begins(voice, position) && voice.end <= position;
}

/// Whether a part may take a note at all. Notes of an onset come from below: a part under one that has begun there
/// comes too late.
bool VoiceLeading::mayTake(const Voice& voice, std::int64_t position, int pitch, Onset onset) const
{
    if (!voice.free || (voice.texture.monophonic && begins(voice, position))
        || pitch < voice.texture.lowest - kMoreReach || pitch > voice.texture.highest + kMoreReach)
        return false;
    return std::ranges::none_of(voices_, [&](const Voice& other) {
        if (&other == &voice || other.heard != voice.heard)
            return false;
        if (&other < &voice)
            return onset == Onset::Full && other.free && !begins(other, position);
        return begins(other, position) && other.pitch <= pitch;
    });
}

/// The pitch of a part at an onset; −1 where it is silent.
int VoiceLeading::soundingAt(const Voice& voice, std::int64_t position)
{
    if (voice.awaited >= 0 && voice.onset < position)
        return voice.awaited;
    return voice.end > position ? voice.pitch : -1;
}

double VoiceLeading::likingOf(const Voice& voice, std::int64_t position, int pitch) const
{
    double liking = std::log((voice.seedNotes + kSmoothing) / (voice.lateNotes + kSmoothing));
    liking -= 0.5 * std::pow((pitch - voice.texture.height) / std::max(voice.texture.spread, kLeastSpread), 2.0);
    if (voice.pitch >= 0)
        liking -= std::abs(pitch - voice.pitch) / (1.0 + kLeapsANat * std::max(voice.texture.leap, kLeastLeap));
    if (voice.texture.monophonic && voice.end > position) {
        const double left = static_cast<double>(voice.end - position) / static_cast<double>(quarterOf(timeBase_));
        liking -= kHeldNats * std::min(left, 1.0);
    }
    for (const Voice& other : voices_) {
        if (&other == &voice)
            continue;
        if (&other < &voice && other.heard == voice.heard && isDue(other, position)) // it could not begin any more
            liking -= kSilenceNats * other.texture.legato;
        const int sounding = soundingAt(other, position);
        if (sounding < 0)
            continue;
        liking -= (&other > &voice ? pitch > sounding : pitch < sounding) ? kCrossingNats : 0.0;
        liking -= isConsonant(pitch - sounding) ? 0.0 : dissonance_;
    }
    return liking;
}

/// The part that wants a note most; null where none can take it.
const VoiceLeading::Voice* VoiceLeading::bestFor(std::uint8_t heardPart, std::int64_t position, int pitch,
                                                 Onset onset) const
{
    const Voice* best = nullptr;
    double most = 0.0;
    for (const Voice& voice : voices_) {
        if (voice.heard != heardPart || !mayTake(voice, position, pitch, onset))
            continue;
        const double liking = likingOf(voice, position, pitch);
        if (!best || liking > most) {
            best = &voice;
            most = liking;
        }
    }
    return best;
}

bool VoiceLeading::hasRoom(std::uint8_t heardPart, std::int64_t position, int lowest) const
{
    for (int pitch = std::max(lowest, 0); pitch < encoding::kPitchClasses; ++pitch)
        if (bestFor(heardPart, position, pitch, Onset::Any))
            return true;
    return false;
}

void VoiceLeading::pullSteps(const Event& last, std::int64_t position, std::span<float> logits) const
{
    double legato = 0.0;
    for (const Voice& voice : voices_) {
        const int lowest = voice.heard == last.part ? last.pitch + 1 : 0;
        if (voice.heard >= last.part && isDue(voice, position)
            && mayTake(voice, position, std::max(voice.texture.lowest, lowest), Onset::Any))
            legato = std::max(legato, voice.texture.legato);
    }
    logits[0] += static_cast<float>(kSilenceNats * legato);
}

void VoiceLeading::pullPitches(std::uint8_t heardPart, std::int64_t position, std::span<float> logits,
                               Onset onset) const
{
    std::vector<float> pulled(logits.begin(), logits.end());
    bool any = false;
    for (std::size_t pitch = 0; pitch < pulled.size(); ++pitch) {
        const Voice* voice = bestFor(heardPart, position, static_cast<int>(pitch), onset);
        pulled[pitch] += voice ? static_cast<float>(likingOf(*voice, position, static_cast<int>(pitch))) : kNever;
        any = any || std::isfinite(pulled[pitch]);
    }
    if (any)
        std::ranges::copy(pulled, logits.begin());
}

void VoiceLeading::pullDurations(std::uint8_t part, std::span<float> logits) const
{
    const auto voice = std::ranges::find(voices_, part, &Voice::part);
    const auto never = [](double times) { return times == 0.0; };
    if (voice == voices_.end() || std::ranges::all_of(voice->durations, never))
        return;
    double all = 0.0;
    for (const Voice& other : voices_)
        for (const double times : other.durations)
            all += times;
    for (std::size_t duration = 0; duration < logits.size(); ++duration) {
        double played = 0.0;
        for (const Voice& other : voices_)
            played += other.durations[duration];
        const double own = (voice->durations[duration] + kSmoothing) / (voice->seedNotes + kSmoothing);
        logits[duration] += static_cast<float>(std::log(own / ((played + kSmoothing) / (all + kSmoothing))));
    }
}

std::uint8_t VoiceLeading::partFor(std::uint8_t heardPart, std::int64_t position, int pitch, Onset onset) const
{
    if (const Voice* voice = bestFor(heardPart, position, pitch, onset))
        return voice->part;
    const auto distance = [&](const Voice& voice) { // what no part can take goes to the nearest
        return voice.free && voice.heard == heardPart ? std::abs(pitch - voice.texture.height) : kFar;
    };
    return std::ranges::min_element(voices_, {}, distance)->part;
}

} // namespace cadenza::generation
