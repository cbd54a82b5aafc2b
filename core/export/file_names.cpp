#include "core/export/file_names.h"

#include "core/base/file_name.h"

#include <set>

namespace cadenza::exporting {
namespace {

std::string filledIn(std::string_view pattern, const NameFields& fields)
{
    std::string name;
    while (!pattern.empty()) {
        const std::size_t close = pattern.front() == '{' ? pattern.find('}') : std::string_view::npos;
        const auto field = close == std::string_view::npos ? fields.end() : fields.find(pattern.substr(1, close - 1));
        if (field != fields.end()) {
            name += field->second;
            pattern.remove_prefix(close + 1);
        } else {
            name += pattern.front();
            pattern.remove_prefix(1);
        }
    }
    return name;
}

} // namespace

std::string fileNameFor(std::string_view pattern, const NameFields& fields)
{
    return fileNameOf(filledIn(pattern, fields));
}

std::vector<std::string> fileNamesFor(std::string_view pattern, std::span<const NameFields> files)
{
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const NameFields& fields : files) {
        const std::string base = fileNameFor(pattern, fields);
        std::string name = base;
        for (int i = 2; !taken.insert(name).second; ++i)
            name = base + " (" + std::to_string(i) + ")";
        names.push_back(name);
    }
    return names;
}

} // namespace cadenza::exporting
