#include "core/seeds/boundaries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace cadenza::seeds {
namespace {

/// The first notes of all onsets.
std::vector<std::size_t> onsetsOf(const NoteTrack& track)
{
    std::vector<std::size_t> onsets;
    for (std::size_t i = 0; i < track.notes.size(); ++i)
        if (track.notes[i].newOnset)
            onsets.push_back(i);
    return onsets;
}

int topPitchFrom(const NoteTrack& track, std::size_t note)
{
    while (!track.notes[note].top)
        ++note;
    return track.notes[note].pitch;
}

/// How far two neighbouring intervals differ, 0…1.
double change(double a, double b)
{
    return a + b > 0.0 ? std::abs(a - b) / (a + b) : 0.0;
}

/// Boundary strength at each interval, at most 1.
std::vector<double> strengths(const std::vector<double>& intervals)
{
    std::vector<double> profile(intervals.size(), 0.0);
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        const double before = i > 0 ? change(intervals[i - 1], intervals[i]) : 0.0;
        const double after = i + 1 < intervals.size() ? change(intervals[i], intervals[i + 1]) : 0.0;
        profile[i] = intervals[i] * (before + after);
    }
    const auto strongest = std::ranges::max_element(profile);
    if (strongest != profile.end() && *strongest > 0.0)
        for (double scale = *strongest; double& strength : profile)
            strength /= scale;
    return profile;
}

/// Boundary strength before each onset but the first.
std::vector<double> boundaryProfile(const NoteTrack& track, const std::vector<std::size_t>& onsets)
{
    std::vector<double> pitches;
    std::vector<double> times;
    std::vector<double> rests;
    for (std::size_t i = 1; i < onsets.size(); ++i) {
        pitches.push_back(std::abs(topPitchFrom(track, onsets[i]) - topPitchFrom(track, onsets[i - 1])));
        times.push_back(static_cast<double>(track.notes[onsets[i]].onset - track.notes[onsets[i - 1]].onset));
        rests.push_back(static_cast<double>(track.notes[onsets[i]].silence));
    }
    const auto pitch = strengths(pitches);
    const auto time = strengths(times);
    const auto rest = strengths(rests);
    std::vector<double> profile;
    for (std::size_t i = 0; i < pitch.size(); ++i)
        profile.push_back(0.25 * pitch[i] + 0.5 * time[i] + 0.25 * rest[i]);
    return profile;
}

double peakThreshold(const std::vector<double>& profile)
{
    double sum = 0.0;
    double squares = 0.0;
    for (const double strength : profile) {
        sum += strength;
        squares += strength * strength;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(profile.size(), 1));
    const double mean = sum / count;
    return mean + std::sqrt(std::max(0.0, squares / count - mean * mean));
}

std::vector<std::size_t> phraseStarts(const NoteTrack& track)
{
    const auto onsets = onsetsOf(track);
    const auto profile = boundaryProfile(track, onsets);
    const double threshold = peakThreshold(profile);
    std::vector<std::size_t> starts;
    if (!onsets.empty())
        starts.push_back(onsets.front());
    for (std::size_t i = 0; i < profile.size(); ++i) {
        const bool rises = i == 0 || profile[i] > profile[i - 1];
        const bool falls = i + 1 == profile.size() || profile[i] >= profile[i + 1];
        if (profile[i] > threshold && rises && falls)
            starts.push_back(onsets[i + 1]);
    }
    return starts;
}

std::vector<std::size_t> barStarts(const NoteTrack& track)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < track.notes.size(); ++i)
        if (track.notes[i].newOnset && track.notes[i].place == MetricPlace::Downbeat)
            starts.push_back(i);
    return starts;
}

std::size_t distance(std::size_t a, std::size_t b)
{
    return a > b ? a - b : b - a;
}

} // namespace

std::vector<std::size_t> boundariesOf(const NoteTrack& track, Snap snap)
{
    if (snap == Snap::None || track.notes.empty())
        return {};
    auto boundaries = snap == Snap::Bars ? barStarts(track) : phraseStarts(track);
    boundaries.push_back(track.notes.size());
    return boundaries;
}

std::optional<NoteRun> snapped(std::span<const std::size_t> boundaries, NoteRun run)
{
    if (boundaries.empty())
        return std::nullopt;
    const auto start = *std::ranges::min_element(boundaries, {}, [&](std::size_t b) { return distance(b, run.first); });
    std::optional<std::size_t> end;
    for (const std::size_t boundary : boundaries) {
        if (boundary < start + kFewestSeedNotes || boundary > start + kMostSeedNotes)
            continue;
        if (!end || distance(boundary, start + run.count) < distance(*end, start + run.count))
            end = boundary;
    }
    return end ? std::optional(NoteRun{start, *end - start}) : std::nullopt;
}

} // namespace cadenza::seeds
