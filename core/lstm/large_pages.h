#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cadenza::lstm {

/// Memory on large pages where the system gives them: weights that are read from end to end over and over would else
/// wait for the translation of addresses.
template <class T>
struct LargePages {
    using value_type = T;
    static constexpr std::size_t kPage = std::size_t{2} << 20;

    LargePages() = default;
    template <class U>
    explicit LargePages(const LargePages<U>& /*other*/)
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kPage)
            return static_cast<T*>(::operator new(bytes));
        void* const memory = std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage);
        if (!memory)
            throw std::bad_alloc();
#if defined(__linux__)
        madvise(memory, bytes, MADV_HUGEPAGE); // a wish: where it is not granted nothing changes
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count)
    {
        if (count * sizeof(T) < kPage)
            ::operator delete(memory);
        else
            std::free(memory);
    }
    friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

} // namespace cadenza::lstm
