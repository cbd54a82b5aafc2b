#include "tests/fuzz/harness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    cadenza::fuzz::openAnyZip({data, size});
    return 0;
}
