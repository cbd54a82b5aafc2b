#include "core/library/library.h"
#include "core/library/statistics.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace cadenza::library {

namespace {

/// Sums what can be summed; means are weighted by length, tempo bounds and maxima are the extremes.
class Sum {
public:
    void add(const Statistics& one)
    {
        const double seconds = one.length.count();
        total_.slowestTempoBpm =
            total_.pieces == 0 ? one.slowestTempoBpm : std::min(total_.slowestTempoBpm, one.slowestTempoBpm);
        total_.fastestTempoBpm = std::max(total_.fastestTempoBpm, one.fastestTempoBpm);
        total_.pieces += one.pieces;
        total_.notes += one.notes;
        total_.drumNotes += one.drumNotes;
        total_.onsets += one.onsets;
        total_.chords += one.chords;
        total_.largestChord = std::max(total_.largestChord, one.largestChord);
        total_.length += one.length;
        total_.beats += one.beats;
        total_.grid.onsets += one.grid.onsets;
        total_.grid.onGrid += one.grid.onGrid;
        total_.tempoChanges += one.tempoChanges;
        total_.metreChanges += one.metreChanges;
        total_.mostPolyphony = std::max(total_.mostPolyphony, one.mostPolyphony);
        polyphony_ += one.meanPolyphony * seconds;
        metres_[{one.metre.numerator, one.metre.denominator}] += seconds;
        for (std::size_t i = 0; i < 128; ++i) {
            total_.pitches[i] += one.pitches[i];
            total_.velocities[i] += one.velocities[i];
        }
    }

    Statistics result()
    {
        const double seconds = total_.length.count();
        if (seconds > 0.0) {
            total_.meanPolyphony = polyphony_ / seconds;
            total_.meanTempoBpm = total_.beats * 60.0 / seconds;
        }
        const auto metre = std::ranges::max_element(metres_, {}, [](const auto& item) { return item.second; });
        if (metre != metres_.end())
            total_.metre = {Tick{0}, metre->first.first, metre->first.second};
        std::array<double, 12> weights{};
        for (std::size_t pitch = 0; pitch < 128; ++pitch)
            weights[pitch % 12] += static_cast<double>(total_.pitches[pitch]);
        total_.key = findKey(weights);
        return total_;
    }

private:
    Statistics total_;
    double polyphony_{0.0};
    std::map<std::pair<std::uint8_t, std::uint8_t>, double> metres_;
};

} // namespace

Statistics statisticsOf(const Library& library)
{
    Sum sum;
    std::vector<ChordWord> words;
    for (const Entry& entry : library.entries) {
        if (entry.statistics)
            sum.add(*entry.statistics);
        if (entry.words)
            words.insert(words.end(), entry.words->begin(), entry.words->end());
        else if (entry.piece)
            std::ranges::move(distinctWords(*entry.piece), std::back_inserter(words));
    }
    std::ranges::sort(words);
    Statistics total = sum.result();
    total.distinctWords = static_cast<std::size_t>(std::unique(words.begin(), words.end()) - words.begin());
    return total;
}

} // namespace cadenza::library
