#pragma once

#include "core/base/result.h"
#include "core/library/library.h"
#include "core/library/source_scan.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::library {

/// The entries of one MIDI file: one, or one for each sequence of a format 2 file. Composer and title come from the
/// collection's table, from the names of folders, from the texts of the file, or from its name, in that order. Fails
/// as `readMidi` does, naming the source.
[[nodiscard]] Result<std::vector<Entry>> entriesOf(const MidiSource& source, std::span<const std::byte> bytes);

/// Titles that several entries of one composer share get the name of their file added.
void tellTitlesApart(std::vector<Entry>& entries);

} // namespace cadenza::library
