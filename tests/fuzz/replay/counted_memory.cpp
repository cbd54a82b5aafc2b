#include "tests/fuzz/replay/counted_memory.h"

#include <algorithm>

// From sanitizer/allocator_interface.h, which Debian's GCC does not install.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void*, std::size_t),
                                              void (*released)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void* memory);
}

namespace cadenza::test {

namespace {

thread_local long long inUse = 0;
thread_local long long most = 0;
thread_local long long before = 0;

void allocated(const volatile void* /*memory*/, std::size_t size)
{
    inUse += static_cast<long long>(size);
    most = std::max(most, inUse);
}

void released(const volatile void* memory)
{
    if (memory)
        inUse -= static_cast<long long>(__sanitizer_get_allocated_size(memory));
}

} // namespace

void watchMemory()
{
    [[maybe_unused]] static const int installed = __sanitizer_install_malloc_and_free_hooks(&allocated, &released);
    before = inUse;
    most = inUse;
}

std::size_t mostMemory()
{
    return static_cast<std::size_t>(most - before);
}

} // namespace cadenza::test
