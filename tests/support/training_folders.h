#pragma once

#include "core/base/file.h"
#include "core/library/library.h"
#include "core/midi/midi_writer.h"
#include "tests/support/random_line.h"
#include "tests/support/training.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cadenza::test {

/// Four short pieces in files below `folder`, as a library lists them: two of their names differ in letter case and in
/// a letter that is not in ASCII.
inline std::vector<library::Entry> writtenMusic(const std::filesystem::path& folder)
{
    std::vector<library::Entry> entries;
    std::uint64_t seed = 0;
    for (const char* name : {"Étude.mid", "TUDE.mid", "Walzer.mid", "Lied ohne Worte.mid"}) {
        const auto piece = randomLine(200, ++seed);
        std::filesystem::create_directories(folder);
        (void)writeFileAtomically(folder / name, midi::writeMidi(piece));
        auto entry = entryOf(piece, (folder / name).string());
        entry.title = std::string("Piece ") + std::to_string(seed);
        entry.piece = nullptr; // as from an index
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// Settings for a run on them that takes a moment, and reports every batch.
inline training::TrainingConfig folderConfig()
{
    auto config = tinyConfig();
    config.validationShare = 0.25;
    config.reportEvery = std::chrono::seconds(0);
    return config;
}

} // namespace cadenza::test
