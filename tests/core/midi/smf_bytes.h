#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace cadenza::test {

/// A Standard MIDI File put together byte by byte.
class Smf {
public:
    Smf& bytes(std::initializer_list<int> values)
    {
        for (const int value : values)
            data_.push_back(static_cast<std::byte>(value));
        return *this;
    }

    Smf& text(std::string_view letters)
    {
        for (const char letter : letters)
            data_.push_back(static_cast<std::byte>(letter));
        return *this;
    }

    Smf& header(int format, int tracks, int division)
    {
        return text("MThd").bytes(
            {0, 0, 0, 6, format >> 8, format & 0xFF, tracks >> 8, tracks & 0xFF, division >> 8, division & 0xFF});
    }

    /// A track chunk with these events and the end of track.
    Smf& track(std::initializer_list<int> events)
    {
        openTrack(static_cast<int>(events.size()) + 4);
        return bytes(events).bytes({0, 0xFF, 0x2F, 0});
    }

    /// The head of a track chunk that claims to be `length` bytes long.
    Smf& openTrack(int length)
    {
        return text("MTrk").bytes({(length >> 24) & 0xFF, (length >> 16) & 0xFF, (length >> 8) & 0xFF, length & 0xFF});
    }

    [[nodiscard]] const std::vector<std::byte>& data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return data_.size(); }
    operator std::span<const std::byte>() const { return data_; }

private:
    std::vector<std::byte> data_;
};

} // namespace cadenza::test
