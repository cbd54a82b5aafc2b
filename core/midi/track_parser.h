#pragma once

#include "core/midi/diagnostic_log.h"
#include "core/midi/note_pairing.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::midi {

struct RawPedal {
    Tick at;
    std::uint8_t channel{0};
    std::uint8_t value{0};
};

struct RawProgram {
    Tick at;
    std::uint8_t channel{0};
    std::uint8_t program{0};
};

/// A note-on, or with velocity 0 a note-off, as it stands in its track.
struct KeyEvent {
    Tick at;
    std::uint8_t channel{0};
    std::uint8_t pitch{0};
    std::uint8_t velocity{0};
    friend bool operator==(const KeyEvent&, const KeyEvent&) = default;
};

/// An instrument name, for one channel when a channel prefix stood before it.
struct InstrumentName {
    std::optional<std::uint8_t> channel;
    std::string text;
};

/// What our writer says about a channel of a track, so that reading gives back the very parts that were written.
struct PartMark {
    std::uint8_t eventChannel{0}; ///< the channel the events use
    std::uint8_t partChannel{0};  ///< the channel the part had
    std::uint16_t part{0};
    Hand hand{Hand::Unknown};
    bool drums{false};
};

/// The events of one track chunk that make music, in file order.
struct RawTrack {
    std::string name;
    std::vector<InstrumentName> instruments;
    std::vector<std::string> texts; ///< texts, copyright, markers and later track names; the first few of each track
    std::vector<PartMark> marks;
    std::vector<RawNote> notes;
    std::vector<RawPedal> pedal;
    std::vector<RawProgram> programs;
    std::vector<TempoChange> tempo;
    std::vector<TimeSignature> timeSignatures;
    std::vector<KeySignature> keySignatures;

    [[nodiscard]] bool empty() const
    {
        return name.empty() && instruments.empty() && texts.empty() && marks.empty() && notes.empty() && pedal.empty()
               && programs.empty() && tempo.empty() && timeSignatures.empty() && keySignatures.empty();
    }
};

/// Where the bytes of a track lie in the file.
struct TrackBytes {
    std::size_t begin{0};  ///< the first delta time
    std::size_t end{0};    ///< no event reaches past this
    bool lengthFits{true}; ///< `end` is where the chunk says it ends, and a chunk or the end of the file follows
};

/// What was read, and where the reading stopped.
struct ParsedTrack {
    RawTrack track;
    std::size_t end{0};
    bool sawEndOfTrack{false};
};

/// Reads the events of one track. Lenient reading goes on after what RP-001 forbids wherever a next event can be
/// found; strict reading stops at the log's first breach. The note-ons and note-offs go to `keys` as well, where given.
[[nodiscard]] ParsedTrack parseTrack(std::span<const std::uint8_t> file, const TrackBytes& bytes, Tick quarter,
                                     NotePairing& pairing, DiagnosticLog& log, std::vector<KeyEvent>* keys = nullptr);

} // namespace cadenza::midi
