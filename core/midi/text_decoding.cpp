#include "core/midi/text_decoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace cadenza::midi {

namespace {

/// Length of the well-formed UTF-8 sequence at the front of `text` (Unicode 15, table 3-7); 0 when there is none.
std::size_t utf8SequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool tooLarge = lead == 0xF4 && byte(1) > 0x8F;
        return continues(1) && continues(2) && continues(3) && !overlong && !tooLarge ? 4 : 0;
    }
    return 0;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

/// Whether the bytes look like Japanese and not like accented Latin, which is often valid Shift-JIS too: an accented
/// letter stands between plain letters, Japanese characters stand together and most begin with 0x81–0x9F.
bool looksLikeShiftJis(std::string_view text)
{
    std::size_t pairs = 0;
    std::size_t typicalPairs = 0;
    std::size_t kana = 0;
    std::size_t longestRun = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (byte < 0x80) {
            run = 0;
            continue;
        }
        if (byte >= 0xA1 && byte <= 0xDF) {
            ++kana;
        } else {
            if (++i == text.size())
                return false;
            ++pairs;
            typicalPairs += byte >= 0x81 && byte <= 0x9F ? 1 : 0;
        }
        longestRun = std::max(longestRun, ++run);
    }
    if (pairs == 0)
        return kana >= 3 && longestRun >= 3;
    return longestRun >= 2 && 2 * typicalPairs >= pairs;
}

std::optional<std::string> fromShiftJis(std::string_view text)
{
    const iconv_t converter = iconv_open("UTF-8", "CP932");
    if (converter == reinterpret_cast<iconv_t>(-1))
        return std::nullopt;
    std::string utf8(text.size() * 3, '\0'); // a half-width kana grows from one byte to three
    std::string source(text);
    char* in = source.data();
    char* out = utf8.data();
    std::size_t inLeft = source.size();
    std::size_t outLeft = utf8.size();
    const std::size_t result = iconv(converter, &in, &inLeft, &out, &outLeft);
    iconv_close(converter);
    if (result == static_cast<std::size_t>(-1) || inLeft != 0)
        return std::nullopt;
    utf8.resize(utf8.size() - outLeft);
    return utf8;
}

void appendUtf8(std::string& text, char32_t c)
{
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
}

std::string fromWindows1252(std::string_view text)
{
    // The WHATWG index: 0x80–0x9F; the five bytes without a character stay C1 controls.
    static constexpr std::array<char32_t, 32> kUpper{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    std::string utf8;
    utf8.reserve(text.size() + text.size() / 4);
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        appendUtf8(utf8, byte >= 0x80 && byte < 0xA0 ? kUpper[byte - 0x80u] : byte);
    }
    return utf8;
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One space for each run of spaces and controls, none at the ends, and no byte order marks in front.
std::string tidied(std::string_view text)
{
    std::string tidy;
    tidy.reserve(text.size());
    while (!text.empty()) {
        if (tidy.empty() && text.starts_with(kByteOrderMark)) {
            text.remove_prefix(kByteOrderMark.size());
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(text.front());
        if (byte > 0x20 && byte != 0x7F)
            tidy += text.front();
        else if (!tidy.empty() && tidy.back() != ' ')
            tidy += ' ';
        text.remove_prefix(1);
    }
    if (!tidy.empty() && tidy.back() == ' ')
        tidy.pop_back();
    return tidy;
}

} // namespace

std::string decodeText(std::span<const std::uint8_t> bytes)
{
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (text.starts_with(kByteOrderMark)) // also before what is no UTF-8 after all
        text.remove_prefix(kByteOrderMark.size());
    if (isUtf8(text))
        return tidied(text);
    if (looksLikeShiftJis(text)) {
        if (const auto japanese = fromShiftJis(text))
            return tidied(*japanese);
    }
    return tidied(fromWindows1252(text));
}

} // namespace cadenza::midi
