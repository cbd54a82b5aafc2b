#include "core/base/file_name.h"

#include <algorithm>

namespace cadenza {
namespace {

constexpr std::size_t kLongestName = 120; ///< room for a number and an ending within the 255 bytes of file systems
constexpr std::string_view kRefused = "/\\:*?\"<>|";

struct Character {
    char32_t code{0};
    std::size_t length{1};
};

/// The UTF-8 character at the start of `text`, or code 0 where there is none (RFC 3629).
Character characterAt(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80         ? 1
                               : (first >> 5) == 6  ? 2
                               : (first >> 4) == 14 ? 3
                               : (first >> 3) == 30 ? 4
                                                    : 0;
    if (length == 0 || length > text.size())
        return {};
    char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80)
            return {};
        code = (code << 6) | (next & 0x3FU);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return {};
    return {code, length};
}

/// Controls, and what Unicode's bidirectional algorithm or line breaking obeys without being seen (UAX #9, 2.).
bool isInvisible(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || (code >= 0x200B && code <= 0x200F)
           || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

} // namespace

std::string fileNameOf(std::string_view title)
{
    std::string name;
    while (!title.empty()) {
        const auto [code, length] = characterAt(title);
        if (name.size() + length > kLongestName)
            break;
        if (code == ' ' ? !name.empty() && name.back() != ' ' : !isInvisible(code))
            name += code < 0x80 && kRefused.find(static_cast<char>(code)) != std::string_view::npos
                        ? std::string_view("_")
                        : title.substr(0, length);
        title.remove_prefix(length);
    }
    name.erase(0, std::min(name.find_first_not_of(" ."), name.size()));
    while (!name.empty() && (name.back() == ' ' || name.back() == '.'))
        name.pop_back();
    return name.empty() ? "Untitled" : name;
}

} // namespace cadenza
