#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cadenza {

template <class T>
concept Plain = std::is_trivially_copyable_v<T>;

/// Appends plain values and lists of them, to be read back in the same order on the same kind of machine.
class ByteWriter {
public:
    template <Plain T>
    void add(const T& value)
    {
        append(std::as_bytes(std::span(&value, 1)));
    }
    template <Plain T>
    void addList(std::span<const T> values)
    {
        add(static_cast<std::uint64_t>(values.size()));
        append(std::as_bytes(values));
    }
    template <Plain T>
    void addList(const std::vector<T>& values)
    {
        addList(std::span(values));
    }
    void addText(std::string_view text) { addList(std::span(text)); }
    /// Makes room for so many bytes, where much is to come: growing takes up to three times as much for a moment.
    void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
    void append(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    std::vector<std::byte> bytes_;
};

/// Reads what `ByteWriter` wrote. Past the end it gives zeros and empty lists, and `isSound` turns false.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : left_(bytes) {}

    template <Plain T>
    [[nodiscard]] T read()
    {
        T value{};
        if (const auto from = take(sizeof(T)); !from.empty())
            std::memcpy(&value, from.data(), sizeof(T));
        return value;
    }
    template <Plain T>
    [[nodiscard]] std::vector<T> readList()
    {
        const auto count = read<std::uint64_t>();
        sound_ = sound_ && count <= left_.size() / sizeof(T);
        std::vector<T> values(sound_ ? static_cast<std::size_t>(count) : 0);
        if (const auto from = take(values.size() * sizeof(T)); !from.empty())
            std::memcpy(values.data(), from.data(), from.size());
        return values;
    }
    [[nodiscard]] std::string readText()
    {
        const auto characters = readList<char>();
        return {characters.begin(), characters.end()};
    }
    [[nodiscard]] bool isSound() const { return sound_; }
    [[nodiscard]] bool isAtEnd() const { return left_.empty(); }

private:
    [[nodiscard]] std::span<const std::byte> take(std::size_t count)
    {
        sound_ = sound_ && count <= left_.size();
        if (!sound_)
            return {};
        const auto taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }

    std::span<const std::byte> left_;
    bool sound_{true};
};

} // namespace cadenza
