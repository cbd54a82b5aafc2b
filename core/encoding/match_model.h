#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// The longest passage that is told from longer ones.
inline constexpr std::size_t kLongestMatch = 64;

/// Finds where music last went as it goes now: the passage that agrees longest with what was heard last, the most
/// recent of those equally long. After the match model of data compression (Mahoney, "Adaptive weighing of context
/// models", 2005, section 3). A value: a copy goes on by itself.
///
/// `Likeness` says what agreeing means, of a span of all that was heard:
///   static constexpr std::size_t kBefore     how many elements before one are needed to compare it
///   static constexpr std::size_t kShortest   elements that must agree
///   static bool agree(std::span<const Heard>, std::size_t a, std::size_t b)
///   static std::uint32_t mark(std::span<const Heard>, std::size_t at)     equal where elements agree
template <class Heard, class Likeness>
class MatchModel {
public:
    MatchModel() { newest_.fill(-1); }

    /// Takes in the next element. Constant time.
    void hear(const Heard& element)
    {
        heard_.push_back(element);
        earlier_.push_back(-1);
        const std::size_t last = heard_.size() - 1;
        if (length_ > 0) {
            length_ = Likeness::agree(heard_, last, next_) ? std::min(length_ + 1, kLongestMatch) : 0;
            ++next_;
        }
        if (last + 1 < Likeness::kShortest + Likeness::kBefore)
            return;
        const std::size_t bucket = bucketOf(last);
        if (length_ == 0)
            search(bucket);
        earlier_[last] = newest_[bucket];
        newest_[bucket] = static_cast<std::int32_t>(last);
    }

    /// Elements that agree; 0 when no passage does.
    [[nodiscard]] std::size_t length() const { return length_; }
    /// What followed the passage that agrees. Precondition: there is one.
    [[nodiscard]] const Heard& next() const { return heard_[next_]; }
    [[nodiscard]] const Heard& beforeNext() const { return heard_[next_ - 1]; }
    [[nodiscard]] bool isEmpty() const { return heard_.empty(); }
    [[nodiscard]] const Heard& last() const { return heard_.back(); }

private:
    static constexpr int kCandidates = 32; ///< passages looked at in one search
    static constexpr std::size_t kBuckets = 1024;

    /// How many elements up to `a` and up to `b` agree, at most `kLongestMatch`.
    [[nodiscard]] std::size_t agreement(std::size_t a, std::size_t b) const
    {
        const std::size_t most = std::min(kLongestMatch, std::min(a, b) + 1 - Likeness::kBefore);
        std::size_t length = 0;
        while (length < most && Likeness::agree(heard_, a - length, b - length))
            ++length;
        return length;
    }

    [[nodiscard]] std::size_t bucketOf(std::size_t last) const
    {
        std::uint32_t hash = 0;
        for (std::size_t i = last + 1 - Likeness::kShortest; i <= last; ++i) {
            hash = (hash ^ Likeness::mark(heard_, i)) * 0x9E3779B1u;
            hash ^= hash >> 15;
        }
        return hash % kBuckets;
    }

    void search(std::size_t bucket)
    {
        const std::size_t last = heard_.size() - 1;
        std::int32_t candidate = newest_[bucket];
        for (int looked = 0; looked < kCandidates && candidate >= 0; ++looked) {
            const auto end = static_cast<std::size_t>(candidate);
            if (const std::size_t length = agreement(last, end); length >= Likeness::kShortest && length > length_) {
                length_ = length;
                next_ = end + 1;
            }
            candidate = earlier_[end];
        }
    }

    std::vector<Heard> heard_;
    std::array<std::int32_t, kBuckets> newest_{}; ///< per bucket: where a passage of that kind last ended, or −1
    std::vector<std::int32_t> earlier_;           ///< per element: where one of its bucket ended before, or −1
    std::size_t next_{0};                         ///< the element that is expected again
    std::size_t length_{0};                       ///< of the passage that agrees so far; 0 when none does
};

} // namespace cadenza::encoding
