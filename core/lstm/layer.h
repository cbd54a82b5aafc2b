#pragma once

#include "core/lstm/kernels.h"
#include "core/lstm/large_pages.h"
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

/// Where a backward pass leaves its results; what was there is overwritten.
struct LayerGradients {
    float* input_tbi;       ///< null where nobody asks
    float* inputWeights_gi; ///< null in a layer without inputs
    float* recurrentWeights_gh;
    float* bias_g; ///< null in a layer without inputs
};

/// One LSTM layer, forward and backward through time. The products with the inputs run over all steps at once; then
/// each worker takes its share of the sequences through all steps, so that workers meet once a pass; weight gradients
/// are products over all steps again, shared by gates. Weights are packed once after every change. Layouts are
/// row-major and time first; gates are in the order i, f, g, o. Widths are multiples of 16.
///
/// A layer with 0 inputs has only its recurrence: the caller has put the inputs' share and the bias into the gates
/// before `forward`, and takes their gradient from the gates after `backward`. Pointers to inputs and bias are null.
class Layer {
public:
    Layer(int inputs, int hidden, const Kernels& kernels = lstm::kernels());

    /// Reads the weights [4·hidden, inputs] and [4·hidden, hidden] as the kernels want them.
    void pack(const float* inputWeights_gi, const float* recurrentWeights_gh, Workers& workers);

    /// Fills `gates_tbg` with the gates after their nonlinearities. `hidden_tbh` and `cell_tbh` have steps + 1 planes,
    /// of which the first holds the initial state and the others are filled.
    void forward(const SequenceShape& shape, const float* input_tbi, const float* bias_g, float* gates_tbg,
                 float* hidden_tbh, float* cell_tbh, Workers& workers) const;

    /// What `forward` read and left, and the gradient of its output. `gates_tbg` becomes the gradient before the
    /// nonlinearities. No gradient flows into the initial state.
    struct Past {
        const float* input_tbi;
        float* gates_tbg;
        const float* hidden_tbh;
        const float* cell_tbh;
        const float* gradient_tbh;
    };
    void backward(const SequenceShape& shape, const Past& past, const LayerGradients& gradients, Workers& workers);

private:
    void forwardShare(const SequenceShape& shape, Range sequences, const float* input_tbi, const float* bias_g,
                      float* gates_tbg, float* hidden_tbh, float* cell_tbh) const;
    void backwardShare(const SequenceShape& shape, Range sequences, const Past& past, float* inputGradient_tbi) const;
    void weightGradients(const SequenceShape& shape, Range gates, const Past& past, const LayerGradients& gradients,
                         std::vector<float>& room) const;

    const Kernels* kernels_;
    std::size_t inputs_;
    std::size_t hidden_;
    LargeVector<float> inputForward_;
    LargeVector<float> inputBackward_;
    LargeVector<float> recurrentForward_;
    LargeVector<float> recurrentBackward_;
    std::vector<std::vector<float>> rooms_; ///< one per worker
};

} // namespace cadenza::lstm
