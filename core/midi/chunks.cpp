#include "core/midi/chunks.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace cadenza::midi {

namespace {

constexpr std::size_t kChunkHead = 8; ///< four letters and a length

bool isChunkName(std::span<const std::uint8_t> name)
{
    return std::ranges::all_of(name, [](std::uint8_t c) { return c >= 0x20 && c < 0x7F; });
}

} // namespace

ChunkReader::ChunkReader(std::span<const std::uint8_t> file, DiagnosticLog& log)
    : file_(file), log_(log), end_(file.size())
{
    enterRmid();
}

bool ChunkReader::nameAt(std::size_t position, const char (&name)[5]) const
{
    return position <= end_ && end_ - position >= 4 && std::memcmp(file_.data() + position, name, 4) == 0;
}

std::optional<std::size_t> ChunkReader::find(NextName& next, std::size_t from)
{
    if (from < next.from || from > next.at) {
        const std::string_view text(reinterpret_cast<const char*>(file_.data()), end_);
        next.from = from;
        next.at = std::min(text.find(next.name, from), end_);
    }
    return next.at == end_ ? std::nullopt : std::optional(next.at);
}

std::uint32_t ChunkReader::lengthAt(std::size_t position) const
{
    const auto byte = [&](std::size_t i) { return std::uint32_t{file_[position + i]}; };
    return (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
}

std::size_t ChunkReader::riffLengthAt(std::size_t position) const
{
    const auto byte = [&](std::size_t i) { return std::size_t{file_[position + i]}; };
    return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}

/// Whether a RIFF chunk whose body is `length` bytes from `body` on is followed by another one or by the end of the
/// file, with or without the byte that pads odd lengths.
bool ChunkReader::riffChunkFits(std::size_t body, std::size_t length) const
{
    if (length > end_ - body)
        return false;
    for (std::size_t next = body + length; next <= std::min(end_, body + length + 1); ++next) {
        if (next == end_)
            return true;
        if (end_ - next >= kChunkHead && isChunkName(file_.subspan(next, 4))
            && riffLengthAt(next + 4) <= end_ - next - kChunkHead)
            return true;
    }
    return false;
}

/// A RIFF file of type RMID holds the MIDI file in its chunk "data"; lengths are little-endian (RP-029).
void ChunkReader::enterRmid()
{
    if (!nameAt(0, "RIFF") || !nameAt(8, "RMID"))
        return;
    std::size_t at = 12;
    while (end_ - at >= kChunkHead) {
        const std::size_t length = riffLengthAt(at + 4);
        const std::size_t body = at + kChunkHead;
        if (nameAt(at, "data")) {
            begin_ = body;
            if (riffChunkFits(body, length))
                end_ = body + length;
            else
                log_.breach(Severity::Warning, "the RMID data chunk does not end where it says", at + 4);
            return;
        }
        if (length >= end_ - body)
            return;
        at = std::min(end_, body + length + (length & 1u));
    }
}

std::optional<Header> ChunkReader::readFirstHeader()
{
    if (nameAt(begin_, "MThd"))
        return readHeader(begin_);
    if (const auto at = find(nextHeader_, begin_)) {
        log_.breach(Severity::Warning, "other bytes stand before the header", begin_);
        return readHeader(*at);
    }
    if (const auto at = find(nextTrack_, begin_)) {
        log_.breach(Severity::Error, "there is no header; 480 ticks per quarter are assumed", begin_);
        Header header;
        header.tracksBegin = *at;
        return header;
    }
    return std::nullopt;
}

std::optional<Header> ChunkReader::readHeader(std::size_t begin)
{
    Header header;
    header.begin = begin;
    const std::size_t body = begin + kChunkHead;
    if (end_ - begin < kChunkHead + 6) {
        log_.breach(Severity::Error, "the file ends inside the header", end_, Fault::TruncatedTrack);
        header.tracksBegin = end_;
        return header;
    }
    const std::size_t length = lengthAt(begin + 4);
    const bool cutShort = length < 6 && nameAt(body + length, "MTrk");
    const std::size_t words = cutShort ? length / 2 : 3;
    const auto word = [&](std::size_t i, int otherwise) {
        return i < words ? (file_[body + 2 * i] << 8) | file_[body + 2 * i + 1] : otherwise;
    };
    header.format = word(0, header.format);
    header.tracks = word(1, header.tracks);
    header.division = word(2, header.division);
    header.tracksBegin = body + (cutShort ? length : 6);
    if (length < 6)
        log_.breach(Severity::Warning, "the header says it is shorter than six bytes", begin + 4);
    else if (length > 6 && length <= end_ - body && chunkOrEndAt(body + length))
        header.tracksBegin = body + length; // RP-001, section 2.1: longer headers are allowed, the rest is skipped
    else if (length > 6)
        log_.breach(Severity::Warning, "the header does not end where it says", begin + 4);
    if (header.format > 2)
        log_.breach(Severity::Warning, "an unknown format, read as 1", body);
    if (header.division == 0)
        log_.breach(Severity::Warning, "a division of 0; 480 ticks per quarter are assumed", body + 4);
    return header;
}

bool ChunkReader::otherChunkAt(std::size_t position) const
{
    if (position > end_ || end_ - position < kChunkHead)
        return false;
    return isChunkName(file_.subspan(position, 4)) && lengthAt(position + 4) <= end_ - position - kChunkHead;
}

bool ChunkReader::chunkOrEndAt(std::size_t position) const
{
    return position <= end_
           && (position == end_ || nameAt(position, "MTrk") || nameAt(position, "MThd") || otherChunkAt(position));
}

std::optional<std::size_t> ChunkReader::nameAfterStray(std::size_t position)
{
    const auto track = find(nextTrack_, position);
    const auto header = find(nextHeader_, position);
    if (track && header)
        return std::min(*track, *header);
    return track ? track : header;
}

std::optional<Chunk> ChunkReader::next(std::size_t position)
{
    while (position < end_) {
        if (nameAt(position, "MThd"))
            return Chunk{Chunk::Kind::Header, position, {}};
        if (nameAt(position, "MTrk")) {
            if (end_ - position >= kChunkHead)
                return trackAt(position);
            log_.breach(Severity::Error, "the file ends inside the head of a track", end_, Fault::TruncatedTrack);
            return std::nullopt;
        }
        if (otherChunkAt(position)) {
            log_.remark("a chunk of another kind, skipped", position);
            position += kChunkHead + lengthAt(position + 4);
            continue;
        }
        const auto found = nameAfterStray(position);
        log_.breach(Severity::Warning, found ? "bytes between the chunks" : "bytes after the last chunk", position);
        if (!found)
            return std::nullopt;
        position = *found;
    }
    return std::nullopt;
}

Chunk ChunkReader::trackAt(std::size_t position)
{
    Chunk chunk{Chunk::Kind::Track, position, {}};
    const std::size_t length = lengthAt(position + 4);
    TrackBytes& track = chunk.track;
    track.begin = position + kChunkHead;
    track.lengthFits = length <= end_ - track.begin && chunkOrEndAt(track.begin + length);
    if (track.lengthFits)
        track.end = track.begin + length;
    else
        track.end = find(nextTrack_, track.begin).value_or(end_);
    return chunk;
}

std::size_t ChunkReader::settle(const Chunk& chunk, const ParsedTrack& parsed)
{
    const std::size_t length = lengthAt(chunk.begin + 4);
    const TrackBytes& track = chunk.track;
    const bool pastTheFile = length > end_ - track.begin;
    if (!parsed.sawEndOfTrack && pastTheFile && track.end == end_)
        log_.breach(Severity::Error, "the file ends before the track does", end_, Fault::TruncatedTrack);
    else if (!parsed.sawEndOfTrack)
        log_.breach(Severity::Warning, "the track has no end-of-track event", parsed.end);
    if (parsed.sawEndOfTrack && parsed.end != track.begin + length)
        log_.breach(Severity::Warning, "the track does not end where it says", chunk.begin + 4);
    return track.lengthFits && !nameAt(parsed.end, "MTrk") ? track.end : parsed.end;
}

} // namespace cadenza::midi
