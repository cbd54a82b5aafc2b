#pragma once

#include "core/encoding/classic_places.h"
#include "core/encoding/classic_vocabulary.h"
#include "core/encoding/match_model.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cadenza::encoding {

/// In what passages of Classic music must agree to be recalled.
enum class ClassicLikeness : std::uint8_t {
    Token,  ///< in all three streams
    Word,   ///< in their words, whatever their rhythm
    Rhythm, ///< in their offsets and durations, whatever their notes
    Moves,  ///< in their offsets and in how notes and chords move from each to the next, at whatever pitch
};
inline constexpr std::size_t kClassicLikenesses = 4;

/// How sure a recollection of Classic music is: 0 nothing is recalled; 1…9 by the length of the passage that agrees.
inline constexpr int kClassicRecallLevels = 10;

/// The token that followed when the music last went as it just did; after moves, as high as the music is now.
struct ClassicExpectation {
    ClassicClasses classes{};
    std::uint8_t level{0}; ///< < kClassicRecallLevels; with 0 `classes` mean nothing
    friend bool operator==(const ClassicExpectation&, const ClassicExpectation&) = default;
};
/// By each likeness.
using ClassicExpectations = std::array<ClassicExpectation, kClassicLikenesses>;

/// A token as it moves from the one before.
struct ClassicMove {
    ClassicClasses classes{};
    std::uint32_t shape{0};
    int by{0};   ///< semitones; where one of the two has no octave, 1000 and the pitch classes between them
    int note{0}; ///< the last key heard that was exact
    friend bool operator==(const ClassicMove&, const ClassicMove&) = default;
};

/// Moves agree: see `MatchModel`.
struct MovingAlike {
    static constexpr std::size_t kBefore = 1;
    static constexpr std::size_t kShortest = 2;
    [[nodiscard]] static bool agree(std::span<const ClassicMove> heard, std::size_t a, std::size_t b);
    [[nodiscard]] static std::uint32_t mark(std::span<const ClassicMove> heard, std::size_t at);
};

/// Tokens agree by a likeness but `Moves`: see `MatchModel`.
template <ClassicLikeness likeness>
struct AlikeTokens {
    static constexpr std::size_t kBefore = 0;
    static constexpr std::size_t kShortest = 2;
    [[nodiscard]] static bool agree(std::span<const ClassicClasses> heard, std::size_t a, std::size_t b)
    {
        const ClassicClasses &one = heard[a], &other = heard[b];
        return (likeness == ClassicLikeness::Rhythm || one.word == other.word)
               && (likeness == ClassicLikeness::Word || (one.offset == other.offset && one.duration == other.duration));
    }
    [[nodiscard]] static std::uint32_t mark(std::span<const ClassicClasses> heard, std::size_t at)
    {
        const std::uint32_t word = likeness == ClassicLikeness::Rhythm ? 0U : heard[at].word;
        const std::uint32_t rhythm =
            likeness == ClassicLikeness::Word ? 0U : heard[at].offset * 64U + heard[at].duration;
        return word * 4096U + rhythm;
    }
};

/// What a stream of tokens has heard of itself, as `Recollection` for events. A value: a copy goes on by itself.
class ClassicRecollection {
public:
    /// With the places of the tokens' vocabulary.
    explicit ClassicRecollection(std::shared_ptr<const ClassicPlaces> places) : places_(std::move(places)) {}

    /// Takes in the next token. Constant time.
    void hear(const ClassicClasses& token);
    /// Of the token after the last one heard.
    [[nodiscard]] ClassicExpectations expected() const;

private:
    [[nodiscard]] ClassicMove moveTo(const ClassicClasses& token) const;
    [[nodiscard]] ClassicExpectation expectedMove() const;

    std::shared_ptr<const ClassicPlaces> places_;
    MatchModel<ClassicMove, MovingAlike> moves_;
    MatchModel<ClassicClasses, AlikeTokens<ClassicLikeness::Token>> tokens_;
    MatchModel<ClassicClasses, AlikeTokens<ClassicLikeness::Word>> words_;
    MatchModel<ClassicClasses, AlikeTokens<ClassicLikeness::Rhythm>> rhythms_;
};

/// For each token but the last: what the music up to and with it leads to expect.
[[nodiscard]] std::vector<ClassicExpectations> expectationsOf(std::span<const ClassicClasses> tokens,
                                                              const ClassicVocabulary& vocabulary);

} // namespace cadenza::encoding
