#pragma once

#include <cstddef>
#include <vector>

namespace cadenza::lstm {

/// The rows of one time step that a thread works on.
struct StepForward {
    std::size_t rows;          ///< sequences
    std::size_t hidden;        ///< units
    const float* packed;       ///< recurrent weights, as `packForward` laid them out
    const float* hiddenBefore; ///< rows × hidden
    const float* cellBefore;   ///< rows × hidden
    float* gates;              ///< rows × 4·hidden (i, f, g, o): in before, out after their nonlinearities
    float* cell;               ///< rows × hidden
    float* hiddenAfter;        ///< rows × hidden
};

struct StepBackward {
    std::size_t rows;
    std::size_t hidden;
    const float* cellBefore;
    const float* cell;
    const float* outputGradient; ///< rows × hidden, from above
    const float* hiddenGradient; ///< rows × hidden, from the step after
    float* cellGradient;         ///< rows × hidden: in from the step after, out for the step before
    float* gates;                ///< in: after their nonlinearities; out: gradients before them
};

/// C = A · B over packed B: `columns` outputs from `depth` inputs.
struct Product {
    std::size_t rows;
    std::size_t depth;
    std::size_t columns;
    const float* a; ///< rows × depth
    const float* packed;
    float* c; ///< rows × columns
};

/// The arithmetic of the recurrence for one kind of vector. All widths are multiples of 16.
struct Kernels {
    const char* name;
    /// Weights [4·hidden, hidden] → panels of one vector of units, each [hidden][4 gates × vector], for `stepForward`.
    /// Packs the panels of units `first` … `last` − 1.
    void (*packForward)(const float* weights, std::size_t hidden, std::size_t first, std::size_t last, float* packed);
    /// The same weights → panels of four vectors of columns, each [4·hidden][columns], for `multiply` in the backward
    /// pass. Packs the columns `first` … `last` − 1; `first` must be a multiple of 64.
    void (*packBackward)(const float* weights, std::size_t hidden, std::size_t first, std::size_t last, float* packed);
    /// Gates = tanh or sigmoid of (gates + hiddenBefore · weights); cell = f·cell + i·g; hidden = o·tanh(cell)
    /// (Hochreiter and Schmidhuber 1997; forget gate: Gers, Schmidhuber and Cummins 2000).
    void (*stepForward)(const StepForward& step);
    /// The derivatives of the same, gate by gate.
    void (*stepBackward)(const StepBackward& step);
    void (*multiply)(const Product& product);
};

/// For the widest vectors this processor has.
[[nodiscard]] const Kernels& kernels();
/// All that this processor can run, the widest first.
[[nodiscard]] std::vector<const Kernels*> availableKernels();

} // namespace cadenza::lstm
