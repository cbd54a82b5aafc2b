#include "core/encoding/recollection.h"

#include "core/encoding/parts.h"

#include <algorithm>
#include <array>

namespace cadenza::encoding {
namespace {

constexpr int kHighestPitch = kPitchClasses - 1;

/// Lengths from which on the level is one higher.
constexpr std::array<std::size_t, 9> kLevelStarts{MovesAlike::kShortest, 4, 6, 8, 12, 16, 24, 32, kLongestMatch};
static_assert(2 * kLevelStarts.size() + 1 == kRecallLevels);

std::uint8_t levelOf(std::size_t length, bool samePitch)
{
    const auto level = std::ranges::upper_bound(kLevelStarts, length) - kLevelStarts.begin();
    return static_cast<std::uint8_t>(level + (samePitch ? static_cast<std::ptrdiff_t>(kLevelStarts.size()) : 0));
}

} // namespace

bool MovesAlike::agree(std::span<const Event> heard, std::size_t a, std::size_t b)
{
    const Event &one = heard[a], &other = heard[b];
    if (one.step != other.step || one.part != other.part)
        return false;
    if (isDrums(one.part))
        return one.pitch == other.pitch;
    return one.pitch - heard[a - 1].pitch == other.pitch - heard[b - 1].pitch;
}

std::uint32_t MovesAlike::mark(std::span<const Event> heard, std::size_t at)
{
    const Event& event = heard[at];
    const int interval = isDrums(event.part) ? event.pitch : event.pitch - heard[at - 1].pitch;
    return static_cast<std::uint32_t>(event.step * 512 + interval + 256);
}

Expectation Recollection::expected(int longest) const
{
    const std::size_t length = matches_.length();
    if (length == 0 || (longest < kRecallAll && length > static_cast<std::size_t>(longest)))
        return {};
    const int shift = matches_.last().pitch - matches_.beforeNext().pitch;
    return transposed({matches_.next(), levelOf(length, shift == 0)}, shift);
}

std::vector<Expectation> expectationsOf(std::span<const Event> events)
{
    std::vector<Expectation> expected;
    expected.reserve(events.size());
    Recollection recollection;
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        recollection.hear(events[i]);
        expected.push_back(recollection.expected());
    }
    return expected;
}

Expectation transposed(Expectation expectation, int semitones)
{
    if (expectation.level == 0 || isDrums(expectation.event.part))
        return expectation;
    const int pitch = expectation.event.pitch + semitones;
    if (pitch < 0 || pitch > kHighestPitch)
        return {};
    expectation.event.pitch = static_cast<std::uint8_t>(pitch);
    return expectation;
}

} // namespace cadenza::encoding
