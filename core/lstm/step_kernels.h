#pragma once

#include "core/lstm/large_pages.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cadenza::lstm {

/// Outputs per panel of a packed matrix: for each of the four gates, `kPanelUnits` units.
inline constexpr std::size_t kPanelUnits = 16;
inline constexpr std::size_t kPanel = 4 * kPanelUnits;

/// A matrix [outputs, inputs] as panels of 64 outputs, each [input][64], so that a product streams through it once.
/// Outputs are padded with zeros to whole panels.
struct PackedMatrix {
    std::size_t inputs{0};
    std::size_t panels{0};
    LargeVector<float> weights;
    LargeVector<std::uint16_t> halves; ///< the same as IEEE 754 binary16 instead, where that loses nothing
};

/// Rows of values: row r starts at `data + r * stride`.
struct Rows {
    const float* data{nullptr};
    std::size_t stride{0};
    std::size_t count{0};
};

/// The arithmetic of a single time step for one kind of vector: bound by reading the weights, which are therefore read
/// once for all rows, and at half the bytes where they are halves. Every output is summed in the order of the inputs
/// whatever the number of rows, so a row's result does not depend on its neighbours.
struct StepKernels {
    const char* name;
    /// out[r][o] += Σ_i x[r][i] · weights[o][i] for all padded outputs; `outStride` separates rows of `out`.
    void (*accumulate)(const PackedMatrix& matrix, const Rows& x, float* out, std::size_t outStride);
    /// out = the sum of `count` rows of `width` values, a multiple of 64.
    void (*sumRows)(const float* const* rows, std::size_t count, std::size_t width, float* out);
    /// LSTM cell (Hochreiter and Schmidhuber 1997 with forget gates, Gers et al. 2000) over `units` units of one row:
    /// gates hold panels of 16 × (i, f, g, o) before their nonlinearities; updates cell and hidden.
    void (*applyGates)(const float* gates, std::size_t units, float* cell, float* hidden);
};

/// For the widest vectors this processor has.
[[nodiscard]] const StepKernels& stepKernels();
/// All that this processor can run, the widest first: for tests.
[[nodiscard]] std::vector<const StepKernels*> availableStepKernels();

} // namespace cadenza::lstm
