#include "core/ml/torch_setup.h"

#include "core/ml/blas.h"

#include <ATen/Parallel.h>

#include <cstdlib>

namespace cadenza::ml {

Result<int> gpuOf(int localRank, int seen)
{
    if (localRank < seen)
        return localRank;
    if (seen == 1)
        return 0;
    return failure(Fault::InvalidSetting, "LOCAL_RANK",
                   "it is " + std::to_string(localRank) + ", and this machine has " + std::to_string(seen) + " GPUs");
}

Result<void> prepareProcessor(int threads)
{
    const char* allowed = std::getenv("CADENZA_ALLOW_SLOW_BLAS");
    if (blasInUse() == Blas::Reference && !(allowed && std::string_view(allowed) == "1"))
        return failure(Fault::SlowBlas, "libblas.so.3");
    at::set_num_threads(1); // its threads and OpenBLAS's fight: 1 and all together are 7 times all and all
    setBlasThreads(threads);
    return {};
}

} // namespace cadenza::ml
