#pragma once

#include "core/lstm/kernels.h"
#include "core/lstm/workers.h"

#include <cstddef>
#include <vector>

namespace cadenza::lstm {

/// Sizes of a run through time. `hidden` is a multiple of 16.
struct SequenceShape {
    int steps{0};
    int batch{0};
    int hidden{0};

    [[nodiscard]] std::size_t stateSize() const ///< of one step
    {
        return static_cast<std::size_t>(batch) * static_cast<std::size_t>(hidden);
    }
};

/// The recurrent half of one LSTM layer, forward and backward through time. What needs no recurrence (the products with
/// the inputs, and those of the weight gradients) is a plain matrix product over all steps and left to the caller.
/// Each worker takes its share of the sequences through all steps, so they meet once a pass.
/// Layouts are row-major and time first; gates are in the order i, f, g, o.
class Recurrence {
public:
    explicit Recurrence(int hidden, const Kernels& kernels = lstm::kernels());

    /// Reads the weights [4·hidden, hidden] as the kernels want them: once after every change of them.
    void pack(const float* weights_gh, Workers& workers);

    /// `gates_tbg`: in, bias + input · weightsᵀ; out, the gates after their nonlinearities. `hidden_tbh` and `cell_tbh`
    /// have steps + 1 planes, of which the first holds the initial state and the others are filled.
    void forward(const SequenceShape& shape, float* gates_tbg, float* hidden_tbh, float* cell_tbh,
                 Workers& workers) const;

    /// `gates_tbg`: in, what `forward` left; out, the gradient before the nonlinearities, from which follow those of
    /// inputs, weights and bias. No gradient flows into the initial state.
    void backward(const SequenceShape& shape, float* gates_tbg, const float* cell_tbh, const float* gradient_tbh,
                  Workers& workers) const;

private:
    void backwardShare(const SequenceShape& shape, Range sequences, float* gates_tbg, const float* cell_tbh,
                       const float* gradient_tbh) const;

    const Kernels* kernels_;
    std::size_t hidden_;
    std::vector<float> forward_;
    std::vector<float> backward_;
};

} // namespace cadenza::lstm
