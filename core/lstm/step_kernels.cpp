#include "core/lstm/step_kernels.h"

#include "core/lstm/targets.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/lstm/step_kernels.cpp"
// clang-format off: this order is Highway's
#include <hwy/foreach_target.h>
#include "core/lstm/vectors-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace cadenza::lstm::HWY_NAMESPACE {

constexpr int kVectors = 4; ///< that one pass sums: a whole panel where they are widest
constexpr std::size_t kPass = kVectors * kLanes;
static_assert(kPanel % kPass == 0 && kPanelUnits % kLanes == 0);

/// `Panels` parts of neighbouring panels times `Rows` rows, their sums in registers.
template <int Rows, int Panels, class Weight>
HWY_INLINE void accumulatePass(const Weight* weights, std::size_t inputs, const float* x, std::size_t stride,
                               float* out, std::size_t outStride)
{
    const Tag d;
    Vector sums[Panels][Rows][kVectors];
#pragma GCC unroll 4
    for (int p = 0; p < Panels; ++p)
        loadSums(d, out + static_cast<std::size_t>(p) * kPanel, outStride, sums[p]);
    for (std::size_t i = 0; i < inputs; ++i)
#pragma GCC unroll 4
        for (int p = 0; p < Panels; ++p)
            accumulate<Rows, kVectors>(d, 1, x + i, stride, 1,
                                       weights + (static_cast<std::size_t>(p) * inputs + i) * kPanel, kPanel, sums[p]);
#pragma GCC unroll 4
    for (int p = 0; p < Panels; ++p)
        storeSums(d, sums[p], out + static_cast<std::size_t>(p) * kPanel, outStride);
}

/// Panels that one row takes at once: alone it has too few sums in flight to hide the latency of a multiplication, and
/// several streams of weights come faster from memory than one.
constexpr std::size_t kStreams = kLanes == 16 || HWY_ARCH_ARM ? 4 : 2;

template <class Weight>
HWY_INLINE void accumulateRow(const PackedMatrix& matrix, const Weight* weights, const float* x, float* out)
{
    for (std::size_t pass = 0; pass < kPanel; pass += kPass) {
        std::size_t panel = 0;
        for (; panel + kStreams <= matrix.panels; panel += kStreams)
            accumulatePass<1, kStreams>(weights + panel * matrix.inputs * kPanel + pass, matrix.inputs, x, 0,
                                        out + panel * kPanel + pass, 0);
        for (; panel < matrix.panels; ++panel)
            accumulatePass<1, 1>(weights + panel * matrix.inputs * kPanel + pass, matrix.inputs, x, 0,
                                 out + panel * kPanel + pass, 0);
    }
}

template <class Weight>
HWY_INLINE void accumulateRows(const PackedMatrix& matrix, const Weight* weights, const Rows& x, float* out,
                               std::size_t outStride)
{
    for (std::size_t panel = 0; panel < matrix.panels; ++panel)
        for (std::size_t pass = 0; pass < kPanel; pass += kPass)
            forRowTiles(x.count, [&](auto rows, std::size_t row) {
                accumulatePass<rows.value, 1>(weights + panel * matrix.inputs * kPanel + pass, matrix.inputs,
                                              x.data + row * x.stride, x.stride,
                                              out + row * outStride + panel * kPanel + pass, outStride);
            });
}

template <class Weight>
HWY_INLINE void accumulateAll(const PackedMatrix& matrix, const Weight* weights, const Rows& x, float* out,
                              std::size_t outStride)
{
    if (x.count == 1)
        accumulateRow(matrix, weights, x.data, out);
    else
        accumulateRows(matrix, weights, x, out, outStride);
}

void accumulateMatrix(const PackedMatrix& matrix, const Rows& x, float* out, std::size_t outStride)
{
    if (matrix.halves.empty())
        accumulateAll(matrix, matrix.weights.data(), x, out, outStride);
    else
        accumulateAll(matrix, reinterpret_cast<const hwy::float16_t*>(matrix.halves.data()), x, out, outStride);
}

void sumRows(const float* const* rows, std::size_t count, std::size_t width, float* out)
{
    const Tag d;
    for (std::size_t at = 0; at < width; at += kPass) {
        Vector sums[1][kVectors];
        loadSums(d, rows[0] + at, 0, sums);
        for (std::size_t row = 1; row < count; ++row)
#pragma GCC unroll 4
            for (int v = 0; v < kVectors; ++v)
                sums[0][v] = hn::Add(sums[0][v], hn::LoadU(d, rows[row] + at + static_cast<std::size_t>(v) * kLanes));
        storeSums(d, sums, out + at, 0);
    }
}

/// One vector of units; `gates` points at the first of their input gates.
HWY_INLINE void applyVector(Tag d, const float* gates, float* cell, float* hidden)
{
    const Vector input = sigmoid(d, hn::LoadU(d, gates));
    const Vector forget = sigmoid(d, hn::LoadU(d, gates + kPanelUnits));
    const Vector candidate = hyperbolicTangent(d, hn::LoadU(d, gates + 2 * kPanelUnits));
    const Vector output = sigmoid(d, hn::LoadU(d, gates + 3 * kPanelUnits));
    const Vector next = hn::MulAdd(forget, hn::LoadU(d, cell), hn::Mul(input, candidate));
    hn::StoreU(next, d, cell);
    hn::StoreU(hn::Mul(output, hyperbolicTangent(d, next)), d, hidden);
}

void applyGates(const float* gates, std::size_t units, float* cell, float* hidden)
{
    const Tag d;
    for (std::size_t unit = 0; unit < units; unit += kLanes) {
        const float* const own = gates + unit / kPanelUnits * kPanel + unit % kPanelUnits;
        if (unit + kLanes <= units) {
            applyVector(d, own, cell + unit, hidden + unit);
            continue;
        }
        const std::size_t left = (units - unit) * sizeof(float);
        float lastCell[kLanes]{}, lastHidden[kLanes];
        std::memcpy(lastCell, cell + unit, left);
        applyVector(d, own, lastCell, lastHidden);
        std::memcpy(cell + unit, lastCell, left);
        std::memcpy(hidden + unit, lastHidden, left);
    }
}

const StepKernels* ownStepKernels()
{
    static const StepKernels own{hwy::TargetName(HWY_TARGET), accumulateMatrix, sumRows, applyGates};
    return &own;
}

} // namespace cadenza::lstm::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cadenza::lstm {

HWY_EXPORT(ownStepKernels);

const StepKernels& stepKernels()
{
    static const StepKernels& chosen = *HWY_DYNAMIC_DISPATCH(ownStepKernels)();
    return chosen;
}

std::vector<const StepKernels*> availableStepKernels()
{
    std::vector<const StepKernels*> all;
    forEachTarget([&] { all.push_back(HWY_DYNAMIC_DISPATCH(ownStepKernels)()); });
    return all;
}

} // namespace cadenza::lstm
#endif
