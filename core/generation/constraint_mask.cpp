#include "core/generation/constraint_mask.h"

#include "core/encoding/classes.h"
#include "core/encoding/parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cadenza::generation {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Forbids what `allowed` refuses, unless that is everything: then nothing but `fallback` stays.
template <class Allowed>
void forbid(std::span<float> logits, std::size_t fallback, Allowed allowed)
{
    const float kept = std::isfinite(logits[fallback]) ? logits[fallback] : 0.0F;
    bool any = false;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (!allowed(static_cast<int>(i)))
            logits[i] = kNever;
        any = any || std::isfinite(logits[i]);
    }
    if (!any)
        logits[fallback] = kept;
}

} // namespace

void ConstraintMask::hear(const encoding::Event& event)
{
    const std::int64_t before = position_;
    if (timeBase_ == encoding::TimeBase::Beats)
        position_ += encoding::resolveStep(event.step, last_.beat, event.beat);
    else
        position_ += encoding::stepUnits(timeBase_)[event.step];
    if (position_ != before)
        onset_.clear();
    onset_.push_back(event);
    std::erase_if(sounding_, [&](const Sounding& s) {
        return s.until <= position_ || (s.part == event.part && s.pitch == event.pitch);
    });
    sounding_.push_back({event.part, event.pitch, position_ + encoding::durationUnits(timeBase_)[event.duration]});
    heardParts_[event.part] = true;
    if (encoding::isDrums(event.part))
        kit_.set(event.pitch);
    last_ = event;
}

int ConstraintMask::soundingAt(std::int64_t position) const
{
    return static_cast<int>(std::ranges::count_if(sounding_, [&](const Sounding& s) { return s.until > position; }));
}

/// Whether the part can reach this pitch beside those it strikes with it.
bool ConstraintMask::fitsHands(std::uint8_t part, int pitch) const
{
    std::vector<int> pitches{pitch};
    for (const encoding::Event& event : onset_)
        if (event.part == part)
            pitches.push_back(event.pitch);
    std::ranges::sort(pitches);
    const auto second = std::ranges::find_if(pitches, [&](int p) { return p > pitches.front() + wishes_.handSpan; });
    return second == pitches.end() || pitches.back() <= *second + wishes_.handSpan;
}

bool ConstraintMask::allows(const model::PartialEvent& next, int pitch) const
{
    const bool sameOnset = next.step == 0;
    if (sameOnset && next.part == last_.part && pitch <= last_.pitch)
        return false;
    if (encoding::isDrums(next.part))
        return kit_.none() || kit_.test(static_cast<std::size_t>(pitch));
    if (pitch < wishes_.lowestPitch || pitch > wishes_.highestPitch)
        return false;
    if (wishes_.key && wishes_.key->strength >= 1.0 && !inScale(*wishes_.key, pitch))
        return false;
    return !sameOnset || wishes_.handSpan == 0 || fitsHands(next.part, pitch);
}

bool ConstraintMask::allowsAny(const model::PartialEvent& next) const
{
    for (int pitch = 0; pitch < encoding::kPitchClasses; ++pitch)
        if (allows(next, pitch))
            return true;
    return false;
}

bool ConstraintMask::mayJoin(std::uint8_t part) const
{
    return part >= last_.part && (heardParts_[part] || part == last_.part) && allowsAny({.step = 0, .part = part});
}

void ConstraintMask::maskSteps(std::span<float> logits) const
{
    const auto units = encoding::stepUnits(timeBase_);
    if (wishes_.sparseness != 0.0)
        for (std::size_t i = 0; i < logits.size(); ++i)
            logits[i] += static_cast<float>(wishes_.sparseness * std::log2(1.0 + units[i]));
    bool roomAtOnset = false;
    for (std::size_t part = last_.part; part < heardParts_.size() && !roomAtOnset; ++part)
        roomAtOnset = mayJoin(static_cast<std::uint8_t>(part));
    forbid(logits, logits.size() - 1, [&](int step) {
        if (step == 0 && !roomAtOnset)
            return false;
        return wishes_.maxPolyphony == 0
               || soundingAt(position_ + units[static_cast<std::size_t>(step)]) < wishes_.maxPolyphony;
    });
}

void ConstraintMask::maskParts(const model::PartialEvent& next, std::span<float> logits) const
{
    forbid(logits, last_.part, [&](int part) {
        const auto index = static_cast<std::uint8_t>(part);
        return next.step != 0 ? heardParts_[index] : mayJoin(index);
    });
}

void ConstraintMask::maskPitches(const model::PartialEvent& next, std::span<float> logits) const
{
    if (wishes_.key && wishes_.key->strength < 1.0 && !encoding::isDrums(next.part))
        for (int pitch = 0; pitch < encoding::kPitchClasses; ++pitch)
            if (!inScale(*wishes_.key, pitch))
                logits[static_cast<std::size_t>(pitch)] += static_cast<float>(std::log1p(-wishes_.key->strength));
    forbid(logits, static_cast<std::size_t>(wishes_.highestPitch), [&](int pitch) { return allows(next, pitch); });
}

void ConstraintMask::maskDurations(std::span<float> logits) const
{
    if (wishes_.maxPolyphony == 0)
        return;
    const auto longestStep = encoding::stepUnits(timeBase_).back(); // so that a step always leads to where it ended
    forbid(logits, 0, [&](int duration) {
        return encoding::durationUnits(timeBase_)[static_cast<std::size_t>(duration)] <= longestStep;
    });
}

} // namespace cadenza::generation
