#pragma once

#include "core/base/result.h"
#include "core/library/archive.h"
#include "core/library/library.h"
#include "core/library/metadata_csv.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace cadenza::library {

/// One MIDI file to read: on disk, or a member of an archive.
struct MidiSource {
    std::filesystem::path path;             ///< the file, or the archive
    std::filesystem::path root;             ///< what the person named: names above it say nothing about the music
    std::shared_ptr<const Archive> archive; ///< null for a plain file
    ArchiveMember member;
    std::shared_ptr<const MetadataTable> metadata; ///< null when the collection has none

    [[nodiscard]] std::string id() const;
    /// The path that names the piece: of the file, or inside the archive.
    [[nodiscard]] std::filesystem::path name() const;
    /// The bytes of the file. Fails as `readFile` and `Archive::read` do, and with Unsupported above 256 MiB. A member
    /// is read through `archive`, which is for one thread at a time.
    [[nodiscard]] Result<std::vector<std::byte>> read() const;
};

struct Scan {
    std::vector<MidiSource> sources; ///< in a stable order
    std::vector<Skipped> skipped;
};

/// Whether a file name ends like a MIDI file: .mid .midi .kar .rmi .smf, in any letter case.
[[nodiscard]] bool hasMidiName(const std::filesystem::path& name);

/// Whether a file of this name can matter to a library: music, a zip, or a table of composers and titles.
[[nodiscard]] bool mayMatter(const std::filesystem::path& name);

/// A file as the file system has it.
struct FileStamp {
    std::filesystem::path path; ///< absolute
    std::uint64_t size{0};
    std::int64_t modified{0}; ///< in the file system clock's own ticks
    std::int64_t table{0};    ///< tells states of the metadata.csv that names the file apart; 0 when there is none
};

/// Asked for each file or archive before it is opened: true leaves it out.
using FileFilter = std::function<bool(const FileStamp&)>;

/// Every MIDI file under the paths, without reading them. A path that is itself a file is taken whatever its name; a
/// zip is known by its first bytes. What cannot be opened is skipped with its reason.
[[nodiscard]] Scan scanSources(std::span<const std::filesystem::path> paths, const std::stop_token& stop,
                               const FileFilter& leaveOut = {});

} // namespace cadenza::library
