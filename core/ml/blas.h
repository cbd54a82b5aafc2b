#pragma once

namespace cadenza::ml {

/// The library behind libblas.so.3 that libtorch multiplies with.
enum class Blas { OpenBlas, Mkl, Reference };
[[nodiscard]] Blas blasInUse();

/// Tells OpenBLAS how many threads to use; nothing for others.
void setBlasThreads(int threads);

} // namespace cadenza::ml
