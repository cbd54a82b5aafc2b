#include "core/encoding/decoder.h"

#include "core/encoding/classes.h"
#include "core/encoding/onset_grid.h"
#include "core/encoding/parts.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace cadenza::encoding {
namespace {

constexpr double kMicrosecondsPerMinute = 6e7;
constexpr double kMicrosecondsPerStep = 1e4;     ///< performance time
constexpr int kPerformanceTicksPerQuarter = 500; ///< at 120 quarters a minute a tick is a millisecond
constexpr double kPerformanceTempo = 5e5;        ///< microseconds per quarter
constexpr std::int64_t kRepressDivisor = 96;     ///< the pedal goes down again 1/96 quarter after it went up

constexpr std::int64_t kLongestHeldQuarters = 64; ///< how far back a sounding note of the same key is looked for

template <class Change>
void dropAfter(std::vector<Change>& changes, Tick last)
{
    std::erase_if(changes, [&](const Change& change) { return change.at > last; });
}

Tick lastOnsetOf(const midi::Piece& piece)
{
    Tick last{};
    for (const auto& part : piece.parts)
        if (!part.notes.empty())
            last = std::max(last, part.notes.back().onset);
    return last;
}

} // namespace

Decoder::Decoder(TimeBase timeBase, const midi::Piece& context) : timeBase_(timeBase), piece_(context)
{
    partOfClass_.fill(kNone);
    readContext();
}

void Decoder::readContext()
{
    empty_ = piece_.noteCount() == 0;
    shift_ = timeBase_ == TimeBase::Beats ? quarterShift(piece_) : Tick{};
    lastOnset_ = origin_ = lastOnsetOf(piece_);
    dropAfter(piece_.tempo, lastOnset_);
    if (shift_ == Tick{}) // otherwise the second signature tells where bars begin
        dropAfter(piece_.timeSignatures, lastOnset_);
    dropAfter(piece_.keySignatures, lastOnset_);
    const auto classes = partClassesOf(piece_);
    for (std::size_t i = 0; i < piece_.parts.size(); ++i) {
        auto& part = piece_.parts[i];
        dropAfter(part.pedal, lastOnset_);
        if (auto& known = partOfClass_[classes[i]]; known == kNone)
            known = i;
        if (!part.pedal.empty() && pedalPart_ == kNone)
            pedalPart_ = i;
    }
    pedalDown_ = pedalPart_ != kNone && piece_.parts[pedalPart_].pedal.back().value >= 64;
    const double microseconds =
        piece_.tempo.empty() ? midi::TempoChange{}.microsecondsPerQuarter : piece_.tempo.back().microsecondsPerQuarter;
    ticksPerStep_ = piece_.ticksPerQuarter * kMicrosecondsPerStep / microseconds;
    if (timeBase_ == TimeBase::Performance)
        return;
    tempo_ = tempoClassOf(kMicrosecondsPerMinute / microseconds);
    metre_ = metreClassOf(piece_.timeSignatures.empty() ? midi::TimeSignature{} : piece_.timeSignatures.back());
    position_ = empty_ ? 0 : gridAtTick(lastOnset_ + shift_, piece_.ticksPerQuarter);
}

std::size_t Decoder::partFor(std::uint8_t partClass)
{
    if (partOfClass_[partClass] == kNone)
        addPart(partClass);
    return partOfClass_[partClass];
}

/// Among the parts of a family a new one stands, and has the program, where its class puts it when encoded again.
void Decoder::addPart(std::uint8_t partClass)
{
    auto part = partOf(partClass);
    std::size_t at = piece_.parts.size();
    for (int other = partClass % kPartFamilies; other < kPartClasses; other += kPartFamilies) {
        const std::size_t known = partOfClass_[static_cast<std::size_t>(other)];
        if (known == kNone)
            continue;
        if (other < partClass)
            part.program = piece_.parts[known].program;
        else
            at = std::min(at, known);
    }
    for (std::size_t& known : partOfClass_)
        known += known != kNone && known >= at ? 1 : 0;
    pedalPart_ += pedalPart_ != kNone && pedalPart_ >= at ? 1 : 0;
    piece_.parts.insert(piece_.parts.begin() + static_cast<std::ptrdiff_t>(at), std::move(part));
    partOfClass_[partClass] = at;
}

Tick Decoder::tickOf(std::int64_t position) const
{
    if (timeBase_ == TimeBase::Beats)
        return std::max(tickAtGrid(position, piece_.ticksPerQuarter) - shift_, Tick{});
    return origin_ + Tick{std::llround(static_cast<double>(position) * ticksPerStep_)};
}

Tick Decoder::ticksOf(std::int64_t units) const
{
    const Tick length = timeBase_ == TimeBase::Beats ? tickAtGrid(units, piece_.ticksPerQuarter)
                                                     : Tick{std::llround(static_cast<double>(units) * ticksPerStep_)};
    return std::max(length, Tick{1});
}

std::int64_t Decoder::positionAfter(const Event& event) const
{
    if (timeBase_ == TimeBase::Performance)
        return position_ + stepUnits(timeBase_)[event.step];
    if (empty_ && event.step == 0)
        return event.beat;
    return position_ + resolveStep(event.step, static_cast<int>(position_ % kBeatClasses), event.beat);
}

std::uint8_t Decoder::beatAfter(std::uint8_t step) const
{
    if (timeBase_ == TimeBase::Performance)
        return 0;
    return static_cast<std::uint8_t>((position_ + stepUnits(timeBase_)[step]) % kBeatClasses);
}

bool Decoder::beginsQuarter(std::uint8_t step) const
{
    if (timeBase_ == TimeBase::Performance)
        return false;
    const std::int64_t after = position_ + stepUnits(timeBase_)[step];
    return empty_ || after / kBeatClasses != position_ / kBeatClasses;
}

void Decoder::advanceTo(const Event& event)
{
    const std::int64_t before = position_;
    position_ = positionAfter(event);
    if (position_ != before || empty_)
        lastOnset_ = std::max(lastOnset_, tickOf(position_));
    if (timeBase_ == TimeBase::Performance)
        return;
    const std::int64_t quarter = position_ / kBeatClasses;
    if (event.tempo == tempo_ || (!empty_ && quarter == before / kBeatClasses))
        return;
    tempo_ = event.tempo;
    const Tick at = empty_ ? Tick{} : tickOf(quarter * kBeatClasses);
    if (!piece_.tempo.empty() && piece_.tempo.back().at >= at)
        piece_.tempo.pop_back();
    // Whole microseconds, as a MIDI file holds them: a take equals its file.
    piece_.tempo.push_back({at, std::round(kMicrosecondsPerMinute / tempoOf(tempo_))});
}

void Decoder::setPedal(const Event& event, std::size_t part)
{
    if (pedalPart_ == kNone && event.pedal != 0)
        pedalPart_ = partOfClass_[kKeyboardPart] == kNone ? part : partOfClass_[kKeyboardPart];
    if (pedalPart_ == kNone || (event.pedal == 0 && !pedalDown_) || (event.pedal == 1 && pedalDown_))
        return;
    auto& pedal = piece_.parts[pedalPart_].pedal;
    std::erase_if(pedal, [&](const midi::PedalChange& change) { return change.at >= lastOnset_; });
    if (pedalDown_)
        pedal.push_back({lastOnset_, 0});
    if (event.pedal != 0) {
        const Tick later{std::max<std::int64_t>(piece_.ticksPerQuarter / kRepressDivisor, 1)};
        pedal.push_back({pedalDown_ ? lastOnset_ + later : lastOnset_, 127});
    }
    pedalDown_ = event.pedal != 0;
}

void Decoder::setMetre(std::uint8_t metre)
{
    if (metre == metre_ && !(empty_ && piece_.timeSignatures.empty()))
        return;
    metre_ = metre;
    auto signature = signatureOf(metre);
    if (!empty_ && timeBase_ == TimeBase::Beats) // the new metre begins with the quarter it is first seen in
        signature.at = tickOf(position_ / kBeatClasses * kBeatClasses);
    dropAfter(piece_.timeSignatures, signature.at - Tick{1});
    piece_.timeSignatures.push_back(signature);
}

void Decoder::strike(std::vector<midi::Note>& notes, const Event& event) const
{
    const midi::Note struck{lastOnset_, ticksOf(durationUnits(timeBase_)[event.duration]), event.pitch,
                            velocityOf(event.velocity), midi::Hand::Unknown};
    const Tick longAgo = lastOnset_ - Tick{std::int64_t{piece_.ticksPerQuarter} * kLongestHeldQuarters};
    for (auto earlier = notes.rbegin(); earlier != notes.rend() && earlier->onset > longAgo; ++earlier)
        if (earlier->pitch == struck.pitch && earlier->onset < struck.onset) {
            earlier->duration = std::min(earlier->duration, struck.onset - earlier->onset);
            break;
        }
    const auto inOrder = [](const midi::Note& a, const midi::Note& b) {
        return std::tie(a.onset, a.pitch) < std::tie(b.onset, b.pitch);
    };
    notes.insert(std::ranges::upper_bound(notes, struck, inOrder), struck);
}

void Decoder::append(const Event& event)
{
    const bool newOnset = event.step != 0 || empty_;
    advanceTo(event);
    setMetre(event.metre);
    const std::size_t index = partFor(event.part);
    if (newOnset)
        setPedal(event, index);
    strike(piece_.parts[index].notes, event);
    empty_ = false;
}

void Decoder::endEarlier(std::uint8_t partClass)
{
    const std::size_t part = partOfClass_[partClass];
    if (part == kNone)
        return;
    for (midi::Note& note : piece_.parts[part].notes)
        if (note.onset < lastOnset_ && note.end() > lastOnset_)
            note.duration = lastOnset_ - note.onset;
}

midi::Piece Decoder::finished() const
{
    midi::Piece result = piece_;
    if (pedalDown_)
        result.parts[pedalPart_].pedal.push_back({std::max(result.end(), lastOnset_ + Tick{1}), 0});
    return result;
}

midi::Piece decode(TimeBase timeBase, std::span<const Event> events)
{
    midi::Piece blank;
    if (timeBase == TimeBase::Performance) {
        blank.ticksPerQuarter = kPerformanceTicksPerQuarter;
        blank.tempo.push_back({{}, kPerformanceTempo});
    }
    Decoder decoder(timeBase, blank);
    for (const auto& event : events)
        decoder.append(event);
    return decoder.finished();
}

} // namespace cadenza::encoding
