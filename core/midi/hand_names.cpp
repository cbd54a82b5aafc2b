#include "core/midi/hand_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace cadenza::midi {

namespace {

constexpr std::array<std::string_view, 9> kRight{"right",  "rh",      "rechts", "rechte", "droite",
                                                 "destra", "derecha", "treble", "upper"};
constexpr std::array<std::string_view, 9> kLeft{"left",     "lh",        "links", "linke", "gauche",
                                                "sinistra", "izquierda", "bass",  "lower"};

bool isWordCharacter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

struct Word {
    std::size_t begin;
    std::size_t end;
    std::string lower; ///< without the stops of “r.h.”
};

std::vector<Word> wordsOf(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size();) {
        if (!isWordCharacter(text[i])) {
            ++i;
            continue;
        }
        Word word{i, i, {}};
        const auto oneLetterBefore = [&] { return i == word.begin + 1 || text[i - 2] == '.'; };
        while (i < text.size() && (isWordCharacter(text[i]) || (text[i] == '.' && oneLetterBefore()))) {
            if (text[i] != '.')
                word.lower += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
            ++i;
        }
        word.end = i;
        words.push_back(std::move(word));
    }
    return words;
}

Hand handOf(const Word& word)
{
    if (std::ranges::find(kRight, word.lower) != kRight.end())
        return Hand::Right;
    if (std::ranges::find(kLeft, word.lower) != kLeft.end())
        return Hand::Left;
    return Hand::Unknown;
}

} // namespace

Hand handNamed(std::string_view trackName)
{
    Hand found = Hand::Unknown;
    for (const Word& word : wordsOf(trackName)) {
        const Hand hand = handOf(word);
        if (hand != Hand::Unknown && found != Hand::Unknown && hand != found)
            return Hand::Unknown; // “left and right” names neither
        if (hand != Hand::Unknown)
            found = hand;
    }
    return found;
}

std::string withoutHand(std::string_view trackName)
{
    if (handNamed(trackName) == Hand::Unknown)
        return std::string(trackName);
    std::string rest;
    for (const Word& word : wordsOf(trackName)) {
        if (handOf(word) != Hand::Unknown || word.lower == "hand")
            continue;
        if (!rest.empty())
            rest += ' ';
        rest += trackName.substr(word.begin, word.end - word.begin);
    }
    return rest;
}

} // namespace cadenza::midi
