#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>

namespace cadenza::midi {

namespace {

constexpr double kDefaultMicrosecondsPerQuarter = 500000.0;

double secondsPerTick(double microsecondsPerQuarter, int ticksPerQuarter)
{
    if (!(microsecondsPerQuarter > 0.0))
        microsecondsPerQuarter = kDefaultMicrosecondsPerQuarter;
    return microsecondsPerQuarter / 1e6 / std::max(1, ticksPerQuarter);
}

/// The last segment that starts at or before `tick`; the first one for ticks before the piece.
template <class Segment>
const Segment& segmentAt(const std::vector<Segment>& segments, Tick tick)
{
    const auto after = std::ranges::upper_bound(segments, tick, {}, &Segment::at);
    return after == segments.begin() ? *after : *std::prev(after);
}

} // namespace

TempoMap::TempoMap(const Piece& piece) : ticksPerQuarter_(std::max(1, piece.ticksPerQuarter))
{
    const int ppq = ticksPerQuarter_;
    tempo_.push_back({{}, Seconds{0.0}, secondsPerTick(kDefaultMicrosecondsPerQuarter, ppq)});
    for (const TempoChange& change : piece.tempo) {
        const TempoSegment& last = tempo_.back();
        const Seconds start =
            last.start + Seconds{static_cast<double>((change.at - last.at).value) * last.secondsPerTick};
        const TempoSegment next{change.at, start, secondsPerTick(change.microsecondsPerQuarter, ppq)};
        if (change.at <= last.at)
            tempo_.back() = next;
        else
            tempo_.push_back(next);
    }

    const auto segment = [ppq](TimeSignature signature, int firstBar) {
        const std::int64_t denominator = std::max<std::int64_t>(1, signature.denominator);
        const std::int64_t numerator = std::max<std::int64_t>(1, signature.numerator);
        const std::int64_t whole = std::int64_t{4} * ppq;
        return MetreSegment{signature.at, firstBar, Tick{std::max<std::int64_t>(1, whole * numerator / denominator)},
                            Tick{std::max<std::int64_t>(1, whole / denominator)}, signature};
    };
    metre_.push_back(segment(TimeSignature{}, 1));
    for (const TimeSignature& signature : piece.timeSignatures) {
        const MetreSegment& last = metre_.back();
        if (signature.at <= last.at) {
            metre_.back() = segment(signature, last.firstBar);
            continue;
        }
        // A signature always opens a bar, even where the bar before it was left unfinished.
        const std::int64_t length = last.ticksPerBar.value;
        const std::int64_t bars = ((signature.at - last.at).value + length - 1) / length;
        metre_.push_back(segment(signature, last.firstBar + static_cast<int>(bars)));
    }
}

const TempoMap::TempoSegment& TempoMap::tempoSegmentAt(Tick tick) const
{
    return segmentAt(tempo_, tick);
}

const TempoMap::MetreSegment& TempoMap::metreSegmentAt(Tick tick) const
{
    return segmentAt(metre_, tick);
}

Seconds TempoMap::secondsAt(Tick tick) const
{
    const TempoSegment& segment = tempoSegmentAt(tick);
    return segment.start + Seconds{static_cast<double>((tick - segment.at).value) * segment.secondsPerTick};
}

Tick TempoMap::tickAt(Seconds time) const
{
    const auto after = std::ranges::upper_bound(tempo_, time, {}, &TempoSegment::start);
    const TempoSegment& segment = after == tempo_.begin() ? *after : *std::prev(after);
    const double ticks = std::floor((time - segment.start).count() / segment.secondsPerTick);
    Tick tick = segment.at + Tick{static_cast<std::int64_t>(std::clamp(ticks, -9.0e15, 9.0e15))};
    // The division may round across a tick: settle it by the map itself, so that tickAt(secondsAt(t)) is t.
    while (secondsAt(tick + Tick{1}) <= time && ticks < 9.0e15)
        tick += Tick{1};
    while (secondsAt(tick) > time && ticks > -9.0e15)
        tick -= Tick{1};
    return tick;
}

double TempoMap::tempoBpmAt(Tick tick) const
{
    return 60.0 / (tempoSegmentAt(tick).secondsPerTick * ticksPerQuarter_);
}

BarPosition TempoMap::barAt(Tick tick) const
{
    const MetreSegment& segment = metreSegmentAt(tick);
    const std::int64_t inside = std::max<std::int64_t>(0, (tick - segment.at).value);
    const std::int64_t bar = inside / segment.ticksPerBar.value;
    const std::int64_t inBar = inside % segment.ticksPerBar.value;
    const std::int64_t beat = inBar / segment.ticksPerBeat.value;
    const std::int64_t inBeat = inBar % segment.ticksPerBeat.value;
    return {segment.firstBar + static_cast<int>(bar), static_cast<int>(beat) + 1,
            static_cast<double>(inBeat) / static_cast<double>(segment.ticksPerBeat.value)};
}

Tick TempoMap::barStart(int bar) const
{
    const auto after = std::ranges::upper_bound(metre_, std::max(1, bar), {}, &MetreSegment::firstBar);
    const MetreSegment& segment = *std::prev(after);
    return segment.at + Tick{(std::max(1, bar) - segment.firstBar) * segment.ticksPerBar.value};
}

TimeSignature TempoMap::signatureAt(Tick tick) const
{
    return metreSegmentAt(tick).signature;
}

} // namespace cadenza::midi
