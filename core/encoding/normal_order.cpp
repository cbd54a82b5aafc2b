#include "core/encoding/normal_order.h"

#include <algorithm>
#include <set>
#include <utility>

namespace cadenza::encoding {
namespace {

using PitchClasses = std::vector<int>;

/// Semitones above the first.
PitchClasses formOf(const PitchClasses& classes)
{
    PitchClasses form;
    for (const int pitchClass : classes)
        form.push_back((pitchClass - classes.front() + 12) % 12);
    return form;
}

/// The form of the same intervals read from above.
PitchClasses inversionOf(const PitchClasses& form)
{
    PitchClasses inverted;
    for (auto at = form.rbegin(); at != form.rend(); ++at)
        inverted.push_back(form.back() - *at);
    return inverted;
}

bool morePacked(const PitchClasses& a, const PitchClasses& b)
{
    return std::pair(a.back(), a) < std::pair(b.back(), b);
}

} // namespace

std::vector<int> normalOrder(std::span<const std::uint8_t> pitches)
{
    std::set<int> distinct;
    for (const std::uint8_t pitch : pitches)
        distinct.insert(pitch % 12);
    PitchClasses rotation(distinct.begin(), distinct.end());
    PitchClasses best;
    PitchClasses bestForm;
    for (std::size_t i = 0; i < distinct.size(); ++i) {
        const PitchClasses form = formOf(rotation);
        const PitchClasses packed = std::min(form, inversionOf(form), morePacked);
        if (bestForm.empty() || morePacked(packed, bestForm)) {
            best = rotation;
            bestForm = packed;
        }
        std::ranges::rotate(rotation, rotation.begin() + 1);
    }
    return best;
}

} // namespace cadenza::encoding
