#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::midi {

enum class Strictness { Lenient, Strict };

enum class Severity { Note, Warning, Error };

/// Something about a file that a person may want to know, and where.
struct Diagnostic {
    Severity severity{Severity::Warning};
    std::string what;
    std::optional<int> track;              ///< from 0, when it belongs to one
    std::optional<std::size_t> byteOffset; ///< from the start of the file
};

enum class TextKind { TrackName, EmptyTrackName, Text };

/// A text of a file, as UTF-8: the name of a track with or without notes, or any other text. Lyrics are left out.
struct FileText {
    std::string text;
    TextKind kind{TextKind::Text};
};

/// What a file holds: one piece, or several for format 2, and what was wrong with it, by byte offset.
struct MidiReading {
    std::vector<Piece> sequences; ///< at least one, each with at least one note, when lenient reading succeeded
    std::vector<Diagnostic> diagnostics;
    std::vector<FileText> texts; ///< in file order, the first few hundred
    int format{1};               ///< 0, 1 or 2 as the header says
    int division{480};           ///< the header's raw division word
    int tracks{0};               ///< MTrk chunks found
    bool hasHeader{false};       ///< otherwise format and division are assumed
};

/// All that can be said of a file, also of one without music.
struct MidiExamination {
    MidiReading reading;        ///< `sequences` is empty where `error` is set
    std::optional<Error> error; ///< why `readMidi` gives no music
};

/// Grows whenever the reader makes other music of the same bytes: what was stored of a reading is then stale.
inline constexpr int kReaderVersion = 4;

/// Reads a Standard MIDI File (RP-001). Never throws on bad input; memory stays within a small multiple of the input.
/// Lenient: gets the music out of whatever can be read; fails only with NotMidi or NoMusic.
/// Strict: fails at the first breach, with its byte offset.
[[nodiscard]] Result<MidiReading> readMidi(std::span<const std::byte> file,
                                           Strictness strictness = Strictness::Lenient);

/// The same, keeping what was found when there is no music in the end: for telling people about a file.
[[nodiscard]] MidiExamination examineMidi(std::span<const std::byte> file, Strictness strictness = Strictness::Lenient);

} // namespace cadenza::midi
