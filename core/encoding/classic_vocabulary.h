#pragma once

#include "core/encoding/classic_tokens.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::encoding {

/// Which of the published encoding's faults are cured. As published: none.
struct ClassicSpelling {
    ChordSpelling chords{ChordSpelling::PitchClasses};
    bool zeroDurations{true}; ///< otherwise the shortest duration is a quarter of a quarter
    friend bool operator==(const ClassicSpelling&, const ClassicSpelling&) = default;
};

/// A token as the three networks of the Classic model read and predict it: classes of a `ClassicVocabulary`.
struct ClassicClasses {
    std::uint16_t word{0};
    std::uint16_t offset{0};
    std::uint16_t duration{0};
    friend bool operator==(const ClassicClasses&, const ClassicClasses&) = default;
};

/// All words, offsets and durations that some music has, each in ascending order. Their places are the classes.
struct ClassicVocabulary {
    ClassicSpelling spelling{};
    std::vector<std::string> words;
    std::vector<int> offsets;   ///< twelfths of a quarter
    std::vector<int> durations; ///< twelfths of a quarter

    friend bool operator==(const ClassicVocabulary&, const ClassicVocabulary&) = default;

    /// The classes of a token. What the vocabulary does not have becomes the nearest it has: another chord its highest
    /// note, a note the nearest of its pitch class, a time the nearest time. Precondition: no list is empty.
    [[nodiscard]] ClassicClasses classesOf(const ClassicToken& token) const;
    /// The token that classes stand for. A chord of pitch classes sounds from middle C upwards, because nothing says
    /// where it was. Precondition: each lies in its list.
    [[nodiscard]] ClassicToken tokenOf(const ClassicClasses& classes) const;
};

/// The most entries a list of a vocabulary may have.
inline constexpr std::size_t kMostClassicClasses = 65'535;

/// Gathers a vocabulary stream by stream.
class ClassicVocabularyBuilder {
public:
    explicit ClassicVocabularyBuilder(const ClassicSpelling& spelling) { vocabulary_.spelling = spelling; }

    void add(std::span<const ClassicToken> tokens);
    [[nodiscard]] ClassicVocabulary finish() &&;

private:
    ClassicVocabulary vocabulary_;
};

/// The MIDI keys of a word: “C#4”, “4.7.11” or “E4.G4.B4”; none where it is no word.
[[nodiscard]] std::vector<std::uint8_t> pitchesOfClassicWord(std::string_view word);

} // namespace cadenza::encoding
