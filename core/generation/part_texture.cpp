#include "core/generation/part_texture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace cadenza::generation {
namespace {

constexpr double kOverlapping = 0.1;      ///< of its notes, and a part is not monophonic
constexpr std::size_t kMostSounding = 64; ///< notes back that may still sound
constexpr int kTolerance = 8;             ///< of a quarter: how long legato notes overlap

bool playsOneAtATime(const std::vector<midi::Note>& notes, int ticksPerQuarter)
{
    const Tick tolerance{ticksPerQuarter / kTolerance};
    std::size_t overlapping = 0;
    Tick end;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        overlapping += i > 0 && (notes[i].onset == notes[i - 1].onset || end - notes[i].onset > tolerance) ? 1 : 0;
        end = std::max(end, notes[i].end());
    }
    return static_cast<double>(overlapping) <= kOverlapping * static_cast<double>(notes.size());
}

/// Of the time from the first note to the last.
double legatoOf(const std::vector<midi::Note>& notes)
{
    if (notes.size() < 2)
        return 1.0;
    Tick sounding, end = notes.front().onset;
    for (const midi::Note& note : notes) {
        sounding += std::max(note.end() - std::max(end, note.onset), Tick{});
        end = std::max(end, note.end());
    }
    return static_cast<double>(sounding.value) / static_cast<double>((end - notes.front().onset).value);
}

double spreadOf(const std::vector<midi::Note>& notes, double mean)
{
    double sum = 0.0;
    for (const midi::Note& note : notes)
        sum += (note.pitch - mean) * (note.pitch - mean);
    return std::sqrt(sum / static_cast<double>(notes.size()));
}

double meanLeap(const std::vector<midi::Note>& notes)
{
    if (notes.size() < 2)
        return PartTexture{}.leap;
    double sum = 0.0;
    for (std::size_t i = 1; i < notes.size(); ++i)
        sum += std::abs(int{notes[i].pitch} - notes[i - 1].pitch);
    return sum / static_cast<double>(notes.size() - 1);
}

double meanPitch(const std::vector<midi::Note>& notes)
{
    double sum = 0.0;
    for (const midi::Note& note : notes)
        sum += note.pitch;
    return sum / static_cast<double>(notes.size());
}

} // namespace

PartTexture textureOf(const std::vector<midi::Note>& notes, int ticksPerQuarter)
{
    const auto [low, high] = std::ranges::minmax(notes, {}, &midi::Note::pitch);
    const double height = meanPitch(notes);
    return {playsOneAtATime(notes, ticksPerQuarter),
            low.pitch,
            high.pitch,
            height,
            spreadOf(notes, height),
            meanLeap(notes),
            legatoOf(notes)};
}

bool isConsonant(int interval)
{
    constexpr std::array<bool, 12> consonances{true,  false, false, true, true,  true,
                                               false, true,  true,  true, false, false};
    return consonances[static_cast<std::size_t>(std::abs(interval)) % consonances.size()];
}

double consonanceOf(const midi::Piece& piece)
{
    constexpr double atRandom = 7.0 / 5.0; // consonances to dissonances of the twelve intervals
    double consonant = atRandom, dissonant = 1.0;
    const auto notes = midi::notesInOrder(piece);
    for (std::size_t i = 0; i < notes.size(); ++i)
        for (std::size_t j = i - std::min(i, kMostSounding); j < i; ++j)
            if (notes[j].note.end() > notes[i].note.onset && !piece.parts[notes[i].part].drums
                && !piece.parts[notes[j].part].drums)
                (isConsonant(notes[i].note.pitch - notes[j].note.pitch) ? consonant : dissonant) += 1.0;
    return std::max(std::log(consonant / dissonant / atRandom), 0.0);
}

} // namespace cadenza::generation
