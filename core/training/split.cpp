#include "core/training/split.h"

#include "core/base/file.h"
#include "core/library/metadata_csv.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace cadenza::training {
namespace {

/// "…/Bach/bach_846.MID" → "bach/bach_846.mid"
std::string keyOf(const std::filesystem::path& path)
{
    std::string key = (path.parent_path().filename() / path.filename()).generic_string();
    std::ranges::transform(key, key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return key;
}

} // namespace

std::optional<SplitPart> splitPartNamed(std::string_view name)
{
    if (name == "train")
        return SplitPart::Train;
    if (name == "valid")
        return SplitPart::Valid;
    if (name == "test")
        return SplitPart::Test;
    return std::nullopt;
}

Split Split::of(std::span<const Row> rows)
{
    Split split;
    for (const Row& row : rows)
        split.places_[keyOf(row.file)] = row.place;
    return split;
}

Result<Split> Split::read(const std::filesystem::path& csv)
{
    const auto bytes = readFile(csv);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto rows = library::parseCsv({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    const auto columnOf = [&](const char* name) {
        const auto& head = rows.front();
        return static_cast<std::size_t>(std::ranges::find(head, name) - head.begin());
    };
    if (rows.empty())
        return failure(Fault::InvalidSetting, csv.string(), "a split needs the columns file, work and part");
    const std::size_t file = columnOf("file"), work = columnOf("work"), part = columnOf("part");
    const std::size_t last = std::max({file, work, part});
    if (last >= rows.front().size())
        return failure(Fault::InvalidSetting, csv.string(), "a split needs the columns file, work and part");
    std::vector<Row> places;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto named = rows[i].size() > last ? splitPartNamed(rows[i][part]) : std::nullopt;
        if (!named)
            return failure(Fault::InvalidSetting, csv.string(),
                           "row " + std::to_string(i + 1) + " has no part: it must be train, valid or test");
        places.push_back({rows[i][file], {rows[i][work], *named}});
    }
    return of(places);
}

std::optional<Split::Place> Split::find(const library::Entry& entry) const
{
    const auto found = places_.find(keyOf(entry.member.empty() ? entry.source : std::filesystem::path(entry.member)));
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<library::Entry> Split::entriesIn(SplitPart part, std::span<const library::Entry> entries) const
{
    std::vector<library::Entry> there;
    std::ranges::copy_if(entries, std::back_inserter(there), [&](const library::Entry& entry) {
        const auto place = find(entry);
        return place && place->part == part;
    });
    return there;
}

SplitPart partOf(const library::Entry& entry, const std::optional<Split>& split)
{
    const auto place = split ? split->find(entry) : std::nullopt;
    return place ? place->part : SplitPart::Train;
}

} // namespace cadenza::training
