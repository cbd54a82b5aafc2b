#pragma once

#include "core/midi/diagnostic_log.h"
#include "core/midi/track_parser.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cadenza::midi {

/// The header chunk of a file, or what stands in for a missing one.
struct Header {
    int format{1};
    int tracks{0}; ///< as claimed
    int division{480};
    std::optional<std::size_t> begin; ///< nothing when there is no header
    std::size_t tracksBegin{0};       ///< where the first chunk after the header should be
};

/// A track chunk, or another header where two files were glued together.
struct Chunk {
    enum class Kind { Track, Header } kind{Kind::Track};
    std::size_t begin{0}; ///< of its four-letter name
    TrackBytes track;
};

/// Finds the chunks of a file, whatever their lengths claim.
class ChunkReader {
public:
    ChunkReader(std::span<const std::uint8_t> file, DiagnosticLog& log);

    /// The header at `begin`, where "MThd" stands; a cut one gives what it has.
    [[nodiscard]] std::optional<Header> readHeader(std::size_t begin);
    /// The first header of the file: at its start, inside a RIFF RMID, or after other bytes. Tracks without a header
    /// get a made-up one; nothing when there are no tracks either.
    [[nodiscard]] std::optional<Header> readFirstHeader();
    /// The next track or header from `position` on; chunks of other kinds and stray bytes are passed over.
    [[nodiscard]] std::optional<Chunk> next(std::size_t position);
    /// Says whether the events ended where the chunk claims, and gives the position after the chunk.
    [[nodiscard]] std::size_t settle(const Chunk& chunk, const ParsedTrack& parsed);

private:
    [[nodiscard]] bool nameAt(std::size_t position, const char (&name)[5]) const;
    /// Where a chunk's name stands next, and since where that is known: a file of nothing but stray bytes between
    /// names would otherwise be searched over and over.
    struct NextName {
        std::string_view name;
        std::size_t from{1};
        std::size_t at{0}; ///< in between there is none
    };
    [[nodiscard]] std::optional<std::size_t> find(NextName& next, std::size_t from);
    [[nodiscard]] std::uint32_t lengthAt(std::size_t position) const;
    [[nodiscard]] bool otherChunkAt(std::size_t position) const;
    [[nodiscard]] bool chunkOrEndAt(std::size_t position) const;
    [[nodiscard]] std::optional<std::size_t> nameAfterStray(std::size_t position);
    [[nodiscard]] Chunk trackAt(std::size_t position);
    [[nodiscard]] std::size_t riffLengthAt(std::size_t position) const;
    [[nodiscard]] bool riffChunkFits(std::size_t body, std::size_t length) const;
    void enterRmid();

    std::span<const std::uint8_t> file_;
    DiagnosticLog& log_;
    std::size_t begin_{0};
    std::size_t end_;
    NextName nextTrack_{"MTrk"};
    NextName nextHeader_{"MThd"};
};

} // namespace cadenza::midi
