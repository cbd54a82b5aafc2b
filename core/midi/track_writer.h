#pragma once

#include "core/base/tick.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace cadenza::midi {

/// Collects the events of one track in any order and writes them as a track chunk with running status.
class TrackWriter {
public:
    /// At one time events stand in this order.
    enum class Rank : std::uint8_t { Meta, NoteOff, Program, Controller, NoteOn };

    void meta(Tick at, std::uint8_t type, std::span<const std::uint8_t> data);
    void text(Tick at, std::uint8_t type, std::string_view text);                ///< nothing when the text is empty
    void message(Tick at, Rank rank, std::initializer_list<std::uint8_t> bytes); ///< a channel message, 2 or 3 bytes

    /// Appends the chunk with its end of track to `file`.
    void appendTo(std::vector<std::uint8_t>& file) const;

private:
    struct Event {
        Tick at;
        Rank rank;
        std::uint8_t length; ///< of a channel message; 0 for a meta event
        std::uint8_t bytes[3];
        std::size_t meta; ///< index into metas_
    };
    std::vector<Event> events_;
    std::vector<std::vector<std::uint8_t>> metas_; ///< type, then data
};

} // namespace cadenza::midi
