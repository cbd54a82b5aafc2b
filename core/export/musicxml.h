#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <filesystem>
#include <string>

namespace cadenza::exporting {

/// The piece as a MusicXML 4.0 partwise score (W3C Community Group final report): grand staff with the hands apart,
/// voices, ties, triplets, pedal, dynamics, tempo. See makeScore for what reading asks of the notes.
[[nodiscard]] std::string writeMusicXml(const midi::Piece& piece);

/// Writes it atomically, for a target that ends in .musicxml or .xml. Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> exportMusicXml(const midi::Piece& piece, const std::filesystem::path& target);

} // namespace cadenza::exporting
