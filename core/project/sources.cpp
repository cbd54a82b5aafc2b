#include "core/project/sources.h"

#include "core/base/file.h"
#include "core/model/sha256.h"

#include <algorithm>
#include <map>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

constexpr int kDeepest = 4;
constexpr std::size_t kMostEntries = 200'000; ///< looked at below one place: nobody waits for a whole disk
constexpr std::size_t kProofs = 3;            ///< pieces of a folder that must be the same

Result<std::string> hashOf(const fs::path& file)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return std::unexpected(bytes.error());
    return model::Sha256().add(*bytes).hex();
}

/// What follows `root` in an id of the library below it; nothing when it is not below it.
std::optional<std::string_view> memberIn(std::string_view entryId, SourceKind kind, std::string_view root)
{
    if (!entryId.starts_with(root))
        return std::nullopt;
    entryId.remove_prefix(root.size());
    if (entryId.empty())
        return kind == SourceKind::File ? std::optional(entryId) : std::nullopt;
    if (entryId.front() != (kind == SourceKind::Folder ? '/' : '!'))
        return std::nullopt;
    return entryId.substr(1);
}

bool isSameFolder(const fs::path& folder, std::span<const Piece> pieces)
{
    std::size_t proofs = 0;
    for (const Piece& piece : pieces) {
        if (piece.sha256.empty())
            continue;
        const auto hash = hashOf(folder / piece.member);
        if (!hash || *hash != piece.sha256)
            return false;
        if (++proofs == kProofs)
            break;
    }
    return proofs > 0;
}

bool isSame(const Project& project, const Source& source, const fs::path& candidate)
{
    std::error_code error;
    if (source.kind == SourceKind::Folder) {
        const auto pieces = fs::is_directory(candidate, error) ? project.pieces(source.id) : std::vector<Piece>{};
        return pieces && isSameFolder(candidate, *pieces);
    }
    const auto hash = fs::is_regular_file(candidate, error) ? hashOf(candidate) : failure(Fault::NotFound);
    return hash && *hash == source.sha256;
}

/// Sources that are away, by the name of their file or folder.
using Missing = std::multimap<std::string, SourcePlace*>;

/// `place` itself may have another name now.
void lookAt(const fs::path& place, const Project& project, Missing& missing)
{
    std::erase_if(missing, [&](const auto& one) {
        const bool same = isSame(project, one.second->source, place);
        if (same)
            one.second->found = place;
        return same;
    });
}

void lookBelow(const fs::path& place, const Project& project, Missing& missing, const std::stop_token& stop)
{
    std::error_code error;
    std::size_t looked = 0;
    fs::recursive_directory_iterator entry(place, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (missing.empty() || ++looked > kMostEntries || stop.stop_requested())
            return;
        if (entry.depth() >= kDeepest)
            entry.disable_recursion_pending();
        const auto [first, last] = missing.equal_range(entry->path().filename().string());
        for (auto one = first; one != last;)
            if (isSame(project, one->second->source, entry->path())) {
                one->second->found = entry->path();
                one = missing.erase(one);
            } else {
                ++one;
            }
    }
}

} // namespace

Result<DescribedSource> describeSource(const fs::path& place, const library::Library& library, std::stop_token stop)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(place, error).lexically_normal();
    DescribedSource described;
    described.source.place = absolute.has_filename() ? absolute : absolute.parent_path();
    described.source.name = described.source.place.filename().string();
    described.source.kind = fs::is_directory(absolute, error) ? SourceKind::Folder : SourceKind::File;
    if (described.source.kind == SourceKind::File) {
        auto hash = hashOf(absolute);
        if (!hash)
            return std::unexpected(hash.error());
        described.source.sha256 = std::move(*hash);
    }
    const std::string root = described.source.place.string();
    for (const library::Entry& entry : library.entries) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        const auto member = memberIn(entry.id, described.source.kind, root);
        if (!member)
            continue;
        const bool plain = described.source.kind == SourceKind::Folder && entry.member.empty();
        described.pieces.push_back({std::string(*member), plain ? hashOf(entry.source).value_or("") : std::string(),
                                    entry.composer, entry.title, entry.notes});
    }
    return described;
}

Result<std::vector<SourcePlace>> findSources(const Project& project, std::span<const fs::path> places,
                                             std::stop_token stop)
{
    const auto sources = project.sources();
    if (!sources)
        return std::unexpected(sources.error());
    std::vector<SourcePlace> all;
    for (const Source& source : *sources)
        all.push_back({source, (project.folder() / source.place).lexically_normal(), std::nullopt});
    Missing missing;
    for (SourcePlace& place : all) {
        std::error_code error;
        if (fs::exists(place.lastSeen, error))
            place.found = place.lastSeen;
        else
            missing.emplace(place.lastSeen.filename().string(), &place);
    }
    lookBelow(project.folder(), project, missing, stop);
    for (const fs::path& place : places) {
        lookAt(place, project, missing);
        lookBelow(place, project, missing, stop);
    }
    if (stop.stop_requested())
        return failure(Fault::Cancelled);
    return all;
}

std::string entryIdOf(const SourcePlace& place, std::string_view member)
{
    const fs::path& root = place.found ? *place.found : place.lastSeen;
    if (member.empty())
        return root.string();
    return root.string() + (place.source.kind == SourceKind::Folder ? '/' : '!') + std::string(member);
}

std::optional<PieceRef> pieceOf(std::span<const SourcePlace> places, std::string_view entryId)
{
    for (const SourcePlace& place : places)
        if (const auto member =
                memberIn(entryId, place.source.kind, (place.found ? *place.found : place.lastSeen).string()))
            return PieceRef{place.source.id, std::string(*member)};
    return std::nullopt;
}

} // namespace cadenza::project
