#include "core/library/archive.h"
#include "core/library/entry_builder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

/// Any bytes as a zip: whatever opens is read, as an import would, within small limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cadenza::library;
    const auto* begin = reinterpret_cast<const std::byte*>(data);
    ArchiveLimits limits;
    limits.entries = 64;
    limits.totalBytes = 4u << 20;
    limits.entryBytes = 1u << 20;
    auto opened = Archive::open(std::vector<std::byte>(begin, begin + size), "fuzz.zip", limits);
    if (!opened)
        return 0;
    const auto archive = std::make_shared<const Archive>(std::move(*opened));
    for (const ArchiveMember& member : archive->members()) {
        const auto bytes = archive->read(member);
        if (!bytes)
            continue;
        if (hasMidiName(std::filesystem::path(member.name)))
            (void)entriesOf({"fuzz.zip", {}, archive, member, nullptr}, *bytes);
        else
            (void)MetadataTable(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    }
    return 0;
}
