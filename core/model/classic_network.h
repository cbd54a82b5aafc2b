#pragma once

#include "core/lstm/step_kernels.h"
#include "core/model/classic_shape.h"
#include "core/model/model.h"
#include "core/model/packing.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace cadenza::model {

/// What one sequence remembers in each of the three networks. A value: copying it forks the sequence.
struct ClassicState {
    std::array<std::vector<float>, kClassicStreams.size()> hidden;
    std::array<std::vector<float>, kClassicStreams.size()> cell;
};

/// The forward pass of a Classic model without libtorch: one step of one sequence. Weights are packed once at
/// construction; const calls may run on several threads with states of their own.
class ClassicNetwork {
public:
    /// Precondition: the model is Classic and has every parameter of its shape, as `readModel` checks.
    explicit ClassicNetwork(std::shared_ptr<const Model> model);

    [[nodiscard]] const ClassicPart& part() const { return *model_->classic; }
    [[nodiscard]] ClassicState initialState() const; ///< all zero

    /// Feeds one token.
    void step(ClassicState& state, const encoding::ClassicClasses& token) const;
    /// Unnormalised log-probabilities of a stream's next class. Empty room is not needed: it is sized here.
    [[nodiscard]] std::vector<float> logits(const ClassicState& state, ClassicStream stream) const;

private:
    struct Packed {
        Table inputs; ///< what each class adds to the gates
        std::vector<float> bias;
        lstm::PackedMatrix recurrent;
        lstm::PackedMatrix dense;
        std::vector<float> denseBias;
        lstm::PackedMatrix output;
        std::vector<float> outputBias;
    };
    [[nodiscard]] Packed packed(ClassicStream stream) const;

    std::shared_ptr<const Model> model_;
    std::array<Packed, kClassicStreams.size()> streams_;
};

} // namespace cadenza::model
