#include "core/playback/phrase.h"

#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cadenza::playback {
namespace {

constexpr int kTicksPerQuarter = 480;
constexpr std::int64_t kStep = kTicksPerQuarter / 24;
constexpr double kUsualTempo = 100.0;
constexpr int kSlowest = 66, kFastest = 132;

Tick onGrid(Seconds at, double tempo)
{
    const double steps = at.count() * tempo / 60.0 * kTicksPerQuarter / kStep;
    return Tick{std::llround(steps) * kStep};
}

} // namespace

/// The mean distance of intervals from whole sixteenths, in sixteenths; of equals the one nearest to the usual tempo.
double tempoFitting(const std::vector<double>& onsets)
{
    constexpr double together = 0.04; // seconds: notes of one chord
    constexpr double preference = 0.02;
    std::vector<double> intervals;
    for (std::size_t i = 1; i < onsets.size(); ++i)
        if (const double interval = onsets[i] - onsets[i - 1]; interval > together)
            intervals.push_back(interval);
    if (intervals.size() < 2)
        return kUsualTempo;
    double best = kUsualTempo;
    double least = std::numeric_limits<double>::max();
    for (int tempo = kSlowest; tempo <= kFastest; ++tempo) {
        double cost = preference * std::abs(std::log2(tempo / kUsualTempo));
        for (const double interval : intervals) {
            const double sixteenths = 4.0 * interval * tempo / 60.0;
            cost += std::abs(sixteenths - std::round(sixteenths)) / static_cast<double>(intervals.size());
        }
        if (cost < least) {
            least = cost;
            best = tempo;
        }
    }
    return best;
}

midi::Piece inBeats(const midi::Piece& played)
{
    const midi::TempoMap time(played);
    std::vector<double> onsets;
    for (const auto& placed : midi::notesInOrder(played))
        onsets.push_back(time.secondsAt(placed.note.onset).count());
    const double tempo = tempoFitting(onsets);
    midi::Piece piece = played;
    piece.ticksPerQuarter = kTicksPerQuarter;
    piece.tempo = {{Tick{0}, 60e6 / tempo}};
    for (midi::Part& part : piece.parts) {
        for (midi::Note& note : part.notes) {
            const Tick end = onGrid(time.secondsAt(note.end()), tempo);
            note.onset = onGrid(time.secondsAt(note.onset), tempo);
            note.duration = std::max(Tick{kStep}, end - note.onset);
        }
        for (midi::PedalChange& change : part.pedal)
            change.at = onGrid(time.secondsAt(change.at), tempo);
        std::ranges::sort(part.notes);
    }
    return piece;
}

} // namespace cadenza::playback
