#pragma once

#include "core/midi/piece.h"

#include <vector>

namespace cadenza::midi {

/// Where a tick stands in the bars of a piece.
struct BarPosition {
    int bar{1};           ///< from 1
    int beat{1};          ///< from 1, in units of the time signature's denominator
    double fraction{0.0}; ///< 0…1 within the beat
};

/// Converts between ticks, seconds and bars. Immutable; any thread.
class TempoMap {
public:
    explicit TempoMap(const Piece& piece);

    [[nodiscard]] Seconds secondsAt(Tick tick) const;
    [[nodiscard]] Tick tickAt(Seconds time) const;    ///< the last tick at or before `time`
    [[nodiscard]] double tempoBpmAt(Tick tick) const; ///< quarters per minute
    [[nodiscard]] BarPosition barAt(Tick tick) const;
    [[nodiscard]] Tick barStart(int bar) const; ///< `bar` from 1
    [[nodiscard]] TimeSignature signatureAt(Tick tick) const;

private:
    struct TempoSegment {
        Tick at;
        Seconds start;
        double secondsPerTick;
    };
    struct MetreSegment {
        Tick at;
        int firstBar;
        Tick ticksPerBar;
        Tick ticksPerBeat;
        TimeSignature signature;
    };
    [[nodiscard]] const TempoSegment& tempoSegmentAt(Tick tick) const;
    [[nodiscard]] const MetreSegment& metreSegmentAt(Tick tick) const;

    int ticksPerQuarter_;
    std::vector<TempoSegment> tempo_;
    std::vector<MetreSegment> metre_;
};

} // namespace cadenza::midi
