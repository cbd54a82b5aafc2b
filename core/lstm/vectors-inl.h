// What the kernels share, compiled once for each kind of vector: include it after hwy/foreach_target.h, as Highway's
// own -inl.h headers.
#if defined(CADENZA_LSTM_VECTORS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef CADENZA_LSTM_VECTORS_INL_H
#undef CADENZA_LSTM_VECTORS_INL_H
#else
#define CADENZA_LSTM_VECTORS_INL_H
#endif

#include <cstddef>
#include <type_traits>

// clang-format off: this order is Highway's
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
/// Rows that share one read of the weights: as many as leave their sums in registers (32 of them, or 16 before
/// AVX-512).
constexpr int kMaxRows = kLanes == 16 || HWY_ARCH_ARM ? 6 : 3;

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

HWY_INLINE Vector loadWeights(Tag d, const float* from)
{
    return hn::LoadU(d, from);
}

HWY_INLINE Vector loadWeights(Tag d, const hwy::float16_t* from)
{
    return hn::PromoteTo(d, hn::LoadU(hn::Rebind<hwy::float16_t, Tag>(), from));
}

/// sums[r][v] += Σ_k a[r][k] · packed[k][v] for `Rows` rows and `Vectors` vectors; what belongs to neighbouring k lies
/// `aStep` and `packedStep` apart.
template <int Rows, int Vectors, class Weight>
HWY_INLINE void accumulate(Tag d, std::size_t depth, const float* HWY_RESTRICT a, std::size_t aRow, std::size_t aStep,
                           const Weight* HWY_RESTRICT packed, std::size_t packedStep, Vector (&sums)[Rows][Vectors])
{
    for (std::size_t k = 0; k < depth; ++k, a += aStep, packed += packedStep) {
        if constexpr (Rows <= Vectors) { // what there are fewer of waits in registers
            Vector values[Rows];
#pragma GCC unroll 8
            for (int r = 0; r < Rows; ++r)
                values[r] = hn::Set(d, a[static_cast<std::size_t>(r) * aRow]);
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) {
                const Vector weights = loadWeights(d, packed + static_cast<std::size_t>(v) * kLanes);
#pragma GCC unroll 8
                for (int r = 0; r < Rows; ++r)
                    sums[r][v] = hn::MulAdd(values[r], weights, sums[r][v]);
            }
        } else {
            Vector weights[Vectors];
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v)
                weights[v] = loadWeights(d, packed + static_cast<std::size_t>(v) * kLanes);
#pragma GCC unroll 8
            for (int r = 0; r < Rows; ++r) {
                const Vector value = hn::Set(d, a[static_cast<std::size_t>(r) * aRow]);
#pragma GCC unroll 8
                for (int v = 0; v < Vectors; ++v)
                    sums[r][v] = hn::MulAdd(value, weights[v], sums[r][v]);
            }
        }
    }
}

/// Sums from and to `Rows` rows of outputs that lie `stride` apart.
template <int Rows, int Vectors>
HWY_INLINE void loadSums(Tag d, const float* c, std::size_t stride, Vector (&sums)[Rows][Vectors])
{
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = hn::LoadU(d, c + static_cast<std::size_t>(r) * stride + static_cast<std::size_t>(v) * kLanes);
}

template <int Rows, int Vectors>
HWY_INLINE void storeSums(Tag d, const Vector (&sums)[Rows][Vectors], float* c, std::size_t stride)
{
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            hn::StoreU(sums[r][v], d, c + static_cast<std::size_t>(r) * stride + static_cast<std::size_t>(v) * kLanes);
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

} // namespace cadenza::lstm::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
