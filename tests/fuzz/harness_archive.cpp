#include "core/library/archive.h"
#include "core/library/entry_builder.h"
#include "tests/fuzz/harness.h"

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace cadenza::fuzz {

void openAnyZip(std::span<const std::uint8_t> bytes)
{
    using namespace library;
    const auto file = std::as_bytes(bytes);
    ArchiveLimits limits;
    limits.entries = 64;
    limits.totalBytes = 4u << 20;
    limits.entryBytes = 1u << 20;
    auto opened = Archive::open(std::vector<std::byte>(file.begin(), file.end()), "fuzz.zip", limits);
    if (!opened)
        return;
    const auto archive = std::make_shared<const Archive>(std::move(*opened));
    for (const ArchiveMember& member : archive->members()) {
        const auto content = archive->read(member);
        if (!content)
            continue;
        if (hasMidiName(std::filesystem::path(member.name)))
            (void)entriesOf({"fuzz.zip", {}, archive, member, nullptr}, *content);
        else
            (void)MetadataTable(std::string_view(reinterpret_cast<const char*>(content->data()), content->size()));
    }
}

} // namespace cadenza::fuzz
