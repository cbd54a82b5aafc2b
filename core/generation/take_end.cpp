#include "core/generation/take_end.h"

#include "core/encoding/classes.h"
#include "core/encoding/onset_grid.h"
#include "core/encoding/parts.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

constexpr std::int64_t kFreeBar = 200;   ///< performance time has no bars: two seconds stand for one
constexpr std::size_t kChordReserve = 4; ///< notes kept for the final chord of a part
constexpr double kPaceFading = 1.0 - 1.0 / 32.0;

double secondsOf(TimeBase timeBase, std::int64_t units, std::uint8_t tempo)
{
    constexpr double stepSeconds = 0.01;
    if (timeBase == TimeBase::Performance)
        return static_cast<double>(units) * stepSeconds;
    return static_cast<double>(units) * 60.0 / (encoding::kStepsPerQuarter * encoding::tempoOf(tempo));
}

std::int64_t unitsBetween(TimeBase timeBase, const Event& before, const Event& event)
{
    return timeBase == TimeBase::Beats ? encoding::resolveStep(event.step, before.beat, event.beat)
                                       : encoding::stepUnits(timeBase)[event.step];
}

std::size_t pitchedPartsIn(std::span<const Event> events)
{
    std::set<std::uint8_t> parts;
    for (const Event& event : events)
        if (!encoding::isDrums(event.part))
            parts.insert(event.part);
    return parts.size();
}

} // namespace

TakeEnd::TakeEnd(TimeBase timeBase, const midi::Piece& seed, std::span<const Event> events, const Ending& wish,
                 const Extent& extent)
    : timeBase_(timeBase), wish_(wish), extent_(extent), last_(events.back()), bar_(kFreeBar),
      parts_(pitchedPartsIn(events))
{
    std::int64_t length = 0;
    for (std::size_t i = 1; i < events.size(); ++i)
        length += unitsBetween(timeBase, events[i - 1], events[i]);
    unitsPerNote_ = std::max(static_cast<double>(length) / static_cast<double>(events.size()), 0.1);
    if (timeBase == TimeBase::Performance)
        return;
    const midi::TempoMap map(seed);
    const Tick onset = midi::notesInOrder(seed).back().note.onset;
    const auto signature = map.signatureAt(onset);
    bar_ = std::max<std::int64_t>(4 * encoding::kStepsPerQuarter * signature.numerator / signature.denominator, 1);
    barLine_ = -encoding::gridAtTick(onset - map.barStart(map.barAt(onset).bar), seed.ticksPerQuarter);
}

std::int64_t TakeEnd::barLineAfter(std::int64_t position) const
{
    const std::int64_t from = position - barLine_;
    const std::int64_t bars = from / bar_ + (from % bar_ >= 0 ? 1 : 0);
    return barLine_ + bars * bar_;
}

void TakeEnd::hear(const Event& event)
{
    const std::int64_t units = unitsBetween(timeBase_, last_, event);
    if (timeBase_ == TimeBase::Beats && event.metre != last_.metre) { // it begins with the quarter it is first seen in
        const auto signature = encoding::signatureOf(event.metre);
        bar_ = 4 * encoding::kStepsPerQuarter * signature.numerator / signature.denominator;
        barLine_ = position_ + units - event.beat;
    }
    const std::int64_t late = timeBase_ == TimeBase::Beats ? std::min<std::int64_t>(event.beat, units) : 0;
    seconds_ += secondsOf(timeBase_, units - late, last_.tempo) + secondsOf(timeBase_, late, event.tempo);
    unitsPerNote_ = kPaceFading * unitsPerNote_ + (1.0 - kPaceFading) * static_cast<double>(units);
    position_ += units;
    ++notes_;
    last_ = event;
    if (final_ && position_ >= *final_)
        ++finalNotes_;
    else if (wish_.cadence && !final_)
        chooseFinal();
}

/// Until the end that was asked for, foreseen at the pace so far.
double TakeEnd::unitsLeft() const
{
    double left = std::numeric_limits<double>::infinity();
    const std::size_t notesLeft = extent_.notes - std::min(extent_.notes, notes_ + std::max(kChordReserve, parts_));
    left = std::min(left, static_cast<double>(notesLeft) * unitsPerNote_);
    if (wish_.bars > 0.0)
        left = std::min(left, static_cast<double>(barLineAfter(0) - position_)
                                  + (wish_.bars - 1.0) * static_cast<double>(bar_));
    if (wish_.seconds > 0.0)
        left = std::min(left, (wish_.seconds - seconds_) / secondsOf(timeBase_, 1, last_.tempo)
                                  - 0.5 * static_cast<double>(bar_)); // the chord sounds on
    return left;
}

void TakeEnd::chooseFinal()
{
    const double left = unitsLeft();
    if (left > 2.5 * static_cast<double>(bar_))
        return;
    const std::int64_t end = position_ + std::llround(std::max(left, 0.0));
    if (timeBase_ == TimeBase::Performance) {
        final_ = std::max(end, position_ + 1);
        return;
    }
    const std::int64_t after = barLineAfter(end);
    const std::int64_t nearest = after - end <= end - (after - bar_) ? after : after - bar_;
    final_ = nearest > position_ ? nearest : barLineAfter(position_);
}

std::int64_t TakeEnd::positionAfter(std::uint8_t step) const
{
    return position_ + encoding::stepUnits(timeBase_)[step];
}

bool TakeEnd::isOverBefore(std::uint8_t step) const
{
    if (notes_ >= extent_.notes)
        return true;
    if (extent_.until && positionAfter(step) >= *extent_.until)
        return true;
    if (wish_.cadence)
        return finalNotes_ > 0 && (step != 0 || finalNotes_ >= std::max(kFullChord, parts_));
    if (wish_.bars > 0.0 && timeBase_ == TimeBase::Beats
        && static_cast<double>(positionAfter(step) - barLineAfter(0)) >= wish_.bars * static_cast<double>(bar_))
        return true;
    return wish_.seconds > 0.0
           && seconds_ + secondsOf(timeBase_, positionAfter(step) - position_, last_.tempo) >= wish_.seconds;
}

std::optional<std::int64_t> TakeEnd::untilFinal() const
{
    return final_ ? std::optional(std::max<std::int64_t>(*final_ - position_, 0)) : std::nullopt;
}

bool TakeEnd::mustLand() const
{
    return final_ && finalNotes_ == 0 && notes_ + std::max(kChordReserve, parts_) >= extent_.notes;
}

} // namespace cadenza::generation
