#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/tick.h"
#include "core/library/part_summary.h"
#include "core/library/statistics.h"
#include "core/midi/midi_reader.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::library {

/// One piece of the collection, ready to show and to train on. Cheap to copy: the music is shared and immutable.
struct Entry {
    std::string id; ///< stable within a library: the source path, with “!member” for a file inside a zip
    std::string composer;
    std::string title;
    std::filesystem::path source; ///< the file, or the zip it came from
    std::string member;           ///< name inside the zip; empty for a plain file
    std::size_t notes{0};
    Seconds length{0.0};            ///< from the start to the end of the last note
    double gridFit{0.0};            ///< share of onsets within ± 1 tick of 24 steps per quarter (DESIGN.md)
    std::vector<PartSummary> parts; ///< of the piece, in its order
    std::vector<midi::Diagnostic> diagnostics;
    std::shared_ptr<const Statistics> statistics;        ///< always there
    std::shared_ptr<const midi::Piece> piece;            ///< null when the entry came from an index: see `loadPiece`
    std::shared_ptr<const std::vector<ChordWord>> words; ///< distinct ones; see `LibraryIndex::fillWords`
};

/// A file that was met but gave no music.
struct Skipped {
    std::string subject;
    Error error;
    std::filesystem::path source{}; ///< the file on disk, for a file inside a zip; `subject` itself otherwise
};

/// A collection of pieces from folders, zips and single files, grouped by composer. A value: snapshots cross threads.
struct Library {
    std::vector<Entry> entries; ///< sorted by composer, then title, both in natural order (2 before 10)
    std::vector<Skipped> skipped;

    [[nodiscard]] std::size_t noteCount() const;
    [[nodiscard]] std::size_t composerCount() const;
    [[nodiscard]] Seconds length() const;
};

/// Reads every MIDI file under the given files, folders and zips. Work runs on the calling thread and helpers of its
/// own; stops within a second of a request with Cancelled. Fails with NotFound, NotReadable, NotArchive,
/// ArchiveRefused or NoMusic, naming the path; single bad files inside a folder or zip end in `skipped`.
[[nodiscard]] Result<Library> importLibrary(std::span<const std::filesystem::path> paths, std::stop_token stop = {},
                                            const ProgressSink& progress = {});

/// Puts entries in the order a library keeps: needed after a composer or title was edited.
void sortEntries(std::vector<Entry>& entries);

/// Both collections in one, without entries of equal id.
[[nodiscard]] Library merged(const Library& a, const Library& b);

} // namespace cadenza::library
