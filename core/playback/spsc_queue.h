#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>

namespace cadenza::playback {

/// A bounded queue from one thread to one other. Neither side ever locks, waits or allocates.
template <class T, std::size_t kCapacity>
class SpscQueue {
    static_assert((kCapacity & (kCapacity - 1)) == 0, "a power of two");

public:
    /// False when it is full; the item is then not taken.
    bool push(const T& item) noexcept
    {
        const std::size_t tail = tail_.load(std::memory_order_relaxed);
        if (tail - head_.load(std::memory_order_acquire) == kCapacity)
            return false;
        items_[tail % kCapacity] = item;
        tail_.store(tail + 1, std::memory_order_release);
        return true;
    }

    [[nodiscard]] std::optional<T> pop() noexcept
    {
        const std::size_t head = head_.load(std::memory_order_relaxed);
        if (head == tail_.load(std::memory_order_acquire))
            return std::nullopt;
        const T item = items_[head % kCapacity];
        head_.store(head + 1, std::memory_order_release);
        return item;
    }

    /// A hint only, unless the other side rests.
    [[nodiscard]] bool empty() const noexcept
    {
        return head_.load(std::memory_order_acquire) == tail_.load(std::memory_order_acquire);
    }

private:
    std::array<T, kCapacity> items_{};
    alignas(64) std::atomic<std::size_t> head_{0};
    alignas(64) std::atomic<std::size_t> tail_{0};
};

} // namespace cadenza::playback
