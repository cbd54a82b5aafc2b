#include "core/library/passages.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cadenza::library {

namespace {

constexpr std::size_t kSteps = 7; ///< 12⁷ passages: enough that chance meetings of two pieces are rare

struct Line {
    std::vector<std::uint8_t> pitchClasses; ///< without repetitions
    std::vector<Tick> onsets;

    void add(std::uint8_t pitch, Tick onset)
    {
        const auto pitchClass = static_cast<std::uint8_t>(pitch % 12u);
        if (!pitchClasses.empty() && pitchClasses.back() == pitchClass)
            return;
        pitchClasses.push_back(pitchClass);
        onsets.push_back(onset);
    }
};

void appendPassages(const Line& line, std::vector<Passage>& passages)
{
    const auto& pitches = line.pitchClasses;
    for (std::size_t i = 0; i + kSteps < pitches.size(); ++i) {
        std::uint32_t steps = 0;
        unsigned different = 0;
        for (std::size_t step = 0; step < kSteps; ++step) {
            const unsigned interval = (pitches[i + step + 1] + 12u - pitches[i + step]) % 12u;
            steps = steps * 12 + interval;
            different |= 1u << interval;
        }
        if (__builtin_popcount(different) > 2) // two intervals make a trill, a scale or one broken chord
            passages.push_back({steps, pitches[i], line.onsets[i]});
    }
}

} // namespace

std::vector<Passage> passagesOf(const midi::Piece& piece)
{
    Line highest;
    Line lowest;
    const std::vector<midi::PlacedNote> notes = notesInOrder(piece);
    for (std::size_t i = 0; i < notes.size();) {
        std::uint8_t high = 0;
        std::uint8_t low = 127;
        const Tick onset = notes[i].note.onset;
        for (; i < notes.size() && notes[i].note.onset == onset; ++i) {
            if (piece.parts[notes[i].part].drums)
                continue;
            high = std::max(high, notes[i].note.pitch);
            low = std::min(low, notes[i].note.pitch);
        }
        if (low > high)
            continue; // only drums
        highest.add(high, onset);
        lowest.add(low, onset);
    }
    std::vector<Passage> passages;
    appendPassages(highest, passages);
    appendPassages(lowest, passages);
    std::ranges::sort(passages);
    const auto same = [](const Passage& a, const Passage& b) {
        return a.steps == b.steps && a.pitchClass == b.pitchClass;
    };
    passages.erase(std::unique(passages.begin(), passages.end(), same), passages.end());
    return passages;
}

} // namespace cadenza::library
