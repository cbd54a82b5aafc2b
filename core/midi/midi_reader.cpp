#include "core/midi/midi_reader.h"

#include "core/midi/assembly.h"
#include "core/midi/chunks.h"
#include "core/midi/diagnostic_log.h"
#include "core/midi/note_pairing.h"
#include "core/midi/track_parser.h"

#include <utility>

namespace cadenza::midi {

namespace {

constexpr std::size_t kMostTexts = 256;

/// One reading of one file.
class Reader {
public:
    Reader(std::span<const std::uint8_t> file, Strictness strictness)
        : file_(file), log_(strictness), chunks_(file, log_), pairing_(log_)
    {
    }

    MidiExamination run()
    {
        const bool isMidi = readSequences();
        reading_.diagnostics = log_.diagnostics();
        std::optional<Error> error;
        if (log_.failed())
            error = log_.error();
        else if (!isMidi)
            error = Error{Fault::NotMidi, {}, "no header and no track", 0};
        else if (reading_.sequences.empty())
            error = Error{Fault::NoMusic, {}, firstFinding(), {}};
        if (error)
            reading_.sequences.clear();
        return {std::move(reading_), std::move(error)};
    }

private:
    /// False when the file is no MIDI file at all.
    bool readSequences()
    {
        auto header = chunks_.readFirstHeader();
        if (!header)
            return false;
        reading_.format = header->format;
        reading_.division = header->division;
        reading_.hasHeader = header->begin.has_value();
        while (header && !log_.failed())
            header = readTracksOf(*header);
        return true;
    }

    std::string firstFinding() const
    {
        for (const Diagnostic& diagnostic : reading_.diagnostics)
            if (diagnostic.severity != Severity::Note)
                return diagnostic.what;
        return "no track has a note";
    }

    /// Reads the tracks that follow a header, and gives the next header where files were glued together.
    std::optional<Header> readTracksOf(const Header& header)
    {
        const TimeBase timeBase = timeBaseOf(header.division);
        std::vector<RawTrack> tracks;
        const int before = reading_.tracks;
        std::optional<Chunk> chunk = chunks_.next(header.tracksBegin);
        while (chunk && chunk->kind == Chunk::Kind::Track && !log_.failed()) {
            log_.enterTrack(reading_.tracks++);
            ParsedTrack parsed = parseTrack(file_, chunk->track, Tick{timeBase.ticksPerQuarter}, pairing_, log_);
            const std::size_t after = chunks_.settle(*chunk, parsed);
            takeTexts(parsed.track);
            // Beyond the second, tracks of nothing change nothing, and a file can hold a great many in few bytes.
            if (tracks.size() < 2 || !parsed.track.empty())
                tracks.push_back(std::move(parsed.track));
            log_.enterTrack(std::nullopt);
            chunk = chunks_.next(after);
        }
        if (log_.failed())
            return std::nullopt;
        if (reading_.tracks - before != header.tracks && header.begin)
            log_.breach(Severity::Warning, "the header counts other tracks than there are", *header.begin + 10);
        addSequences(std::move(tracks), header, timeBase);
        if (!chunk)
            return std::nullopt;
        log_.breach(Severity::Warning, "another file begins here; its music follows", chunk->begin);
        return chunks_.readHeader(chunk->begin);
    }

    void takeTexts(const RawTrack& track)
    {
        if (reading_.texts.size() < kMostTexts && !track.name.empty())
            reading_.texts.push_back(
                {track.name, track.notes.empty() ? TextKind::EmptyTrackName : TextKind::TrackName});
        for (const std::string& text : track.texts)
            if (reading_.texts.size() < kMostTexts)
                reading_.texts.push_back({text, TextKind::Text});
    }

    void addSequences(std::vector<RawTrack> tracks, const Header& header, const TimeBase& timeBase)
    {
        if (header.format != 2)
            return addSequence(tracks, timeBase);
        for (RawTrack& track : tracks) {
            std::vector<RawTrack> alone;
            alone.push_back(std::move(track));
            addSequence(alone, timeBase);
        }
    }

    void addSequence(const std::vector<RawTrack>& tracks, const TimeBase& timeBase)
    {
        Piece piece = assemble(tracks, timeBase);
        if (piece.noteCount() > 0)
            reading_.sequences.push_back(std::move(piece));
    }

    std::span<const std::uint8_t> file_;
    DiagnosticLog log_;
    ChunkReader chunks_;
    NotePairing pairing_;
    MidiReading reading_;
};

} // namespace

MidiExamination examineMidi(std::span<const std::byte> file, Strictness strictness)
{
    return Reader({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}, strictness).run();
}

Result<MidiReading> readMidi(std::span<const std::byte> file, Strictness strictness)
{
    MidiExamination examination = examineMidi(file, strictness);
    if (examination.error)
        return std::unexpected(std::move(*examination.error));
    return std::move(examination.reading);
}

} // namespace cadenza::midi
