#include "core/export/file_names.h"

#include <algorithm>
#include <set>

namespace cadenza::exporting {
namespace {

constexpr std::size_t kLongest = 200;
constexpr std::string_view kRefused = "/\\:*?\"<>|";

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

/// UTF-8 continuation bytes are never the first of a character.
void cutBetweenCharacters(std::string& name)
{
    std::size_t length = kLongest;
    while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0) == 0x80)
        --length;
    name.resize(length);
}

} // namespace

std::string fileNameFor(std::string_view pattern, const NameFields& fields)
{
    std::string name = filledIn(pattern, fields);
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || kRefused.find(c) != std::string_view::npos)
            c = '_';
    const std::size_t first = name.find_first_not_of(" .");
    name.erase(0, std::min(first, name.size()));
    if (name.size() > kLongest)
        cutBetweenCharacters(name);
    while (!name.empty() && (name.back() == ' ' || name.back() == '.'))
        name.pop_back();
    return name.empty() ? "untitled" : name;
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
