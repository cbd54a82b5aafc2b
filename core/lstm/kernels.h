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

/// C = bias + A · B over packed B: `columns` outputs from `depth` inputs. Rows come in groups (time steps) of which a
/// worker takes a part, so that a panel of B is read once for all of them.
struct Product {
    std::size_t groups{1};
    std::size_t rows; ///< of a group
    std::size_t depth;
    std::size_t columns;
    const float* a; ///< rows × depth, groups `aGroup` apart
    std::size_t aGroup{0};
    const float* packed;
    const float* bias{nullptr}; ///< columns; none: zeros
    float* c;                   ///< rows × columns, groups `cGroup` apart
    std::size_t cGroup{0};
};

/// C = Aᵀ · B over all rows: what a weight gradient is. Computes the rows `first` … `last` − 1 of C.
struct OuterProduct {
    std::size_t rows; ///< of A and B
    const float* a;   ///< rows × width
    std::size_t width;
    std::size_t first;
    std::size_t last;
    const float* b; ///< rows × columns
    std::size_t columns;
    float* c;    ///< width × columns
    float* room; ///< `outerRoom(last − first)` values to work in
};
/// Rows per pass of an outer product: their part of a panel of B stays in the second-level cache.
inline constexpr std::size_t kOuterBlock = 256;
/// Values of working room for an outer product of so many rows of C.
[[nodiscard]] std::size_t outerRoom(std::size_t width);

/// The arithmetic of the recurrence for one kind of vector. All widths are multiples of 16.
struct Kernels {
    const char* name;
    /// Weights [4·hidden, hidden] → panels of one vector of units, each [hidden][4 gates × vector], for `stepForward`.
    /// Packs the panels of units `first` … `last` − 1.
    void (*packForward)(const float* weights, std::size_t hidden, std::size_t first, std::size_t last, float* packed);
    /// A matrix [depth, columns] → panels of four vectors of columns, each [depth][columns], for `multiply`. Packs the
    /// columns `first` … `last` − 1; `first` must be a multiple of 64.
    void (*pack)(const float* matrix, std::size_t depth, std::size_t columns, std::size_t first, std::size_t last,
                 float* packed);
    /// The same from the matrix [columns, depth].
    void (*packTransposed)(const float* matrix, std::size_t depth, std::size_t columns, std::size_t first,
                           std::size_t last, float* packed);
    /// Gates = tanh or sigmoid of (gates + hiddenBefore · weights); cell = f·cell + i·g; hidden = o·tanh(cell)
    /// (Hochreiter and Schmidhuber 1997; forget gate: Gers, Schmidhuber and Cummins 2000).
    void (*stepForward)(const StepForward& step);
    /// The derivatives of the same, gate by gate.
    void (*stepBackward)(const StepBackward& step);
    void (*multiply)(const Product& product);
    void (*multiplyOuter)(const OuterProduct& product);
};

/// For the widest vectors this processor has.
[[nodiscard]] const Kernels& kernels();
/// All that this processor can run, the widest first.
[[nodiscard]] std::vector<const Kernels*> availableKernels();

} // namespace cadenza::lstm
