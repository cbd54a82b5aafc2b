#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct zip;

namespace cadenza::library {

/// What a zip may hold before it is refused: a small zip can claim to unpack to anything.
struct ArchiveLimits {
    std::uint64_t entries{100'000};
    std::uint64_t totalBytes{2ull << 30};
    std::uint64_t entryBytes{64ull << 20};
    std::uint64_t ratio{300}; ///< unpacked to packed, of entries larger than `ratioFrom`
    std::uint64_t ratioFrom{1ull << 20};
};

struct ArchiveMember {
    std::string name;
    std::uint64_t index{0};
    std::uint64_t size{0};
};

/// A zip, held in memory unless it is opened in place; nothing is ever written to disk. One thread at a time; `another`
/// gives other threads a reader of their own over the same bytes.
class Archive {
public:
    /// Fails with NotFound, NotReadable, NotArchive, or ArchiveRefused when it breaks a limit.
    [[nodiscard]] static Result<Archive> open(const std::filesystem::path& path, const ArchiveLimits& limits = {});
    [[nodiscard]] static Result<Archive> open(std::vector<std::byte> bytes, const std::string& subject,
                                              const ArchiveLimits& limits = {});
    /// Reads each member from the file when it is asked for: for zips larger than memory should hold. Nobody may write
    /// to the file meanwhile.
    [[nodiscard]] static Result<Archive> openInPlace(const std::filesystem::path& path,
                                                     const ArchiveLimits& limits = {});
    [[nodiscard]] Result<Archive> another() const;

    /// All files, without folders. Names are as stored.
    [[nodiscard]] const std::vector<ArchiveMember>& members() const { return *members_; }
    /// Fails with ArchiveRefused for an unsafe name or too many bytes, NotReadable for an encrypted or damaged one.
    [[nodiscard]] Result<std::vector<std::byte>> read(const ArchiveMember& member) const;

private:
    struct Close {
        void operator()(zip* archive) const;
    };
    Archive() = default;
    [[nodiscard]] Result<void> openZip();
    [[nodiscard]] Result<void> list();

    std::string subject_;
    ArchiveLimits limits_;
    std::shared_ptr<const std::vector<std::byte>> bytes_; ///< null where `subject_` is read in place
    std::shared_ptr<const std::vector<ArchiveMember>> members_;
    std::unique_ptr<zip, Close> archive_;
};

/// Whether the name stays inside the folder it would be unpacked to: relative, without “..”, backslashes or drives.
[[nodiscard]] bool isSafeMemberName(std::string_view name);

} // namespace cadenza::library
