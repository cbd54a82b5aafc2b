#pragma once

#include "core/encoding/event.h"
#include "core/encoding/recollection.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace cadenza::model {

/// Sizes of the Expressive network. Together with the parameter names below they define it completely; core/ml
/// (libtorch) and core/model (no libtorch) must agree on it within 1e-5.
///
/// Input of one LSTM step, concatenated in this order (total `inputSize`):
///   step.embed[step] part.embed[part] pitch.embed[pitch] duration.embed[duration] velocity.embed[velocity]
///   tempo.embed[tempo] pedal.embed[pedal] beat.embed[beat] metre.embed[metre] composer.embed[composer]
///   and of the expectation after it (see encoding/recollection.h), zeros where nothing is recalled:
///   step.embed[step] pitch.embed[pitch] duration.embed[duration] velocity.embed[velocity] recall.embed[level]
/// LSTM layer l (PyTorch's gate order i, f, g, o; one bias) reads the sum of all layers below it, and the heads the sum
/// of all: a layer need not pass on what is already there (He et al., "Deep residual learning", 2016).
///   lstm.l.weight_ih [4h, in]  lstm.l.weight_hh [4h, h]  lstm.l.bias [4h]
/// Heads: chained linear maps over [h, that sum | attributes of the *next* event already drawn, embedded as above]:
///   step     over [h]
///   part     over [h step beat']            beat' is the beat class the drawn step leads to
///   pitch    over [h step beat' part]
///   duration over [h step beat' part pitch]
///   velocity over [h step beat' part pitch duration]
///   tempo    over [h step beat']            counted only where a new quarter begins
///   pedal    over [h step beat']            counted only where step > 0
///   head.NAME.weight [classes, width]  head.NAME.bias [classes]
/// What is recalled also speaks to each head directly: where the level is not 0, the logit of the expected class gets
///   recall.NAME [levels, 2]   column 1 where all attributes that the head is told are the expected ones (beat' aside)
/// Masks: when the drawn step is class 0 (same onset) and the part is the previous event's, pitches not above the
/// previous pitch are impossible.
struct NetworkShape {
    int hidden{384};
    int layers{2};
    int composers{1};                   ///< classes of composer.embed; 0 is "any"
    int parts{encoding::kPartFamilies}; ///< classes of the part: a multiple of the families, as many as the music needs

    static constexpr int kStepEmbedding = 48;
    static constexpr int kPartEmbedding = 8;
    static constexpr int kPitchEmbedding = 96;
    static constexpr int kDurationEmbedding = 48;
    static constexpr int kVelocityEmbedding = 32;
    static constexpr int kTempoEmbedding = 16;
    static constexpr int kPedalEmbedding = 8;
    static constexpr int kBeatEmbedding = 16;
    static constexpr int kMetreEmbedding = 8;
    static constexpr int kComposerEmbedding = 16;
    static constexpr int kRecallEmbedding = 24; ///< leaves the input a multiple of 16 wide

    [[nodiscard]] static constexpr int inputSize()
    {
        return kStepEmbedding + kPartEmbedding + kPitchEmbedding + kDurationEmbedding + kVelocityEmbedding
               + kTempoEmbedding + kPedalEmbedding + kBeatEmbedding + kMetreEmbedding + kComposerEmbedding
               + kStepEmbedding + kPitchEmbedding + kDurationEmbedding + kVelocityEmbedding + kRecallEmbedding;
    }
    friend bool operator==(const NetworkShape&, const NetworkShape&) = default;
};

/// Name and sizes of one parameter, row-major.
struct ParameterSpec {
    std::string name;
    std::vector<std::size_t> shape;
    [[nodiscard]] std::size_t elements() const;
};

/// Every parameter of the network, in a fixed order.
[[nodiscard]] std::vector<ParameterSpec> parametersOf(const NetworkShape& shape);

} // namespace cadenza::model
