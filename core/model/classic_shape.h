#pragma once

#include "core/encoding/classic_recollection.h"
#include "core/encoding/classic_vocabulary.h"
#include "core/model/network_shape.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cadenza::model {

/// The streams of the Classic model, each with a network of its own.
enum class ClassicStream : std::uint8_t { Word, Offset, Duration };
inline constexpr std::array kClassicStreams{ClassicStream::Word, ClassicStream::Offset, ClassicStream::Duration};
/// “word”, “offset”, “duration”: what the parameters' names begin with.
[[nodiscard]] std::string_view nameOf(ClassicStream stream);

/// In the order that a token is predicted in.
inline constexpr std::array kClassicOrder{ClassicStream::Offset, ClassicStream::Word, ClassicStream::Duration};

/// What each of the three networks reads.
enum class ClassicReading : std::uint8_t {
    Own,        ///< its own stream, as published
    All,        ///< all three streams
    Everything, ///< and what followed when the music last went so (see encoding/classic_recollection.h), and what is
                ///< known of the token that it predicts: its offset comes first, then its word, then its duration
};
inline constexpr std::array kClassicReadings{ClassicReading::Own, ClassicReading::All, ClassicReading::Everything};
/// “own”, “all”, “everything”: in files and on the command line.
[[nodiscard]] std::string_view nameOf(ClassicReading reading);
[[nodiscard]] std::optional<ClassicReading> classicReadingNamed(std::string_view name);

/// Sizes of the Classic model: the published system's three networks, side by side. With the parameter names below they
/// define it completely. Each stream s has, with n classes and reading i classes in all:
///   s.input [i, 4h]  s.bias [4h]         the one-hot inputs' share of the gates (PyTorch's gate order i, f, g, o)
///   s.recurrent [4h, h]                  LSTM
///   s.dense.weight [d, h]  s.dense.bias [d]      a linear layer
///   s.output.weight [n, d]  s.output.bias [n]    and the logits of the stream's next class
/// Where a network reads all streams, the rows of s.input are the words', then the offsets', then the durations'. Where
/// it reads everything, there follow
///   the same rows once more for the token that passages alike in everything lead to expect
///   the stream's rows for the class that passages alike in what it belongs to (words, or rhythm) lead to expect, and
///   for the class that passages alike in their moves lead to expect
///   a row for each kind of trust in each of the three: by level, and whether what is known of the token agrees
///   the offsets' rows (for words and durations) and the words' (for durations) of the token that is predicted
/// and the logits of the three expected classes get, where the level is not 0,
///   s.recall [kinds of trust]
struct ClassicShape {
    int hidden{512};
    int dense{128};
    ClassicReading reads{ClassicReading::Own};
    std::array<int, kClassicStreams.size()> classes{}; ///< of each stream; from the vocabulary

    [[nodiscard]] int classesOf(ClassicStream stream) const { return classes[static_cast<std::size_t>(stream)]; }
    [[nodiscard]] int allClasses() const; ///< of the three streams
    [[nodiscard]] int inputsOf(ClassicStream stream) const;
    friend bool operator==(const ClassicShape&, const ClassicShape&) = default;
};

/// The shape with the classes of a vocabulary.
[[nodiscard]] ClassicShape withClasses(ClassicShape shape, const encoding::ClassicVocabulary& vocabulary);

/// Every parameter of the three networks, in a fixed order.
[[nodiscard]] std::vector<ParameterSpec> parametersOf(const ClassicShape& shape);

/// The class that a token has in a stream.
[[nodiscard]] inline std::uint16_t classIn(ClassicStream stream, const encoding::ClassicClasses& classes)
{
    return stream == ClassicStream::Word     ? classes.word
           : stream == ClassicStream::Offset ? classes.offset
                                             : classes.duration;
}

/// What there is to read in one step.
struct ClassicInput {
    encoding::ClassicClasses token;         ///< the newest
    encoding::ClassicExpectations expected; ///< after it
    encoding::ClassicClasses next;          ///< the token to predict, as far as it is known
};

/// Rows of a network's input that a step adds up.
[[nodiscard]] std::vector<std::size_t> inputRowsOf(const ClassicShape& shape, ClassicStream stream,
                                                   const ClassicInput& input);

/// What is recalled of a stream speaks to its logits directly: that of `target` gets s.recall[`trust`].
struct ClassicHint {
    bool given{false}; ///< whether anything is recalled
    std::size_t target{0};
    std::size_t trust{0};
};
/// By the likenesses that a network which reads everything recalls by.
inline constexpr std::size_t kClassicHints = 3;
[[nodiscard]] std::array<ClassicHint, kClassicHints> hintsOf(ClassicStream stream, const ClassicInput& input);
/// Rows of s.recall.
inline constexpr std::size_t kClassicTrusts = kClassicHints * encoding::kClassicRecallLevels * 2;

} // namespace cadenza::model
