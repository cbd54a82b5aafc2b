#include "core/midi/part_selection.h"

#include "core/midi/instruments.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace cadenza::midi {
namespace {

constexpr std::uint8_t kTimpani = 47; ///< General MIDI counts them among the strings
constexpr std::uint8_t kFirstVoice = 52;
constexpr std::uint8_t kLastVoice = 54;

/// “2” for “ii”: programs number their parts in either way.
void writeInDigits(std::string& word)
{
    constexpr std::array<std::string_view, 9> roman{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    if (const auto found = std::ranges::find(roman, word); found != roman.end())
        word = std::to_string(found - roman.begin() + 1);
}

/// The words of a text in lower case, a plural without its s, a Roman number in digits; what is no letter, digit or
/// part of UTF-8 divides them.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    bool within = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = byte >= 0x80 || std::isalnum(byte) != 0;
        if (letter && !within)
            words.emplace_back();
        if (letter)
            words.back() += static_cast<char>(std::tolower(byte));
        within = letter;
    }
    for (std::string& word : words) {
        if (word.size() > 1 && word.ends_with('s'))
            word.pop_back();
        writeInDigits(word);
    }
    return words;
}

/// What instruments like this one are called together, beside the name of their family.
std::string_view groupOf(const Part& part)
{
    if (!part.drums && part.program == kTimpani)
        return "percussion";
    if (!part.drums && part.program >= kFirstVoice && part.program <= kLastVoice)
        return "choir voice";
    switch (familyOf(part)) {
    case Family::Piano: return "keyboard";
    case Family::Brass: return "wind";
    case Family::Reed:
    case Family::Pipe: return "wind woodwind";
    case Family::Percussive:
    case Family::Drums: return "percussion";
    default: return {};
    }
}

bool isTold(const std::vector<std::string>& wanted, std::string_view text)
{
    const auto told = wordsOf(text);
    return !std::ranges::search(told, wanted).empty();
}

bool isMeant(const Part& part, std::size_t index, std::string_view word)
{
    const std::vector<std::string> wanted = wordsOf(word);
    if (wanted.empty())
        return false;
    const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    if (std::ranges::all_of(word, digit)) // “1” is not what “String Ensemble 1” is called
        return word == std::to_string(index + 1);
    const bool ofItsFamily = part.drums || part.program != kTimpani;
    return isTold(wanted, part.name) || isTold(wanted, instrumentOf(part)) || isTold(wanted, groupOf(part))
           || (ofItsFamily && isTold(wanted, nameOf(familyOf(part))));
}

} // namespace

PartSelection partSelectionFrom(std::string_view commaSeparated)
{
    PartSelection selection;
    while (!commaSeparated.empty()) {
        const std::size_t comma = std::min(commaSeparated.find(','), commaSeparated.size());
        std::string_view word = commaSeparated.substr(0, comma);
        commaSeparated.remove_prefix(std::min(comma + 1, commaSeparated.size()));
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        word = word.substr(0, word.find_last_not_of(' ') + 1);
        if (!word.empty())
            selection.words.emplace_back(word);
    }
    return selection;
}

std::vector<std::size_t> partsIn(const Piece& piece, const PartSelection& selection)
{
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < piece.parts.size(); ++i)
        if (selection.all() || std::ranges::any_of(selection.words, [&](const std::string& word) {
                return isMeant(piece.parts[i], i, word);
            }))
            parts.push_back(i);
    return parts;
}

std::vector<std::size_t> otherParts(const Piece& piece, std::span<const std::size_t> parts)
{
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < piece.parts.size(); ++i)
        if (!piece.parts[i].notes.empty() && std::ranges::find(parts, i) == parts.end())
            others.push_back(i);
    return others;
}

Piece withParts(const Piece& piece, std::span<const std::size_t> parts)
{
    Piece result = piece;
    result.parts.clear();
    for (const std::size_t part : parts)
        result.parts.push_back(piece.parts[part]);
    return result;
}

} // namespace cadenza::midi
