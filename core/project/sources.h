#pragma once

#include "core/base/result.h"
#include "core/library/library.h"
#include "core/project/project.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::project {

/// A file or folder as a project remembers it.
struct DescribedSource {
    Source source;
    std::vector<Piece> pieces;
};

/// Describes `place`, of which `library` holds the music, with SHA-256 of its files: reads them all, off the GUI
/// thread. Fails with NotFound, NotReadable or Cancelled.
[[nodiscard]] Result<DescribedSource> describeSource(const std::filesystem::path& place,
                                                     const library::Library& library, std::stop_token stop = {});

/// Where a source is now.
struct SourcePlace {
    Source source;
    std::filesystem::path lastSeen;             ///< absolute
    std::optional<std::filesystem::path> found; ///< nothing where someone must be asked
};

/// Looks for every source where it was last, and where it is not there any more in the project's folder and below
/// `places`, four folders deep, by its name and SHA-256; a place itself may have another name now.
/// `Project::moveSource` makes a find last. Fails with Cancelled, and as reading a project does.
[[nodiscard]] Result<std::vector<SourcePlace>>
findSources(const Project& project, std::span<const std::filesystem::path> places = {}, std::stop_token stop = {});

/// The id by which a library knows a piece of a source that was found.
[[nodiscard]] std::string entryIdOf(const SourcePlace& place, std::string_view member);
/// The piece that a library's entry is, whichever source it comes from; nothing when it comes from none.
[[nodiscard]] std::optional<PieceRef> pieceOf(std::span<const SourcePlace> places, std::string_view entryId);

} // namespace cadenza::project
