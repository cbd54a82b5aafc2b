#pragma once

#include "core/lstm/step_kernels.h"
#include "core/model/classic_shape.h"
#include "core/model/model.h"
#include "core/model/packing.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::model {

/// What one sequence remembers in each of the three networks, and of itself. A value: copying it forks the sequence.
struct ClassicState {
    std::array<std::vector<float>, kClassicStreams.size()> hidden;
    std::array<std::vector<float>, kClassicStreams.size()> cell;
    std::optional<encoding::ClassicRecollection> recollection; ///< of networks that read it
    encoding::ClassicClasses token;                            ///< the last one heard
    encoding::ClassicExpectations expected;                    ///< after it
};

/// The forward pass of a Classic model without libtorch: one sequence, token by token. Weights are packed once at
/// construction; const calls may run on several threads with states of their own.
class ClassicNetwork {
public:
    /// Precondition: the model is Classic and has every parameter of its shape, as `readModel` checks.
    explicit ClassicNetwork(std::shared_ptr<const Model> model);

    [[nodiscard]] const ClassicPart& part() const { return *model_->classic; }
    [[nodiscard]] ClassicState initialState() const; ///< all zero

    /// Takes in a token: from then on `predict` is of the one after it.
    void hear(ClassicState& state, const encoding::ClassicClasses& token) const;
    /// Steps a stream's network and returns the unnormalised log-probabilities of its next class. Once for each stream
    /// and token, in `kClassicOrder`; `next` says what is known of the token from the streams before.
    [[nodiscard]] std::vector<float> predict(ClassicState& state, ClassicStream stream,
                                             const encoding::ClassicClasses& next) const;
    /// Takes in a token after the ones heard, without asking what was expected.
    void follow(ClassicState& state, const encoding::ClassicClasses& next) const;

private:
    struct Packed {
        Table inputs; ///< what each class adds to the gates
        std::vector<float> bias;
        lstm::PackedMatrix recurrent;
        lstm::PackedMatrix dense;
        std::vector<float> denseBias;
        lstm::PackedMatrix output;
        std::vector<float> outputBias;
        std::vector<float> recall; ///< what each kind of trust adds to the logit of the expected class
    };
    [[nodiscard]] Packed packed(ClassicStream stream) const;
    void step(ClassicState& state, ClassicStream stream, const encoding::ClassicClasses& next) const;

    std::shared_ptr<const Model> model_;
    std::shared_ptr<const encoding::ClassicPlaces> places_;
    std::array<Packed, kClassicStreams.size()> streams_;
};

} // namespace cadenza::model
