#include "core/generation/measures.h"

#include "core/encoding/onset_grid.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <vector>

namespace cadenza::generation {
namespace {

using Notes = std::span<const midi::PlacedNote>;
constexpr std::int64_t kQuarter = 24;

/// The keys of a drum set are no pitches.
std::vector<midi::PlacedNote> pitchedOf(Notes notes, const midi::Piece& piece)
{
    std::vector<midi::PlacedNote> pitched;
    std::ranges::copy_if(notes, std::back_inserter(pitched),
                         [&](const midi::PlacedNote& placed) { return !piece.parts[placed.part].drums; });
    return pitched;
}

std::array<double, 12> pitchClassesOf(Notes notes)
{
    std::array<double, 12> counts{};
    for (const auto& placed : notes)
        counts[placed.note.pitch % 12] += 1.0;
    return counts;
}

double entropyOf(const std::array<double, 12>& counts, double total)
{
    double bits = 0.0;
    for (const double count : counts)
        if (count > 0.0)
            bits -= count / total * std::log2(count / total);
    return bits;
}

/// A natural minor scale has the notes of its relative major, so twelve scales are all there are.
double scaleConsistencyOf(const std::array<double, 12>& counts, double total)
{
    double best = 0.0;
    for (std::size_t tonic = 0; tonic < 12; ++tonic) {
        double inside = 0.0;
        for (const std::size_t degree : {0U, 2U, 4U, 5U, 7U, 9U, 11U})
            inside += counts[(tonic + degree) % 12];
        best = std::max(best, inside);
    }
    return best / total;
}

/// How many notes sound at each grid step from the first onset to the last end.
std::vector<int> soundingOf(Notes notes, int ticksPerQuarter)
{
    const std::int64_t start = encoding::gridAtTick(notes.front().note.onset, ticksPerQuarter);
    std::vector<int> sounding;
    for (const auto& placed : notes) {
        const std::int64_t from = encoding::gridAtTick(placed.note.onset, ticksPerQuarter) - start;
        const std::int64_t to = std::max(encoding::gridAtTick(placed.note.end(), ticksPerQuarter) - start, from + 1);
        if (std::ssize(sounding) < to)
            sounding.resize(static_cast<std::size_t>(to), 0);
        for (std::int64_t step = from; step < to; ++step)
            ++sounding[static_cast<std::size_t>(step)];
    }
    return sounding;
}

double polyphonyOf(const std::vector<int>& sounding)
{
    double sum = 0.0;
    double occupied = 0.0;
    for (const int count : sounding) {
        sum += count;
        occupied += count > 0 ? 1.0 : 0.0;
    }
    return occupied > 0.0 ? sum / occupied : 0.0;
}

double emptyBeatRateOf(const std::vector<int>& sounding)
{
    double empty = 0.0;
    double beats = 0.0;
    for (std::size_t first = 0; first < sounding.size(); first += kQuarter) {
        const auto beat = std::span(sounding).subspan(first, std::min<std::size_t>(kQuarter, sounding.size() - first));
        empty += std::ranges::all_of(beat, [](int count) { return count == 0; }) ? 1.0 : 0.0;
        beats += 1.0;
    }
    return beats > 0.0 ? empty / beats : 0.0;
}

double grooveConsistencyOf(Notes notes, const midi::Piece& piece)
{
    const midi::TempoMap map(piece);
    const auto signature = map.signatureAt(notes.front().note.onset);
    const std::int64_t bar = std::max<std::int64_t>(kQuarter * 4 * signature.numerator / signature.denominator, 1);
    const Tick origin = map.barStart(map.barAt(notes.front().note.onset).bar);
    std::set<std::int64_t> onsets;
    for (const auto& placed : notes)
        onsets.insert(encoding::gridAtTick(placed.note.onset - origin, piece.ticksPerQuarter));
    const std::int64_t bars = *onsets.rbegin() / bar;
    if (bars < 1)
        return 1.0;
    double changed = 0.0;
    for (std::int64_t step = 0; step < bars * bar; ++step)
        changed += onsets.contains(step) != onsets.contains(step + bar) ? 1.0 : 0.0;
    return 1.0 - changed / static_cast<double>(bars * bar);
}

/// Time since the onset before, in grid steps, and interval to the note before.
std::vector<std::pair<std::int64_t, int>> pairsOf(Notes notes, int ticksPerQuarter)
{
    std::vector<std::pair<std::int64_t, int>> pairs;
    for (std::size_t i = 1; i < notes.size(); ++i) {
        const auto& [before, here] = std::pair(notes[i - 1].note, notes[i].note);
        pairs.emplace_back(encoding::gridAtTick(here.onset - before.onset, ticksPerQuarter),
                           int{here.pitch} - before.pitch);
    }
    return pairs;
}

template <class Pair>
double distinctPatternsOf(const std::vector<Pair>& pairs)
{
    constexpr std::size_t run = 3; // four notes
    if (pairs.size() < run)
        return 1.0;
    std::set<std::array<Pair, run>> patterns;
    for (std::size_t i = 0; i + run <= pairs.size(); ++i)
        patterns.insert({pairs[i], pairs[i + 1], pairs[i + 2]});
    return static_cast<double>(patterns.size()) / static_cast<double>(pairs.size() - run + 1);
}

template <class Pair>
double loopTurnsOf(const std::vector<Pair>& pairs)
{
    constexpr std::size_t longestCycle = 32;
    constexpr std::size_t shortestLoop = 48;
    double most = 1.0;
    for (std::size_t period = 1; period <= longestCycle; ++period) {
        std::size_t run = 0;
        for (std::size_t i = period; i < pairs.size(); ++i) {
            run = pairs[i] == pairs[i - period] ? run + 1 : 0;
            if (run + period >= shortestLoop)
                most = std::max(most, static_cast<double>(run + period) / static_cast<double>(period));
        }
    }
    return most;
}

double pitchRangeOf(Notes notes)
{
    std::vector<int> pitches;
    for (const auto& placed : notes)
        pitches.push_back(placed.note.pitch);
    std::ranges::sort(pitches);
    const auto at = [&](double share) {
        return pitches[static_cast<std::size_t>(share * static_cast<double>(pitches.size() - 1) + 0.5)];
    };
    return at(0.95) - at(0.05);
}

} // namespace

seeds::Tonality tonalityOf(const midi::Piece& piece, std::size_t first, std::size_t count)
{
    const auto notes = midi::notesInOrder(piece);
    std::array<std::int64_t, 12> lengths{};
    for (std::size_t i = first; i < notes.size() && i - first < count; ++i)
        if (!piece.parts[notes[i].part].drums)
            lengths[notes[i].note.pitch % 12] += notes[i].note.duration.value;
    return seeds::tonalityOf(lengths);
}

Measures measure(const midi::Piece& piece, std::size_t first)
{
    const auto all = midi::notesInOrder(piece);
    Measures measures;
    if (first >= all.size() || all.size() - first < 2)
        return measures;
    const Notes notes = Notes(all).subspan(first);
    const auto total = static_cast<double>(notes.size());
    const midi::TempoMap map(piece);
    const double seconds = (map.secondsAt(notes.back().note.onset) - map.secondsAt(notes.front().note.onset)).count();
    const auto pitched = pitchedOf(notes, piece);
    const auto pitchClasses = pitchClassesOf(pitched);
    const auto pitches = std::max(static_cast<double>(pitched.size()), 1.0);
    const auto sounding = soundingOf(notes, piece.ticksPerQuarter);
    const auto pairs = pairsOf(pitched, piece.ticksPerQuarter);
    measures.notesPerSecond = seconds > 0.0 ? (total - 1.0) / seconds : 0.0;
    measures.polyphony = polyphonyOf(sounding);
    measures.pitchClassEntropy = entropyOf(pitchClasses, pitches);
    measures.scaleConsistency = scaleConsistencyOf(pitchClasses, pitches);
    measures.grooveConsistency = grooveConsistencyOf(notes, piece);
    measures.emptyBeatRate = emptyBeatRateOf(sounding);
    measures.distinctPatterns = distinctPatternsOf(pairs);
    measures.pitchRange = pitched.empty() ? 0.0 : pitchRangeOf(pitched);
    measures.keyClarity = tonalityOf(piece, first).clarity;
    measures.loopTurns = loopTurnsOf(pairs);
    return measures;
}

} // namespace cadenza::generation
