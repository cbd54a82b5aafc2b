#pragma once

#include "core/encoding/classic_vocabulary.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace cadenza::encoding {

/// Where a word of the Classic model lies among the keys, and what it is apart from that.
struct ClassicPlace {
    int pitch{0};           ///< the key of a note, the lowest of a chord; of a chord of pitch classes, one of 0…11
    bool exact{true};       ///< false where only the pitch class is known
    std::uint32_t shape{0}; ///< 0 a note; equal for chords that differ in nothing but their pitch
    friend bool operator==(const ClassicPlace&, const ClassicPlace&) = default;
};

/// The places of a vocabulary's words, and the words at places: so music can be followed at another pitch.
class ClassicPlaces {
public:
    explicit ClassicPlaces(const ClassicVocabulary& vocabulary);

    [[nodiscard]] const ClassicPlace& of(std::uint16_t word) const { return places_[word]; }
    /// The word of this shape at this pitch, of any octave where the shape has none. Nothing where the vocabulary lacks
    /// it.
    [[nodiscard]] std::optional<std::uint16_t> wordAt(std::uint32_t shape, int pitch) const;

private:
    std::vector<ClassicPlace> places_;
    std::map<std::pair<std::uint32_t, int>, std::uint16_t> words_;
};

} // namespace cadenza::encoding
