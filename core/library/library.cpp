#include "core/library/library.h"

#include "core/library/natural_order.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace cadenza::library {

std::size_t Library::noteCount() const
{
    std::size_t count = 0;
    for (const Entry& entry : entries)
        count += entry.notes;
    return count;
}

std::size_t Library::composerCount() const
{
    std::set<std::string_view> composers;
    for (const Entry& entry : entries)
        composers.insert(entry.composer);
    return composers.size();
}

Seconds Library::length() const
{
    Seconds total{0.0};
    for (const Entry& entry : entries)
        total += entry.length;
    return total;
}

void sortEntries(std::vector<Entry>& entries)
{
    std::ranges::stable_sort(entries, [](const Entry& a, const Entry& b) {
        if (a.composer != b.composer)
            return naturallyBefore(a.composer, b.composer);
        if (a.title != b.title)
            return naturallyBefore(a.title, b.title);
        return a.id < b.id;
    });
}

Library merged(const Library& a, const Library& b)
{
    Library result = a;
    std::set<std::string_view> ids;
    for (const Entry& entry : a.entries)
        ids.insert(entry.id);
    for (const Entry& entry : b.entries)
        if (ids.insert(entry.id).second)
            result.entries.push_back(entry);
    result.skipped.insert(result.skipped.end(), b.skipped.begin(), b.skipped.end());
    sortEntries(result.entries);
    return result;
}

} // namespace cadenza::library
