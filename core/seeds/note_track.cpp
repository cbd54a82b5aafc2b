#include "core/seeds/note_track.h"

#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cadenza::seeds {
namespace {

constexpr double kThousand = 1000.0;

MetricPlace placeOf(const midi::BarPosition& position)
{
    constexpr double tolerance = 0.03;
    if (position.fraction > tolerance && position.fraction < 1.0 - tolerance)
        return MetricPlace::Between;
    return position.beat == 1 && position.fraction <= tolerance ? MetricPlace::Downbeat : MetricPlace::Beat;
}

/// Twice the logarithm of the length in beats, so that a class spans a factor of 1.41 around 1/16 … 12 beats.
std::uint8_t rhythmClassOf(std::int64_t milliBeats)
{
    const double octaves = std::log2(static_cast<double>(std::max<std::int64_t>(milliBeats, 1)) / kThousand);
    return static_cast<std::uint8_t>(std::clamp(std::lround(2.0 * octaves) + 8, 0L, long{kRhythmClasses} - 1));
}

/// Numbers equal runs of `kPatternNotes` (interval, rhythm) pairs alike.
void numberPatterns(NoteTrack& track)
{
    std::vector<std::uint64_t> keys(track.notes.size());
    std::uint64_t run = 0;
    for (std::size_t i = 0; i < track.notes.size(); ++i) {
        const auto& note = track.notes[i];
        const int interval = i == 0 ? 0 : int{note.pitch} - track.notes[i - 1].pitch;
        const auto pair = static_cast<std::uint64_t>((interval + 128) * 32 + (note.newOnset ? note.rhythm + 1 : 0));
        run = run << 16 | pair; // four pairs of 13 bits: older ones fall out at the top
        keys[i] = run;
    }
    auto known = keys;
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    for (std::size_t i = 0; i < keys.size(); ++i)
        track.notes[i].pattern = static_cast<std::uint32_t>(std::ranges::lower_bound(known, keys[i]) - known.begin());
    track.patterns = static_cast<std::uint32_t>(known.size());
}

void markTops(NoteTrack& track)
{
    for (std::size_t first = 0; first < track.notes.size();) {
        std::size_t last = first + 1;
        while (last < track.notes.size() && !track.notes[last].newOnset)
            ++last;
        const auto begin = track.notes.begin();
        const auto highest = std::ranges::max_element(
            begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last), {},
            [](const TrackedNote& note) { return note.pitched ? int{note.pitch} : -1; });
        highest->top = true;
        first = last;
    }
}

} // namespace

NoteTrack trackNotes(const midi::Piece& piece)
{
    const midi::TempoMap tempo(piece);
    const double beatsPerTick = 1.0 / piece.ticksPerQuarter;
    const auto milliBeats = [&](Tick tick) {
        return std::llround(static_cast<double>(tick.value) * beatsPerTick * kThousand);
    };
    NoteTrack track;
    track.notes.reserve(piece.noteCount());
    std::int64_t soundingUntil = 0;
    for (const auto& [note, part] : midi::notesInOrder(piece)) {
        TrackedNote tracked;
        tracked.pitch = note.pitch;
        tracked.pitched = !piece.parts[part].drums;
        tracked.onset = milliBeats(note.onset);
        tracked.length = milliBeats(note.duration);
        if (!track.notes.empty() && track.notes.back().onset == tracked.onset) {
            tracked.time = track.notes.back().time;
            tracked.place = track.notes.back().place;
        } else {
            tracked.newOnset = true;
            tracked.time = std::llround(tempo.secondsAt(note.onset).count() * kThousand);
            tracked.place = placeOf(tempo.barAt(note.onset));
            if (!track.notes.empty()) {
                tracked.rhythm = rhythmClassOf(tracked.onset - track.notes.back().onset);
                tracked.gap = tracked.time - track.notes.back().time;
            }
            tracked.silence = std::max<std::int64_t>(tracked.onset - soundingUntil, 0);
        }
        soundingUntil = std::max(soundingUntil, tracked.onset + tracked.length);
        track.notes.push_back(tracked);
    }
    markTops(track);
    numberPatterns(track);
    return track;
}

} // namespace cadenza::seeds
