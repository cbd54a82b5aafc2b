#pragma once

#include "core/midi/piece.h"

#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <utility>

namespace cadenza::test {

/// A note in ticks, for tests that write music by hand.
inline midi::Note note(std::int64_t onset, std::int64_t duration, int pitch, int velocity = 64)
{
    return {Tick{onset}, Tick{duration}, static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity),
            midi::Hand::Unknown};
}

/// One piano part with these notes at 480 ticks per quarter, 120 quarters a minute, 4/4.
inline midi::Piece piano(std::vector<midi::Note> notes)
{
    midi::Piece piece;
    midi::Part part;
    part.notes = std::move(notes);
    piece.parts.push_back(std::move(part));
    return piece;
}

/// A steady line of `count` eighth notes that wanders over two octaves: enough music to train, seed or play.
inline midi::Piece wanderingLine(int count)
{
    std::vector<midi::Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back(note(240 * i, 240, 60 + (i * 7) % 24, 50 + (i * 5) % 40));
    return piano(std::move(notes));
}

/// The folder of real music for extra tests; a machine without it skips them (QSKIP) and says so.
inline std::optional<std::filesystem::path> sharedMusic()
{
    const char* folder = std::getenv("CADENZA_SHARED_MUSIC");
    if (!folder || !std::filesystem::is_directory(folder))
        return std::nullopt;
    return std::filesystem::path(folder);
}

} // namespace cadenza::test
