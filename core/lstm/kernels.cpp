#include "core/lstm/kernels.h"

#include <algorithm>
#include <cstdint>
#include <type_traits>

// Kinds of vectors that would differ from their neighbours in nothing used here, but in build time.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/lstm/kernels.cpp"
// clang-format off: this order is Highway's
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace cadenza::lstm::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Tag>;
constexpr std::size_t kLanes = hn::MaxLanes(Tag());
constexpr int kGates = 4;
constexpr int kVectors = 4; ///< per panel
constexpr std::size_t kPanel = kVectors * kLanes;
/// Rows that share one read of the weights: as many as leave their sums in registers (32 of them, or 16 before
/// AVX-512).
constexpr int kMaxRows = kLanes == 16 || HWY_ARCH_ARM ? 6 : 3;
/// Inputs per pass: their part of a panel stays in the second-level cache.
constexpr std::size_t kDepthBlock = 512;

/// e^x up to 80, where 1 / (1 + e^x) is 0 to the last bit; Highway's own is undefined above 104.
HWY_INLINE Vector exponential(Tag d, Vector x)
{
    return hn::Exp(d, hn::Min(x, hn::Set(d, 80.0F)));
}

HWY_INLINE Vector sigmoid(Tag d, Vector x)
{
    const Vector one = hn::Set(d, 1.0F);
    return hn::Div(one, hn::Add(one, exponential(d, hn::Neg(x))));
}

HWY_INLINE Vector hyperbolicTangent(Tag d, Vector x)
{
    const Vector one = hn::Set(d, 1.0F);
    return hn::Sub(one, hn::Div(hn::Set(d, 2.0F), hn::Add(one, exponential(d, hn::Add(x, x)))));
}

/// sums[r][v] += Σ_k a[r][k] · packed[k][v] for `Rows` rows and `Vectors` vectors.
template <int Rows, int Vectors>
HWY_INLINE void accumulate(Tag d, std::size_t depth, const float* HWY_RESTRICT a, std::size_t stride,
                           const float* HWY_RESTRICT packed, Vector (&sums)[Rows][Vectors])
{
    for (std::size_t k = 0; k < depth; ++k) {
        Vector weights[Vectors];
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            weights[v] = hn::LoadU(d, packed + static_cast<std::size_t>(v) * kLanes);
        packed += static_cast<std::size_t>(Vectors) * kLanes;
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            const Vector value = hn::Set(d, a[static_cast<std::size_t>(r) * stride + k]);
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] = hn::MulAdd(value, weights[v], sums[r][v]);
        }
    }
}

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
    accumulate<Rows, kGates>(d, hidden, step.hiddenBefore + row * hidden, hidden, step.packed + unit * kGates * hidden,
                             sums);
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

/// One panel of a product for `Rows` rows; adds to what is there when `again`.
template <int Rows, int Vectors>
HWY_NOINLINE void productTile(const Product& product, std::size_t row, std::size_t column, std::size_t from,
                              std::size_t depth, const float* packed)
{
    const Tag d;
    float* const c = product.c + row * product.columns + column;
    Vector sums[Rows][Vectors];
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = from == 0 ? hn::Zero(d)
                                   : hn::LoadU(d, c + static_cast<std::size_t>(r) * product.columns
                                                      + static_cast<std::size_t>(v) * kLanes);
    accumulate<Rows, Vectors>(d, depth, product.a + row * product.depth + from, product.depth, packed, sums);
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            hn::StoreU(sums[r][v], d,
                       c + static_cast<std::size_t>(r) * product.columns + static_cast<std::size_t>(v) * kLanes);
}

/// Calls `tile` with the number of rows as a constant, for tiles as even as they can be.
template <class Tile>
HWY_INLINE void forRowTiles(std::size_t rows, const Tile& tile)
{
    const std::size_t tiles = (rows + kMaxRows - 1) / kMaxRows;
    std::size_t row = 0;
    for (std::size_t left = tiles; left > 0; --left) {
        const std::size_t count = (rows - row + left - 1) / left;
        switch (count) {
        case 1: tile(std::integral_constant<int, 1>(), row); break;
        case 2: tile(std::integral_constant<int, 2>(), row); break;
        case 3: tile(std::integral_constant<int, 3>(), row); break;
        case 4: tile(std::integral_constant<int, 4>(), row); break;
        case 5: tile(std::integral_constant<int, 5>(), row); break;
        default: tile(std::integral_constant<int, 6>(), row); break;
        }
        row += count;
    }
}

void stepForward(const StepForward& step)
{
    for (std::size_t unit = 0; unit < step.hidden; unit += kLanes)
        forRowTiles(step.rows, [&](auto rows, std::size_t row) { forwardTile<rows.value>(step, row, unit); });
}

template <int Vectors>
void multiplyPanel(const Product& product, std::size_t column, std::size_t from, std::size_t depth, const float* packed)
{
    forRowTiles(product.rows, [&](auto rows, std::size_t row) {
        productTile<rows.value, Vectors>(product, row, column, from, depth, packed);
    });
}

void multiply(const Product& product)
{
    for (std::size_t from = 0; from < product.depth; from += kDepthBlock) {
        const std::size_t depth = std::min(kDepthBlock, product.depth - from);
        for (std::size_t column = 0; column < product.columns; column += kPanel) {
            const std::size_t width = std::min(kPanel, product.columns - column);
            const float* const packed = product.packed + column * product.depth + from * width;
            switch (width / kLanes) {
            case 1: multiplyPanel<1>(product, column, from, depth, packed); break;
            case 2: multiplyPanel<2>(product, column, from, depth, packed); break;
            case 3: multiplyPanel<3>(product, column, from, depth, packed); break;
            default: multiplyPanel<4>(product, column, from, depth, packed); break;
            }
        }
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

void packBackward(const float* weights, std::size_t hidden, std::size_t first, std::size_t last, float* packed)
{
    for (std::size_t column = first; column < last; column += kPanel) {
        const std::size_t width = std::min(kPanel, hidden - column);
        float* to = packed + column * kGates * hidden;
        for (std::size_t row = 0; row < kGates * hidden; ++row, to += width)
            std::copy_n(weights + row * hidden + column, width, to);
    }
}

const Kernels* ownKernels()
{
    static const Kernels own{
        hwy::TargetName(HWY_TARGET), packForward, packBackward, stepForward, stepBackward, multiply};
    return &own;
}

} // namespace cadenza::lstm::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cadenza::lstm {

HWY_EXPORT(ownKernels);

const Kernels& kernels()
{
    static const Kernels& chosen = *HWY_DYNAMIC_DISPATCH(ownKernels)();
    return chosen;
}

std::vector<const Kernels*> availableKernels()
{
    std::vector<const Kernels*> all;
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        all.push_back(HWY_DYNAMIC_DISPATCH(ownKernels)());
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    return all;
}

} // namespace cadenza::lstm
#endif
