#include "core/lstm/kernels.h"

#include "core/lstm/targets.h"

#include <algorithm>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/lstm/kernels.cpp"
// clang-format off: this order is Highway's
#include <hwy/foreach_target.h>
#include "core/lstm/vectors-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace cadenza::lstm::HWY_NAMESPACE {

constexpr int kVectors = 4; ///< per panel
constexpr std::size_t kPanel = kVectors * kLanes;
/// Inputs per pass: their part of a panel stays in the second-level cache.
constexpr std::size_t kDepthBlock = 512;
/// One panel of units for `Rows` sequences: the recurrent product ends in registers, where the gates are applied.
template <int Rows>
HWY_NOINLINE void forwardTile(const StepForward& step, std::size_t row, std::size_t unit)
{
    const Tag d;
    const std::size_t hidden = step.hidden;
    float* const gates = step.gates + row * kGates * hidden + unit;
    Vector sums[Rows][kGates];
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int g = 0; g < kGates; ++g)
            sums[r][g] =
                hn::LoadU(d, gates + (static_cast<std::size_t>(r) * kGates + static_cast<std::size_t>(g)) * hidden);
    accumulate<Rows, kGates>(d, hidden, step.hiddenBefore + row * hidden, hidden, 1,
                             step.packed + unit * kGates * hidden, kGates * kLanes, sums);
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r) {
        const std::size_t at = (row + static_cast<std::size_t>(r)) * hidden + unit;
        float* const own = gates + static_cast<std::size_t>(r) * kGates * hidden;
        const Vector input = sigmoid(d, sums[r][0]);
        const Vector forget = sigmoid(d, sums[r][1]);
        const Vector candidate = hyperbolicTangent(d, sums[r][2]);
        const Vector output = sigmoid(d, sums[r][3]);
        const Vector cell = hn::MulAdd(forget, hn::LoadU(d, step.cellBefore + at), hn::Mul(input, candidate));
        hn::StoreU(cell, d, step.cell + at);
        hn::StoreU(hn::Mul(output, hyperbolicTangent(d, cell)), d, step.hiddenAfter + at);
        hn::StoreU(input, d, own);
        hn::StoreU(forget, d, own + hidden);
        hn::StoreU(candidate, d, own + 2 * hidden);
        hn::StoreU(output, d, own + 3 * hidden);
    }
}

/// The inputs `from` … `from + depth − 1` of one panel of a product for `Rows` rows.
template <int Rows, int Vectors>
HWY_NOINLINE void productTile(const Product& product, const float* a, float* c, const float* bias, std::size_t from,
                              std::size_t depth, const float* packed)
{
    const Tag d;
    Vector sums[Rows][Vectors];
    if (from > 0) {
        loadSums(d, c, product.columns, sums);
    } else {
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] = bias ? hn::LoadU(d, bias + static_cast<std::size_t>(v) * kLanes) : hn::Zero(d);
    }
    accumulate<Rows, Vectors>(d, depth, a + from, product.depth, 1, packed, Vectors * kLanes, sums);
    storeSums(d, sums, c, product.columns);
}

void stepForward(const StepForward& step)
{
    for (std::size_t unit = 0; unit < step.hidden; unit += kLanes)
        forRowTiles(step.rows, [&](auto rows, std::size_t row) { forwardTile<rows.value>(step, row, unit); });
}

template <int Vectors>
void multiplyPanel(const Product& product, std::size_t column, std::size_t from, std::size_t depth, const float* packed)
{
    const float* const bias = product.bias ? product.bias + column : nullptr;
    for (std::size_t group = 0; group < product.groups; ++group)
        forRowTiles(product.rows, [&](auto rows, std::size_t row) {
            productTile<rows.value, Vectors>(product, product.a + group * product.aGroup + row * product.depth,
                                             product.c + group * product.cGroup + row * product.columns + column, bias,
                                             from, depth, packed);
        });
}

/// Calls `panel` with the first column of each panel and its number of vectors as a constant.
template <class Panel>
HWY_INLINE void forPanels(std::size_t columns, const Panel& panel)
{
    for (std::size_t column = 0; column < columns; column += kPanel) {
        switch (std::min(kPanel, columns - column) / kLanes) {
        case 1: panel(std::integral_constant<int, 1>(), column); break;
        case 2: panel(std::integral_constant<int, 2>(), column); break;
        case 3: panel(std::integral_constant<int, 3>(), column); break;
        default: panel(std::integral_constant<int, 4>(), column); break;
        }
    }
}

void multiply(const Product& product)
{
    for (std::size_t from = 0; from < product.depth; from += kDepthBlock) {
        const std::size_t depth = std::min(kDepthBlock, product.depth - from);
        forPanels(product.columns, [&](auto vectors, std::size_t column) {
            multiplyPanel<vectors.value>(product, column, from, depth,
                                         product.packed + column * product.depth + from * vectors.value * kLanes);
        });
    }
}

/// Columns `first` … `last` − 1 of A over a block of rows, as tiles [row][tile width].
void packOuter(const OuterProduct& product, std::size_t from, std::size_t rows, float* packed)
{
    forRowTiles(product.last - product.first, [&](auto width, std::size_t column) {
        float* to = packed + column * rows;
        const float* a = product.a + from * product.width + product.first + column;
        for (std::size_t r = 0; r < rows; ++r, a += product.width, to += width.value)
            for (int i = 0; i < width.value; ++i)
                to[i] = a[i];
    });
}

/// Adds one block of rows to one panel of C; the first block sets it.
template <int Vectors>
void outerPanel(const OuterProduct& product, std::size_t column, std::size_t from, std::size_t rows, const float* tiles,
                float* panel)
{
    constexpr std::size_t width = Vectors * kLanes;
    for (std::size_t r = 0; r < rows; ++r)
        std::copy_n(product.b + (from + r) * product.columns + column, width, panel + r * width);
    forRowTiles(product.last - product.first, [&](auto tileRows, std::size_t row) {
        constexpr int count = tileRows.value;
        const Tag d;
        float* const c = product.c + (product.first + row) * product.columns + column;
        Vector sums[count][Vectors];
        if (from > 0)
            loadSums(d, c, product.columns, sums);
        else
            for (auto& rowSums : sums)
                for (Vector& sum : rowSums)
                    sum = hn::Zero(d);
        accumulate<count, Vectors>(d, rows, tiles + row * rows, 1, count, panel, width, sums);
        storeSums(d, sums, c, product.columns);
    });
}

void multiplyOuter(const OuterProduct& product)
{
    float* const panel = product.room;
    float* const tiles = panel + kOuterBlock * kPanel;
    for (std::size_t from = 0; from < product.rows; from += kOuterBlock) {
        const std::size_t rows = std::min(kOuterBlock, product.rows - from);
        packOuter(product, from, rows, tiles);
        forPanels(product.columns, [&](auto vectors, std::size_t column) {
            outerPanel<vectors.value>(product, column, from, rows, tiles, panel);
        });
    }
}

void stepBackward(const StepBackward& step)
{
    const Tag d;
    const Vector one = hn::Set(d, 1.0F);
    const std::size_t hidden = step.hidden;
    for (std::size_t row = 0; row < step.rows; ++row)
        for (std::size_t unit = 0; unit < hidden; unit += kLanes) {
            const std::size_t at = row * hidden + unit;
            float* const gates = step.gates + row * kGates * hidden + unit;
            const Vector input = hn::LoadU(d, gates);
            const Vector forget = hn::LoadU(d, gates + hidden);
            const Vector candidate = hn::LoadU(d, gates + 2 * hidden);
            const Vector output = hn::LoadU(d, gates + 3 * hidden);
            const Vector squashed = hyperbolicTangent(d, hn::LoadU(d, step.cell + at));
            const Vector dHidden =
                hn::Add(hn::LoadU(d, step.outputGradient + at), hn::LoadU(d, step.hiddenGradient + at));
            const Vector dSquashed = hn::Mul(dHidden, output);
            const Vector dCell =
                hn::MulAdd(hn::NegMulAdd(squashed, squashed, one), dSquashed, hn::LoadU(d, step.cellGradient + at));
            const Vector dInput = hn::Mul(hn::Mul(dCell, candidate), hn::Mul(input, hn::Sub(one, input)));
            const Vector dForget =
                hn::Mul(hn::Mul(dCell, hn::LoadU(d, step.cellBefore + at)), hn::Mul(forget, hn::Sub(one, forget)));
            const Vector dCandidate = hn::Mul(hn::Mul(dCell, input), hn::NegMulAdd(candidate, candidate, one));
            const Vector dOutput = hn::Mul(hn::Mul(dHidden, squashed), hn::Mul(output, hn::Sub(one, output)));
            hn::StoreU(hn::Mul(dCell, forget), d, step.cellGradient + at);
            hn::StoreU(dInput, d, gates);
            hn::StoreU(dForget, d, gates + hidden);
            hn::StoreU(dCandidate, d, gates + 2 * hidden);
            hn::StoreU(dOutput, d, gates + 3 * hidden);
        }
}

void packForward(const float* weights, std::size_t hidden, std::size_t first, std::size_t last, float* packed)
{
    constexpr std::size_t block = 16; // a block of both sides stays in the first-level cache
    for (std::size_t unit = first; unit < last; unit += kLanes) {
        float* const panel = packed + unit * kGates * hidden;
        for (std::size_t start = 0; start < hidden; start += block)
            for (std::size_t gate = 0; gate < kGates; ++gate)
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    const float* const from = weights + (gate * hidden + unit + lane) * hidden;
                    for (std::size_t k = start; k < start + block; ++k)
                        panel[k * kGates * kLanes + gate * kLanes + lane] = from[k];
                }
    }
}

void pack(const float* matrix, std::size_t depth, std::size_t columns, std::size_t first, std::size_t last,
          float* packed)
{
    for (std::size_t column = first; column < last; column += kPanel) {
        const std::size_t width = std::min(kPanel, columns - column);
        float* to = packed + column * depth;
        for (std::size_t row = 0; row < depth; ++row, to += width)
            std::copy_n(matrix + row * columns + column, width, to);
    }
}

void packTransposed(const float* matrix, std::size_t depth, std::size_t columns, std::size_t first, std::size_t last,
                    float* packed)
{
    constexpr std::size_t block = 16;
    for (std::size_t column = first; column < last; column += kPanel) {
        const std::size_t width = std::min(kPanel, columns - column);
        float* const panel = packed + column * depth;
        for (std::size_t start = 0; start < depth; start += block)
            for (std::size_t lane = 0; lane < width; ++lane) {
                const float* const from = matrix + (column + lane) * depth;
                for (std::size_t k = start; k < start + block; ++k)
                    panel[k * width + lane] = from[k];
            }
    }
}

const Kernels* ownKernels()
{
    static const Kernels own{hwy::TargetName(HWY_TARGET),
                             packForward,
                             pack,
                             packTransposed,
                             stepForward,
                             stepBackward,
                             multiply,
                             multiplyOuter};
    return &own;
}

} // namespace cadenza::lstm::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cadenza::lstm {

HWY_EXPORT(ownKernels);

std::size_t outerRoom(std::size_t width)
{
    constexpr std::size_t widestPanel = 64; // kPanel with the widest vectors
    return kOuterBlock * (widestPanel + width);
}

const Kernels& kernels()
{
    static const Kernels& chosen = *HWY_DYNAMIC_DISPATCH(ownKernels)();
    return chosen;
}

std::vector<const Kernels*> availableKernels()
{
    std::vector<const Kernels*> all;
    forEachTarget([&] { all.push_back(HWY_DYNAMIC_DISPATCH(ownKernels)()); });
    return all;
}

} // namespace cadenza::lstm
#endif
