#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace cadenza {

/// Text in which the home folder is “~”: a report must not say who someone is.
[[nodiscard]] std::string withoutPrivatePaths(std::string text);

/// A log that keeps itself small: `cadenza.log` and one older file, `kLargest` bytes each. Lines carry the time and no
/// private paths. Any thread but the audio thread; a line that cannot be written is dropped.
class Log {
public:
    explicit Log(std::filesystem::path folder);
    void write(std::string_view line); ///< one line: control characters in it become spaces

    static constexpr std::size_t kLargest = std::size_t{1} << 20;
    static constexpr std::size_t kTail = std::size_t{8} << 10;
    /// The last lines, to be read also by a signal handler: a ring of which `tailEnd` is the next place.
    [[nodiscard]] const std::array<char, kTail>& tail() const { return tail_; }
    [[nodiscard]] std::size_t tailEnd() const { return tailEnd_.load(std::memory_order_relaxed); }

private:
    void append(std::string_view text);

    std::mutex mutex_;
    std::filesystem::path file_;
    std::array<char, kTail> tail_{};
    std::atomic<std::size_t> tailEnd_{0};
};

} // namespace cadenza
