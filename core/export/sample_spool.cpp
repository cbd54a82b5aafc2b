#include "core/export/sample_spool.h"

#include "core/export/pending_file.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::exporting {

namespace {

constexpr std::size_t kBlock = 16384;

Error fullDisk(const std::filesystem::path& target)
{
    return {Fault::DiskFull, target.string(), "no room for the samples", std::nullopt};
}

} // namespace

Result<SampleSpool> SampleSpool::in(const std::filesystem::path& target)
{
    auto pending = PendingFile::beside(target);
    if (!pending)
        return std::unexpected(pending.error());
    std::FILE* file = ::fdopen(::dup(pending->descriptor()), "w+b");
    if (!file)
        return std::unexpected(pending->errorNow());
    return SampleSpool(target, file); // `pending` unlinks the name; the open file lives on
}

SampleSpool::SampleSpool(SampleSpool&& other) noexcept
    : target_(std::move(other.target_)), file_(std::exchange(other.file_, nullptr)), peak_(other.peak_),
      size_(other.size_)
{
}

SampleSpool::~SampleSpool()
{
    if (file_)
        std::fclose(file_);
}

Result<void> SampleSpool::append(std::span<const float> samples)
{
    for (const float sample : samples)
        peak_ = std::max(peak_, std::abs(sample));
    size_ += samples.size();
    if (std::fwrite(samples.data(), sizeof(float), samples.size(), file_) != samples.size())
        return std::unexpected(fullDisk(target_));
    return {};
}

Result<void> SampleSpool::replay(const std::function<Result<void>(std::span<float>)>& consume)
{
    if (std::fflush(file_) != 0)
        return std::unexpected(fullDisk(target_));
    std::rewind(file_);
    std::vector<float> block(kBlock);
    std::size_t left = size_;
    while (left > 0) {
        const std::size_t got = std::fread(block.data(), sizeof(float), std::min(left, kBlock), file_);
        if (got == 0)
            return failure(Fault::NotReadable, target_.string(), "the samples could not be read back");
        if (auto consumed = consume(std::span(block).first(got)); !consumed)
            return consumed;
        left -= got;
    }
    return {};
}

} // namespace cadenza::exporting
