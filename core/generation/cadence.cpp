#include "core/generation/cadence.h"

#include "core/encoding/classes.h"
#include "core/encoding/parts.h"
#include "core/seeds/tonality.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cadenza::generation {
namespace {

using encoding::Event;

constexpr std::size_t kKeyNotes = 128;
constexpr float kTowardsDominant = 1.5F; ///< nats for its tones
constexpr int kHighestRoot = 60;         ///< of the final chord, where there is a choice
constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Forbids what `allowed` refuses, unless nothing would be left.
template <class Allowed>
void keepOnly(std::span<float> logits, Allowed allowed)
{
    bool any = false;
    for (std::size_t i = 0; i < logits.size(); ++i)
        any = any || (std::isfinite(logits[i]) && allowed(static_cast<int>(i)));
    for (std::size_t i = 0; any && i < logits.size(); ++i)
        if (!allowed(static_cast<int>(i)))
            logits[i] = kNever;
}

int degreeOf(const KeyWish& key, int pitch)
{
    return (pitch - key.tonic + 120) % 12;
}

bool isTonicTriad(const KeyWish& key, int pitch)
{
    const int degree = degreeOf(key, pitch);
    return degree == 0 || degree == (key.minor ? 3 : 4) || degree == 7;
}

bool isDominantSeventh(const KeyWish& key, int pitch)
{
    const int degree = degreeOf(key, pitch);
    return degree == 7 || degree == 11 || degree == 2 || degree == 5;
}

} // namespace

void Cadence::hear(const Event& event)
{
    heard_.push_back(event);
    if (heard_.size() > kKeyNotes)
        heard_.pop_front();
}

KeyWish Cadence::key() const
{
    if (wish_)
        return *wish_;
    std::array<std::int64_t, 12> lengths{};
    for (const Event& event : heard_)
        if (!encoding::isDrums(event.part))
            lengths[event.pitch % 12U] += encoding::durationUnits(timeBase_)[event.duration];
    const auto tonality = seeds::tonalityOf(lengths);
    return {tonality.tonic, tonality.minor, 1.0};
}

/// The parts that play, in the order of their classes.
std::vector<std::uint8_t> Cadence::pitchedParts() const
{
    std::vector<std::uint8_t> parts;
    for (const Event& event : heard_)
        if (!encoding::isDrums(event.part))
            parts.push_back(event.part);
    std::ranges::sort(parts);
    parts.erase(std::ranges::unique(parts).begin(), parts.end());
    return parts;
}

/// Of one part the first note is the root; of several the lowest has it.
bool Cadence::carriesRoot(const TakeEnd& end, std::uint8_t part) const
{
    const auto parts = pitchedParts();
    if (parts.size() < 2)
        return end.finalNotes() == 0;
    return part == *std::ranges::min_element(parts, {}, [&](std::uint8_t which) {
               double sum = 0.0, notes = 0.0;
               for (const Event& event : heard_)
                   if (event.part == which) {
                       sum += event.pitch;
                       notes += 1.0;
                   }
               return sum / notes;
           });
}

std::uint8_t Cadence::landingStep(std::int64_t distance) const
{
    return timeBase_ == encoding::TimeBase::Beats ? encoding::beatStepClassOf(distance)
                                                  : encoding::stepClassOf(timeBase_, distance);
}

std::optional<std::uint8_t> Cadence::beatOfLanding(const TakeEnd& end, std::uint8_t step) const
{
    const auto distance = end.untilFinal();
    if (timeBase_ != encoding::TimeBase::Beats || heard_.empty() || !distance || *distance == 0
        || step != landingStep(*distance))
        return std::nullopt;
    return static_cast<std::uint8_t>((heard_.back().beat + *distance) % encoding::kBeatClasses);
}

bool Cadence::isFinal(const TakeEnd& end, std::uint8_t step) const
{
    const auto distance = end.untilFinal();
    if (!distance || *distance == 0)
        return distance && step == 0;
    return step == landingStep(*distance) || encoding::stepUnits(timeBase_)[step] >= *distance;
}

void Cadence::maskSteps(const TakeEnd& end, std::span<float> logits) const
{
    const auto distance = end.untilFinal();
    if (!distance)
        return;
    if (*distance == 0) {
        const std::size_t parts = pitchedParts().size();
        if (parts > 1)
            keepOnly(logits, [&](int step) { return (step == 0) == (end.finalNotes() < parts); });
        else if (end.finalNotes() < fewest_)
            keepOnly(logits, [](int step) { return step == 0; });
        return;
    }
    const auto units = encoding::stepUnits(timeBase_);
    const int landing = landingStep(*distance);
    keepOnly(logits, [&](int step) {
        return step == landing || (!end.mustLand() && units[static_cast<std::size_t>(step)] < *distance);
    });
}

void Cadence::maskParts(const TakeEnd& end, std::uint8_t step, std::span<float> logits) const
{
    const auto parts = pitchedParts();
    if (parts.size() < 2 || !isFinal(end, step))
        return;
    const auto next = end.finalNotes() == 0 ? parts.begin() : std::ranges::upper_bound(parts, heard_.back().part);
    if (next != parts.end())
        keepOnly(logits, [&](int part) { return part == *next; });
}

void Cadence::pullPitches(const TakeEnd& end, const model::PartialEvent& next, std::span<float> logits) const
{
    const auto distance = end.untilFinal();
    if (!distance || encoding::isDrums(next.part))
        return;
    const KeyWish home = key();
    if (isFinal(end, next.step)) {
        const bool root = carriesRoot(end, next.part);
        keepOnly(logits, [&](int pitch) { return root ? degreeOf(home, pitch) == 0 : isTonicTriad(home, pitch); });
        if (root)
            keepOnly(logits, [](int pitch) { return pitch <= kHighestRoot; });
        return;
    }
    if (*distance - encoding::stepUnits(timeBase_)[next.step] > end.bar())
        return;
    for (std::size_t pitch = 0; pitch < logits.size(); ++pitch)
        if (isDominantSeventh(home, static_cast<int>(pitch)))
            logits[pitch] += kTowardsDominant;
}

void Cadence::maskDurations(const TakeEnd& end, std::uint8_t step, std::span<float> logits) const
{
    if (!isFinal(end, step))
        return;
    const auto units = encoding::durationUnits(timeBase_);
    keepOnly(logits, [&](int duration) {
        const std::int64_t length = units[static_cast<std::size_t>(duration)];
        return 2 * length >= end.bar() && length <= 2 * end.bar();
    });
}

bool Cadence::slows(const TakeEnd& end, std::uint8_t step) const
{
    const auto distance = end.untilFinal();
    return distance && *distance > 0 && *distance - encoding::stepUnits(timeBase_)[step] < end.bar();
}

} // namespace cadenza::generation
