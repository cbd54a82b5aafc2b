#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

namespace cadenza::ml {

/// Appends plain values and float tensors, to be read back in the same order.
class StateWriter {
public:
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void add(const T& value)
    {
        append(std::as_bytes(std::span(&value, 1)));
    }
    /// Sizes and values, from any device.
    void add(const at::Tensor& tensor);
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
    void append(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    std::vector<std::byte> bytes_;
};

/// Reads what `StateWriter` wrote. Past the end it gives zeros and empty tensors, and `isSound` turns false.
class StateReader {
public:
    explicit StateReader(std::span<const std::byte> bytes) : left_(bytes) {}

    template <class T>
        requires std::is_trivially_copyable_v<T>
    [[nodiscard]] T read()
    {
        T value{};
        if (const auto from = take(sizeof(T)); !from.empty())
            std::memcpy(&value, from.data(), sizeof(T));
        return value;
    }
    [[nodiscard]] at::Tensor tensor(); ///< on the CPU
    [[nodiscard]] bool isSound() const { return sound_; }

private:
    [[nodiscard]] std::span<const std::byte> take(std::size_t count);

    std::span<const std::byte> left_;
    bool sound_{true};
};

} // namespace cadenza::ml
