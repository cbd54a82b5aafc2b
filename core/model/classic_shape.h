#pragma once

#include "core/encoding/classic_vocabulary.h"
#include "core/model/network_shape.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cadenza::model {

/// The streams of the Classic model, each with a network of its own.
enum class ClassicStream : std::uint8_t { Word, Offset, Duration };
inline constexpr std::array kClassicStreams{ClassicStream::Word, ClassicStream::Offset, ClassicStream::Duration};
/// “word”, “offset”, “duration”: what the parameters' names begin with.
[[nodiscard]] std::string_view nameOf(ClassicStream stream);

/// What each of the three networks reads.
enum class ClassicReading : std::uint8_t {
    Own, ///< its own stream, as published
    All, ///< all three streams
};

/// Sizes of the Classic model: the published system's three networks, side by side. With the parameter names below they
/// define it completely. Each stream s has, with n classes and reading i classes in all:
///   s.input [i, 4h]  s.bias [4h]         the one-hot inputs' share of the gates (PyTorch's gate order i, f, g, o)
///   s.recurrent [4h, h]                  LSTM
///   s.dense.weight [d, h]  s.dense.bias [d]      a linear layer
///   s.output.weight [n, d]  s.output.bias [n]    and the logits of the stream's next class
/// Where a network reads all streams, the rows of s.input are the words', then the offsets', then the durations'.
struct ClassicShape {
    int hidden{512};
    int dense{128};
    ClassicReading reads{ClassicReading::Own};
    std::array<int, kClassicStreams.size()> classes{}; ///< of each stream; from the vocabulary

    [[nodiscard]] int classesOf(ClassicStream stream) const { return classes[static_cast<std::size_t>(stream)]; }
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

/// Rows of a network's input that a token adds up: of its own class, or of all three.
[[nodiscard]] std::vector<std::size_t> inputRowsOf(const ClassicShape& shape, ClassicStream stream,
                                                   const encoding::ClassicClasses& classes);

} // namespace cadenza::model
