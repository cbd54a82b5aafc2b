#pragma once

#include "core/base/result.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>
#include <string_view>

namespace cadenza::ml {

/// Turns libtorch's exceptions into failures of training.
template <class Work>
auto guarded(const Work& work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return failure(Fault::OutOfMemory, "Training");
    } catch (const c10::Error& error) {
        const std::string_view message = error.what_without_backtrace();
        const bool memory = message.find("memory") != std::string_view::npos;
        return failure(memory ? Fault::OutOfMemory : Fault::Internal, "Training", std::string(message));
    }
}

/// Which of the `seen` GPUs belongs to a process that is the `localRank`th of its machine: the only one where a
/// launcher shows each process its own. Fails with InvalidSetting, naming LOCAL_RANK.
[[nodiscard]] Result<int> gpuOf(int localRank, int seen);

/// Sets up ATen and OpenBLAS for work on the processor with this many threads. Fails with SlowBlas where products would
/// run on the reference BLAS, unless the variable CADENZA_ALLOW_SLOW_BLAS is 1.
[[nodiscard]] Result<void> prepareProcessor(int threads);

} // namespace cadenza::ml
