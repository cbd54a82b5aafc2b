#include "core/midi/track_parser.h"

#include "core/midi/part_mark.h"
#include "core/midi/text_decoding.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace cadenza::midi {

namespace {

constexpr std::size_t kMostTexts = 64; ///< a title or a composer stands among the first; lyrics fill megabytes

class TrackParser {
public:
    TrackParser(std::span<const std::uint8_t> file, const TrackBytes& bytes, NotePairing& pairing, DiagnosticLog& log,
                std::vector<KeyEvent>* keys)
        : file_(file), pos_(bytes.begin), end_(bytes.end), lengthFits_(bytes.lengthFits), pairing_(pairing), log_(log),
          keys_(keys)
    {
        program_.fill(-1);
    }

    ParsedTrack run(Tick quarter)
    {
        pairing_.expect((end_ - pos_) / 8); // a note with its end is eight bytes, or six with running status
        while (!ended_ && !log_.failed() && pos_ < end_)
            readEvent();
        parsed_.end = pos_;
        parsed_.track.notes = pairing_.finish(quarter);
        return std::move(parsed_);
    }

private:
    std::uint8_t byte(std::size_t at) const { return file_[at]; }

    void truncated()
    {
        log_.breach(Severity::Error, "the track ends inside an event", end_, Fault::TruncatedTrack);
        pos_ = end_;
        ended_ = true;
    }

    /// A variable-length quantity (RP-001, section 1.1); nothing when the track ends inside it.
    std::optional<std::uint32_t> readQuantity()
    {
        if (pos_ < end_ && byte(pos_) < 0x80) [[likely]]
            return byte(pos_++);
        const std::size_t start = pos_;
        std::uint32_t value = 0;
        bool tooLong = false;
        while (pos_ < end_) {
            const std::uint8_t b = byte(pos_++);
            value = (value << 7) | (b & 0x7Fu);
            if (pos_ - start > 4)
                tooLong = true;
            if (b & 0x80u)
                continue;
            if (tooLong) {
                log_.breach(Severity::Warning, "a variable-length number of more than four bytes", start);
                value &= 0x0FFFFFFFu;
            }
            return value;
        }
        return std::nullopt;
    }

    void readEvent()
    {
        const std::size_t start = pos_;
        const auto delta = readQuantity();
        if (!delta)
            return truncated();
        now_ += Tick{*delta};
        if (pos_ == end_)
            return truncated();
        const std::uint8_t status = byte(pos_);
        if (status < 0x80)
            readRunning();
        else if (status < 0xF0)
            readChannelMessage(start);
        else if (status == 0xFF)
            readMeta(start);
        else if (status == 0xF0 || status == 0xF7)
            readSystemExclusive(start);
        else
            skipSystemMessage();
    }

    void readRunning()
    {
        if (runningStatus_ == 0) {
            log_.breach(Severity::Error, "a data byte where an event should begin", pos_);
            while (pos_ < end_ && byte(pos_) < 0x80)
                ++pos_;
            if (pos_ < end_)
                resumeAtStatus();
            return;
        }
        if (runningInterrupted_) {
            log_.breach(Severity::Warning, "running status goes on after a meta or system exclusive event", pos_);
            runningInterrupted_ = false;
        }
        readData(pos_);
    }

    /// After bytes that made no sense: the event at a status byte, at the time reached so far.
    void resumeAtStatus()
    {
        const std::uint8_t status = byte(pos_);
        if (status < 0xF0)
            readChannelMessage(pos_);
        else if (status == 0xFF)
            readMeta(pos_);
        else if (status == 0xF0 || status == 0xF7)
            readSystemExclusive(pos_);
        else
            skipSystemMessage();
    }

    void readChannelMessage(std::size_t start)
    {
        runningStatus_ = byte(pos_++);
        runningInterrupted_ = false;
        readData(start);
    }

    std::uint8_t readDataByte()
    {
        const std::uint8_t value = byte(pos_);
        if (value > 0x7F) [[unlikely]]
            log_.breach(Severity::Warning, "a data byte above 127, read as 127", pos_);
        ++pos_;
        return std::min<std::uint8_t>(value, 0x7F);
    }

    void readData(std::size_t start)
    {
        const std::uint8_t kind = runningStatus_ & 0xF0u;
        const std::uint8_t channel = runningStatus_ & 0x0Fu;
        const std::size_t length = kind == 0xC0 || kind == 0xD0 ? 1 : 2;
        if (end_ - pos_ < length)
            return truncated();
        const std::uint8_t first = readDataByte();
        const std::uint8_t second = length == 2 ? readDataByte() : 0;
        if (keys_ && (kind == 0x80 || kind == 0x90))
            keys_->push_back({now_, channel, first, kind == 0x90 ? second : std::uint8_t{0}});
        switch (kind) {
        case 0x90:
            if (second > 0)
                pairing_.noteOn({now_, {}, first, second, channel, program_[channel]}, start);
            else
                pairing_.noteOff(channel, first, now_, start);
            break;
        case 0x80: pairing_.noteOff(channel, first, now_, start); break;
        case 0xB0:
            if (first == 64)
                parsed_.track.pedal.push_back({now_, channel, second});
            break;
        case 0xC0:
            program_[channel] = first;
            parsed_.track.programs.push_back({now_, channel, first});
            break;
        default: break;
        }
    }

    void readSystemExclusive(std::size_t start)
    {
        runningInterrupted_ = true;
        const std::size_t afterStatus = ++pos_;
        const auto length = readQuantity();
        if (length && *length <= end_ - pos_) {
            pos_ += *length;
            return;
        }
        // Some programs wrote the raw message without its length: it ends at its own F7.
        const auto from = file_.begin() + static_cast<std::ptrdiff_t>(afterStatus);
        const auto to = file_.begin() + static_cast<std::ptrdiff_t>(end_);
        const auto terminator = std::find(from, to, std::uint8_t{0xF7});
        if (terminator == to)
            return truncated();
        log_.breach(Severity::Warning, "a system exclusive message longer than its track", start);
        pos_ = static_cast<std::size_t>(terminator - file_.begin()) + 1;
    }

    void skipSystemMessage()
    {
        const std::uint8_t status = byte(pos_);
        log_.breach(Severity::Warning, "a system message that may not stand in a file", pos_);
        const std::size_t length = status == 0xF2 ? 3 : status == 0xF1 || status == 0xF3 ? 2 : 1;
        if (end_ - pos_ < length)
            return truncated();
        pos_ += length;
    }

    void readMeta(std::size_t start)
    {
        runningInterrupted_ = true;
        if (end_ - pos_ < 2)
            return truncated();
        const std::uint8_t type = byte(pos_ + 1);
        pos_ += 2;
        const auto length = readQuantity();
        if (!length || *length > end_ - pos_)
            return type == 0x2F ? endOfTrack(start, end_) : truncated();
        const auto data = file_.subspan(pos_, *length);
        pos_ += *length;
        if (type == 0x2F)
            return endOfTrack(start, pos_);
        takeMeta(type, data, start);
    }

    /// RP-001 wants nothing after an end of track. Where the chunk goes on to its stated end with events that read
    /// cleanly, they are music all the same.
    void endOfTrack(std::size_t start, std::size_t next)
    {
        pos_ = next;
        parsed_.sawEndOfTrack = true;
        runningStatus_ = 0;
        if (pos_ == end_ || !lengthFits_ || isTrackAt(pos_)) { // a length may span the tracks that follow
            ended_ = true;
            return;
        }
        if (!goesOnCleanly_ && !readsCleanly(pos_)) {
            log_.breach(Severity::Warning, "bytes after the end of the track", pos_);
            ended_ = true;
            pos_ = end_;
            return;
        }
        goesOnCleanly_ = true; // the check reached to the end of the chunk
        log_.breach(Severity::Warning, "an end of track with more events after it", start);
    }

    [[nodiscard]] bool isTrackAt(std::size_t at) const
    {
        return end_ - at >= 4 && std::memcmp(file_.data() + at, "MTrk", 4) == 0;
    }
    bool readsCleanly(std::size_t from) const;

    void takeMeta(std::uint8_t type, std::span<const std::uint8_t> data, std::size_t start)
    {
        RawTrack& track = parsed_.track;
        if (type >= 0x01 && type <= 0x0F) {
            takeText(type, data);
        } else if (type == 0x20 && !data.empty()) {
            prefix_ = data[0] & 0x0F;
        } else if (type == 0x51) {
            takeTempo(data, start);
        } else if (type == 0x58) {
            takeTimeSignature(data, start);
        } else if (type == 0x59) {
            takeKeySignature(data, start);
        } else if (type == 0x7F) {
            if (const auto mark = readPartMark(data); mark && track.marks.size() < 16)
                track.marks.push_back(*mark);
        }
    }

    void takeText(std::uint8_t type, std::span<const std::uint8_t> data)
    {
        RawTrack& track = parsed_.track;
        if (type == 0x05 || (track.texts.size() >= kMostTexts && type != 0x03 && type != 0x04))
            return;
        std::string text = decodeText(data);
        if (text.empty())
            return;
        if (type == 0x03 && track.name.empty())
            track.name = std::move(text);
        else if (type == 0x04 && track.instruments.size() < 16)
            track.instruments.push_back({prefix_, std::move(text)});
        else if (track.texts.size() < kMostTexts)
            track.texts.push_back(std::move(text));
    }

    void takeTempo(std::span<const std::uint8_t> data, std::size_t start)
    {
        if (data.size() != 3)
            log_.breach(Severity::Warning, "a tempo event that is not three bytes long", start);
        if (data.size() < 3)
            return;
        const std::uint32_t tempo = (std::uint32_t{data[0]} << 16) | (std::uint32_t{data[1]} << 8) | data[2];
        if (tempo == 0)
            log_.breach(Severity::Warning, "a tempo of nothing, ignored", start);
        else
            parsed_.track.tempo.push_back({now_, static_cast<double>(tempo)});
    }

    void takeTimeSignature(std::span<const std::uint8_t> data, std::size_t start)
    {
        if (data.size() != 4)
            log_.breach(Severity::Warning, "a time signature that is not four bytes long", start);
        if (data.size() < 2)
            return;
        if (data[0] == 0 || data[1] > 7)
            log_.breach(Severity::Warning, "an impossible time signature, ignored", start);
        else
            parsed_.track.timeSignatures.push_back({now_, data[0], static_cast<std::uint8_t>(1u << data[1])});
    }

    void takeKeySignature(std::span<const std::uint8_t> data, std::size_t start)
    {
        if (data.size() != 2)
            log_.breach(Severity::Warning, "a key signature that is not two bytes long", start);
        if (data.size() < 2)
            return;
        const auto sharps = static_cast<std::int8_t>(data[0]);
        if (sharps < -7 || sharps > 7 || data[1] > 1)
            log_.breach(Severity::Warning, "an impossible key signature, ignored", start);
        else
            parsed_.track.keySignatures.push_back({now_, sharps, data[1] == 1});
    }

    std::span<const std::uint8_t> file_;
    std::size_t pos_;
    std::size_t end_;
    bool lengthFits_;
    NotePairing& pairing_;
    DiagnosticLog& log_;
    std::vector<KeyEvent>* keys_;
    ParsedTrack parsed_;
    Tick now_;
    std::uint8_t runningStatus_{0};
    bool runningInterrupted_{false};
    bool ended_{false};
    bool goesOnCleanly_{false};
    std::optional<std::uint8_t> prefix_;
    std::array<std::int16_t, 16> program_{};
};

/// Whether the bytes from `from` to the end of the chunk are whole events, each begun as RP-001 says.
bool TrackParser::readsCleanly(std::size_t from) const
{
    std::size_t at = from;
    bool running = false;
    bool music = false;
    std::size_t dataLength = 0;
    const auto quantity = [&]() -> std::optional<std::uint32_t> {
        std::uint32_t value = 0;
        for (int i = 0; i < 4 && at < end_; ++i) {
            const std::uint8_t b = byte(at++);
            value = (value << 7) | (b & 0x7Fu);
            if (!(b & 0x80u))
                return value;
        }
        return std::nullopt;
    };
    while (at < end_) {
        if (!quantity() || at == end_)
            return false;
        const std::uint8_t status = byte(at);
        if (status >= 0xF0) {
            at += status == 0xFF ? 2 : 1;
            const auto length = at < end_ ? quantity() : std::nullopt;
            if ((status != 0xFF && status != 0xF0 && status != 0xF7) || !length || *length > end_ - at)
                return false;
            at += *length;
            continue;
        }
        if (status >= 0x80) {
            ++at;
            running = true;
            dataLength = (status & 0xE0u) == 0xC0u ? 1 : 2;
            music = music || (status & 0xF0u) == 0x90u;
        }
        if (!running || end_ - at < dataLength)
            return false;
        for (std::size_t i = 0; i < dataLength; ++i)
            if (byte(at++) > 0x7F)
                return false;
    }
    return music;
}

} // namespace

ParsedTrack parseTrack(std::span<const std::uint8_t> file, const TrackBytes& bytes, Tick quarter, NotePairing& pairing,
                       DiagnosticLog& log, std::vector<KeyEvent>* keys)
{
    return TrackParser(file, bytes, pairing, log, keys).run(quarter);
}

} // namespace cadenza::midi
