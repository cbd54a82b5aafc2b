#include "core/export/measure_layout.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace cadenza::exporting {
namespace {

/// A stretch of a measure with one chord, or none.
struct Stretch {
    int from;
    int to;
    const ScoreChord* chord;
};

std::vector<Stretch> stretchesOf(const std::vector<ScoreChord>& voice, const ScoreMeasure& measure)
{
    const int end = measure.start + measure.length;
    std::vector<Stretch> stretches;
    int at = measure.start;
    auto chord = std::ranges::upper_bound(voice, measure.start, {}, &ScoreChord::end);
    for (; chord != voice.end() && chord->at < end; ++chord) {
        const int from = std::max(chord->at, measure.start);
        if (from > at)
            stretches.push_back({at, from, nullptr});
        at = std::min(chord->end, end);
        stretches.push_back({from, at, &*chord});
    }
    if (!stretches.empty() && at < end)
        stretches.push_back({at, end, nullptr});
    return stretches;
}

/// The beats in three that this voice really divides.
std::set<int> dividedCells(const std::vector<Stretch>& stretches, const ScoreStaff& staff, const ScoreMeasure& measure)
{
    std::set<int> cells;
    for (const Stretch& stretch : stretches)
        for (const int border : {stretch.from, stretch.to}) {
            const Cell cell = cellAt(measure, border);
            if (border > cell.start && border < cell.start + cell.length && staff.tripletCells.contains(cell.start))
                cells.insert(cell.start);
        }
    return cells;
}

/// Cuts a stretch where a divided beat begins or ends and writes each piece in values.
void write(const Stretch& stretch, const std::set<int>& divided, const ScoreMeasure& measure,
           std::vector<WrittenValue>& written)
{
    for (int at = stretch.from; at < stretch.to;) {
        const Cell cell = cellAt(measure, at);
        const bool triplet = divided.contains(cell.start);
        int to = std::min(stretch.to, cell.start + cell.length);
        if (!triplet) {
            const auto next = divided.lower_bound(at);
            to = next == divided.end() ? stretch.to : std::min(stretch.to, *next);
        }
        const auto values = triplet ? tripletValues(to - at) : binaryValues(at - measure.start, to - at);
        for (const NoteValue& value : values) {
            WrittenValue one{value, stretch.chord};
            one.triplet = triplet;
            one.cellLength = cell.length;
            one.tupletStarts = triplet && at == cell.start;
            one.tiedFrom = stretch.chord && at > stretch.chord->at;
            at += value.length;
            one.tupletStops = triplet && at == cell.start + cell.length;
            one.tiedTo = stretch.chord && at < stretch.chord->end;
            written.push_back(one);
        }
    }
}

} // namespace

std::vector<WrittenValue> layOut(const std::vector<ScoreChord>& voice, const ScoreStaff& staff,
                                 const ScoreMeasure& measure)
{
    const std::vector<Stretch> stretches = stretchesOf(voice, measure);
    const std::set<int> divided = dividedCells(stretches, staff, measure);
    std::vector<WrittenValue> written;
    for (const Stretch& stretch : stretches)
        write(stretch, divided, measure, written);
    return written;
}

} // namespace cadenza::exporting
