#include "core/model/step_kernels.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

// One source, compiled for three instruction sets: the inline templates below take the target of the wrapper they are
// inlined into. Vectors never cross a real call, so their ABI does not matter.
#pragma GCC diagnostic ignored "-Wpsabi"
#define CADENZA_INLINE [[gnu::always_inline]] inline

namespace cadenza::model {
namespace {

using Vec [[gnu::vector_size(kLanes * sizeof(float))]] = float;
using IntVec [[gnu::vector_size(kLanes * sizeof(std::int32_t))]] = std::int32_t;
constexpr std::size_t kVecs = kPanel / kLanes;

CADENZA_INLINE Vec load(const float* from)
{
    Vec v;
    std::memcpy(&v, from, sizeof v);
    return v;
}

CADENZA_INLINE void store(float* to, const Vec& v)
{
    std::memcpy(to, &v, sizeof v);
}

/// e^x by range reduction to ±ln2/2 and a degree-6 polynomial (Cephes expf); relative error under 2e-7.
CADENZA_INLINE Vec exponential(Vec x)
{
    constexpr float lowest = -87.0F;
    constexpr float highest = 88.0F;
    x = x < lowest ? Vec{} + lowest : x;
    x = x > highest ? Vec{} + highest : x;
    constexpr float rounding = 12582912.0F; // 1.5 · 2²³: adding it leaves the nearest integer in the low bits
    const Vec shifted = x * 1.44269504088896341F + rounding;
    const Vec n = shifted - rounding;
    const Vec r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    Vec p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const IntVec power = (__builtin_convertvector(n, IntVec) + 127) << 23;
    Vec scale;
    std::memcpy(&scale, &power, sizeof scale);
    return p * scale;
}

CADENZA_INLINE Vec sigmoid(Vec x)
{
    return 1.0F / (1.0F + exponential(-x));
}

CADENZA_INLINE Vec hyperbolicTangent(Vec x)
{
    return 1.0F - 2.0F / (1.0F + exponential(2.0F * x));
}

/// One panel times `count` rows, held in registers.
template <std::size_t count>
CADENZA_INLINE void accumulateTile(const float* weights, std::size_t inputs, Rows x, float* out, std::size_t outStride)
{
    Vec sums[count][kVecs];
    for (std::size_t r = 0; r < count; ++r)
        for (std::size_t v = 0; v < kVecs; ++v)
            sums[r][v] = load(out + r * outStride + v * kLanes);
    for (std::size_t i = 0; i < inputs; ++i, weights += kPanel) {
        for (std::size_t v = 0; v < kVecs; ++v) {
            const Vec w = load(weights + v * kLanes);
            for (std::size_t r = 0; r < count; ++r)
                sums[r][v] += w * x.data[r * x.stride + i];
        }
    }
    for (std::size_t r = 0; r < count; ++r)
        for (std::size_t v = 0; v < kVecs; ++v)
            store(out + r * outStride + v * kLanes, sums[r][v]);
}

CADENZA_INLINE void accumulateAll(const PackedMatrix& matrix, Rows x, float* out, std::size_t outStride)
{
    for (std::size_t panel = 0; panel < matrix.panels; ++panel) {
        const float* weights = matrix.weights.data() + panel * matrix.inputs * kPanel;
        float* target = out + panel * kPanel;
        std::size_t row = 0;
        for (; row + 4 <= x.count; row += 4)
            accumulateTile<4>(weights, matrix.inputs, x.from(row), target + row * outStride, outStride);
        for (; row < x.count; ++row)
            accumulateTile<1>(weights, matrix.inputs, x.from(row), target + row * outStride, outStride);
    }
}

CADENZA_INLINE void applyGatesAll(const float* gates, std::size_t units, float* cell, float* hidden)
{
    for (std::size_t first = 0; first < units; first += kLanes, gates += kPanel) {
        const std::size_t here = std::min(kLanes, units - first);
        float before[kLanes]{};
        std::memcpy(before, cell + first, here * sizeof(float));
        const Vec input = sigmoid(load(gates));
        const Vec forget = sigmoid(load(gates + kLanes));
        const Vec candidate = hyperbolicTangent(load(gates + 2 * kLanes));
        const Vec output = sigmoid(load(gates + 3 * kLanes));
        const Vec next = forget * load(before) + input * candidate;
        const Vec shown = output * hyperbolicTangent(next);
        std::memcpy(cell + first, &next, here * sizeof(float));
        std::memcpy(hidden + first, &shown, here * sizeof(float));
    }
}

#define CADENZA_KERNELS(variant, targets)                                                                              \
    targets void accumulate##variant(const PackedMatrix& matrix, Rows x, float* out, std::size_t outStride)            \
    {                                                                                                                  \
        accumulateAll(matrix, x, out, outStride);                                                                      \
    }                                                                                                                  \
    targets void applyGates##variant(const float* gates, std::size_t units, float* cell, float* hidden)                \
    {                                                                                                                  \
        applyGatesAll(gates, units, cell, hidden);                                                                     \
    }                                                                                                                  \
    constexpr StepKernels k##variant{#variant, accumulate##variant, applyGates##variant};

CADENZA_KERNELS(Portable, )
#if defined(__x86_64__)
CADENZA_KERNELS(Avx2, [[gnu::target("avx2,fma")]])
CADENZA_KERNELS(Avx512, [[gnu::target("avx512f,avx512dq,avx512vl,fma")]])
#endif

} // namespace

std::vector<const StepKernels*> availableStepKernels()
{
    std::vector<const StepKernels*> kernels;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        kernels.push_back(&kAvx512);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        kernels.push_back(&kAvx2);
#endif
    kernels.push_back(&kPortable);
    return kernels;
}

const StepKernels& stepKernels()
{
    static const StepKernels& chosen = *availableStepKernels().front();
    return chosen;
}

} // namespace cadenza::model
