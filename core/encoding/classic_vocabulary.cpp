#include "core/encoding/classic_vocabulary.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <set>
#include <utility>

namespace cadenza::encoding {
namespace {

constexpr int kShortest = 3; ///< twelfths: the shortest duration where none may be nothing
constexpr int kMiddleC = 60;

int durationOf(const ClassicToken& token, const ClassicSpelling& spelling)
{
    return spelling.zeroDurations ? token.duration : std::max(token.duration, kShortest);
}

template <class T>
void unite(std::vector<T>& sorted, const std::set<T>& more)
{
    std::vector<T> both;
    std::ranges::set_union(sorted, more, std::back_inserter(both));
    sorted = std::move(both);
}

template <class T>
std::optional<std::uint16_t> classOf(const std::vector<T>& sorted, const T& value)
{
    const auto found = std::ranges::lower_bound(sorted, value);
    if (found == sorted.end() || *found != value)
        return std::nullopt;
    return static_cast<std::uint16_t>(found - sorted.begin());
}

/// The class of the value nearest to `value`.
std::uint16_t nearestClass(const std::vector<int>& sorted, int value)
{
    const auto found = std::ranges::min_element(sorted, {}, [&](int one) { return std::abs(one - value); });
    return static_cast<std::uint16_t>(found - sorted.begin());
}

/// How far a note's word is from a pitch; another pitch class is farther than any octave.
int distanceOf(const std::string& word, int pitch)
{
    const auto pitches = pitchesOfClassicWord(word);
    if (pitches.size() != 1)
        return 1'000'000;
    return std::abs(pitches[0] - pitch) + ((pitches[0] - pitch) % 12 == 0 ? 0 : 1'000);
}

std::uint16_t nearestWord(const std::vector<std::string>& words, int pitch)
{
    const auto found =
        std::ranges::min_element(words, {}, [&](const std::string& word) { return distanceOf(word, pitch); });
    return static_cast<std::uint16_t>(found - words.begin());
}

/// “B-4” → 70; nothing where it is no name.
std::optional<std::uint8_t> keyNamed(std::string_view name)
{
    static const auto keys = [] {
        std::map<std::string, std::uint8_t, std::less<>> named;
        for (std::uint8_t key = 0; key < 128; ++key)
            named.emplace(classicNoteName(key), key);
        return named;
    }();
    const auto found = keys.find(name);
    return found == keys.end() ? std::nullopt : std::optional(found->second);
}

/// “7” → the G above middle C.
std::optional<std::uint8_t> keyOfPitchClass(std::string_view name)
{
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size() || number < 0 || number > 11)
        return std::nullopt;
    return static_cast<std::uint8_t>(kMiddleC + number);
}

} // namespace

ClassicClasses ClassicVocabulary::classesOf(const ClassicToken& token) const
{
    const auto word = classOf(words, classicWord(token, spelling.chords));
    return {.word = word ? *word : nearestWord(words, token.pitches.empty() ? kMiddleC : token.pitches.back()),
            .offset = nearestClass(offsets, token.offset),
            .duration = nearestClass(durations, durationOf(token, spelling))};
}

ClassicToken ClassicVocabulary::tokenOf(const ClassicClasses& classes) const
{
    return {.pitches = pitchesOfClassicWord(words[classes.word]),
            .offset = offsets[classes.offset],
            .duration = durations[classes.duration]};
}

void ClassicVocabularyBuilder::add(std::span<const ClassicToken> tokens)
{
    std::set<std::string> words;
    std::set<int> offsets, durations;
    for (const ClassicToken& token : tokens) {
        words.insert(classicWord(token, vocabulary_.spelling.chords));
        offsets.insert(token.offset);
        durations.insert(durationOf(token, vocabulary_.spelling));
    }
    unite(vocabulary_.words, words);
    unite(vocabulary_.offsets, offsets);
    unite(vocabulary_.durations, durations);
}

ClassicVocabulary ClassicVocabularyBuilder::finish() &&
{
    return std::move(vocabulary_);
}

std::vector<std::uint8_t> pitchesOfClassicWord(std::string_view word)
{
    std::vector<std::uint8_t> pitches;
    for (const auto part : word | std::views::split('.')) {
        const std::string_view name(part.begin(), part.end());
        const auto key = keyNamed(name).or_else([&] { return keyOfPitchClass(name); });
        if (!key)
            return {};
        pitches.push_back(*key);
    }
    std::ranges::sort(pitches);
    return pitches;
}

} // namespace cadenza::encoding
