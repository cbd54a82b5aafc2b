#include "core/encoding/recollection.h"

#include "core/encoding/parts.h"

#include <algorithm>
#include <array>

namespace cadenza::encoding {
namespace {

constexpr std::size_t kShortest = 3;         ///< notes that must agree
constexpr std::size_t kLongest = kRecallAll; ///< more are as good as these
constexpr int kCandidates = 32;              ///< passages looked at in one search
constexpr std::size_t kBuckets = 1024;
constexpr int kHighestPitch = kPitchClasses - 1;

/// Lengths from which on the level is one higher.
constexpr std::array<std::size_t, 9> kLevelStarts{kShortest, 4, 6, 8, 12, 16, 24, 32, kLongest};
static_assert(2 * kLevelStarts.size() + 1 == kRecallLevels);

std::uint8_t levelOf(std::size_t length, bool samePitch)
{
    const auto level = std::ranges::upper_bound(kLevelStarts, length) - kLevelStarts.begin();
    return static_cast<std::uint8_t>(level + (samePitch ? static_cast<std::ptrdiff_t>(kLevelStarts.size()) : 0));
}

} // namespace

Recollection::Recollection() : newest_(kBuckets, -1) {}

/// Whether events `a` and `b` move alike from the ones before them. Drums have no intervals.
bool Recollection::agree(std::size_t a, std::size_t b) const
{
    const Event &one = heard_[a], &other = heard_[b];
    if (one.step != other.step || one.part != other.part)
        return false;
    if (one.part == kDrumsPart)
        return one.pitch == other.pitch;
    return one.pitch - heard_[a - 1].pitch == other.pitch - heard_[b - 1].pitch;
}

/// How many events up to `a` and up to `b` agree, at most `kLongest`. The first event moves from nowhere.
std::size_t Recollection::agreement(std::size_t a, std::size_t b) const
{
    std::size_t length = 0;
    while (length < kLongest && length < std::min(a, b) && agree(a - length, b - length))
        ++length;
    return length;
}

/// The bucket of the passage of `kShortest` events that ends at `last` ≥ kShortest.
std::size_t Recollection::bucketOf(std::size_t last) const
{
    std::uint32_t hash = 0;
    for (std::size_t i = last + 1 - kShortest; i <= last; ++i) {
        const int interval = heard_[i].part == kDrumsPart ? heard_[i].pitch : heard_[i].pitch - heard_[i - 1].pitch;
        hash = (hash ^ static_cast<std::uint32_t>(heard_[i].step * 512 + interval + 256)) * 0x9E3779B1u;
        hash ^= hash >> 15;
    }
    return hash % kBuckets;
}

/// The longest of the most recent passages; the most recent of those equally long.
void Recollection::search(std::size_t bucket)
{
    const std::size_t last = heard_.size() - 1;
    std::int32_t candidate = newest_[bucket];
    for (int looked = 0; looked < kCandidates && candidate >= 0; ++looked) {
        const auto end = static_cast<std::size_t>(candidate);
        if (const std::size_t length = agreement(last, end); length >= kShortest && length > length_) {
            length_ = length;
            next_ = end + 1;
        }
        candidate = earlier_[end];
    }
}

void Recollection::hear(const Event& event)
{
    heard_.push_back(event);
    earlier_.push_back(-1);
    const std::size_t last = heard_.size() - 1;
    if (length_ > 0) {
        length_ = agree(last, next_) ? std::min(length_ + 1, kLongest) : 0;
        ++next_;
    }
    if (last < kShortest)
        return;
    const std::size_t bucket = bucketOf(last);
    if (length_ == 0)
        search(bucket);
    earlier_[last] = newest_[bucket];
    newest_[bucket] = static_cast<std::int32_t>(last);
}

Expectation Recollection::expected(int longest) const
{
    if (length_ == 0 || (longest < kRecallAll && length_ > static_cast<std::size_t>(longest)))
        return {};
    const int shift = heard_.back().pitch - heard_[next_ - 1].pitch;
    return transposed({heard_[next_], levelOf(length_, shift == 0)}, shift);
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
    if (expectation.level == 0 || expectation.event.part == kDrumsPart)
        return expectation;
    const int pitch = expectation.event.pitch + semitones;
    if (pitch < 0 || pitch > kHighestPitch)
        return {};
    expectation.event.pitch = static_cast<std::uint8_t>(pitch);
    return expectation;
}

} // namespace cadenza::encoding
