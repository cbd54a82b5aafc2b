#pragma once

#include "core/base/result.h"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace cadenza::exporting {

/// Samples kept in an unnamed file in the target's folder until their peak is known, because an hour of music would be
/// more than a gigabyte of memory.
class SampleSpool {
public:
    /// Fails with NotWritable or DiskFull.
    [[nodiscard]] static Result<SampleSpool> in(const std::filesystem::path& target);
    SampleSpool(SampleSpool&& other) noexcept;
    SampleSpool& operator=(SampleSpool&&) = delete;
    ~SampleSpool();

    [[nodiscard]] Result<void> append(std::span<const float> samples);
    [[nodiscard]] float peak() const { return peak_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Plays everything back, block by block; ends early with the first error `consume` returns.
    [[nodiscard]] Result<void> replay(const std::function<Result<void>(std::span<float>)>& consume);

private:
    SampleSpool(std::filesystem::path target, std::FILE* file) : target_(std::move(target)), file_(file) {}

    std::filesystem::path target_;
    std::FILE* file_;
    float peak_{0.0F};
    std::size_t size_{0};
};

} // namespace cadenza::exporting
