#include "core/library/statistics.h"

#include "core/library/library.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace cadenza::library {

namespace {

void addPitch(ChordWord& word, std::uint8_t pitch)
{
    (pitch < 64 ? word.low : word.high) |= std::uint64_t{1} << (pitch & 63u);
}

std::size_t sizeOf(const ChordWord& word)
{
    return static_cast<std::size_t>(__builtin_popcountll(word.low) + __builtin_popcountll(word.high));
}

/// The notes and chords of the pitched parts in order of onset.
std::vector<ChordWord> wordsInOrder(const midi::Piece& piece)
{
    std::vector<std::pair<Tick, std::uint8_t>> struck;
    for (const midi::Part& part : piece.parts)
        if (!part.drums)
            for (const midi::Note& note : part.notes)
                struck.emplace_back(note.onset, note.pitch);
    const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(struck.begin(), struck.end(), earlier))
        std::stable_sort(struck.begin(), struck.end(), earlier);
    std::vector<ChordWord> words;
    for (std::size_t i = 0; i < struck.size(); ++i) {
        if (i == 0 || struck[i].first != struck[i - 1].first)
            words.emplace_back();
        addPitch(words.back(), struck[i].second);
    }
    return words;
}

void keepDistinct(std::vector<ChordWord>& words)
{
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

void countNotes(const midi::Piece& piece, Statistics& stats)
{
    for (const midi::Part& part : piece.parts) {
        stats.notes += part.notes.size();
        stats.drumNotes += part.drums ? part.notes.size() : 0;
        for (const midi::Note& note : part.notes) {
            ++stats.velocities[note.velocity & 127u];
            if (!part.drums)
                ++stats.pitches[note.pitch & 127u];
        }
    }
}

std::array<double, 12> soundingTimes(const midi::Piece& piece)
{
    std::array<double, 12> times{};
    for (const midi::Part& part : piece.parts)
        if (!part.drums)
            for (const midi::Note& note : part.notes)
                times[note.pitch % 12u] += static_cast<double>(note.duration.value);
    const double quarter = std::max(1, piece.ticksPerQuarter);
    for (double& time : times)
        time /= quarter;
    return times;
}

/// The value that is in force longest up to `end`; `initial` until the first change.
template <class Change>
Change longestInForce(const std::vector<Change>& changes, Change initial, Tick end, auto&& sameKind)
{
    std::vector<std::pair<Change, Tick>> spans;
    const auto add = [&](const Change& change, Tick from, Tick to) {
        if (to <= from)
            return;
        const auto known = std::ranges::find_if(spans, [&](const auto& span) { return sameKind(span.first, change); });
        if (known != spans.end())
            known->second += to - from;
        else if (spans.size() < 256)
            spans.emplace_back(change, to - from);
    };
    Tick from;
    Change current = initial;
    for (const Change& change : changes) {
        add(current, from, std::min(change.at, end));
        from = std::min(change.at, end);
        current = change;
    }
    add(current, from, end);
    const auto longest = std::ranges::max_element(spans, {}, [](const auto& span) { return span.second; });
    return longest == spans.end() ? current : longest->first;
}

void describeTime(const midi::Piece& piece, Statistics& stats)
{
    const Tick end = piece.end();
    const midi::TempoMap map(piece);
    stats.length = map.secondsAt(end);
    stats.beats = static_cast<double>(end.value) / std::max(1, piece.ticksPerQuarter);
    stats.meanTempoBpm = stats.length.count() > 0.0 ? stats.beats * 60.0 / stats.length.count() : map.tempoBpmAt({});
    stats.slowestTempoBpm = stats.fastestTempoBpm = map.tempoBpmAt({});
    for (const midi::TempoChange& change : piece.tempo) {
        if (change.at >= end)
            break;
        const double bpm = map.tempoBpmAt(change.at);
        stats.slowestTempoBpm = std::min(stats.slowestTempoBpm, bpm);
        stats.fastestTempoBpm = std::max(stats.fastestTempoBpm, bpm);
        stats.tempoChanges += change.at > Tick{0} ? 1 : 0;
    }
    const auto sameMetre = [](const midi::TimeSignature& a, const midi::TimeSignature& b) {
        return a.numerator == b.numerator && a.denominator == b.denominator;
    };
    stats.metre = longestInForce(piece.timeSignatures, midi::TimeSignature{}, end, sameMetre);
    stats.metreChanges = static_cast<std::size_t>(std::ranges::count_if(
        piece.timeSignatures, [&](const auto& signature) { return signature.at > Tick{0} && signature.at < end; }));
}

void describePolyphony(const midi::Piece& piece, Statistics& stats)
{
    std::vector<Tick> onsets;
    std::vector<Tick> ends;
    onsets.reserve(stats.notes);
    ends.reserve(stats.notes);
    for (const midi::Part& part : piece.parts) {
        for (const midi::Note& note : part.notes) {
            onsets.push_back(note.onset);
            ends.push_back(note.end());
        }
    }
    if (!std::ranges::is_sorted(onsets))
        std::ranges::sort(onsets);
    std::ranges::sort(ends);
    std::size_t sounding = 0;
    double noteTime = 0.0;
    double time = 0.0;
    Tick last;
    for (std::size_t on = 0, off = 0; off < ends.size();) {
        const bool ending = on == onsets.size() || ends[off] <= onsets[on];
        const Tick now = ending ? ends[off] : onsets[on];
        if (sounding > 0) {
            noteTime += static_cast<double>((now - last).value) * static_cast<double>(sounding);
            time += static_cast<double>((now - last).value);
        }
        last = now;
        if (ending) {
            --sounding;
            ++off;
        } else {
            stats.mostPolyphony = std::max(stats.mostPolyphony, ++sounding);
            ++on;
        }
    }
    stats.meanPolyphony = time > 0.0 ? noteTime / time : 0.0;
}

/// The mean of `power`-th powers of the velocities.
double velocityMoment(const Statistics& stats, int power)
{
    double sum = 0.0;
    for (std::size_t velocity = 0; velocity < 128; ++velocity)
        sum += static_cast<double>(stats.velocities[velocity]) * std::pow(static_cast<double>(velocity), power);
    return sum / std::max(1.0, static_cast<double>(stats.notes));
}

} // namespace

double Statistics::meanVelocity() const
{
    return velocityMoment(*this, 1);
}

double Statistics::velocityDeviation() const
{
    const double mean = meanVelocity();
    return std::sqrt(std::max(0.0, velocityMoment(*this, 2) - mean * mean));
}

std::vector<ChordWord> distinctWords(const midi::Piece& piece)
{
    std::vector<ChordWord> words = wordsInOrder(piece);
    keepDistinct(words);
    return words;
}

Statistics statisticsOf(const midi::Piece& piece)
{
    Statistics stats;
    stats.pieces = 1;
    countNotes(piece, stats);
    std::vector<ChordWord> words = wordsInOrder(piece);
    stats.onsets = words.size();
    for (const ChordWord& word : words) {
        const std::size_t size = sizeOf(word);
        stats.chords += size > 1 ? 1 : 0;
        stats.largestChord = std::max(stats.largestChord, size);
    }
    keepDistinct(words);
    stats.distinctWords = words.size();
    stats.grid = gridFit(piece);
    stats.key = findKey(soundingTimes(piece));
    describeTime(piece, stats);
    describePolyphony(piece, stats);
    return stats;
}

} // namespace cadenza::library
