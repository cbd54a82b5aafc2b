#include "core/ml/gradient_sum.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace cadenza::ml {
namespace {

constexpr std::int64_t kSmallestBucket = 256 * 1024; ///< values; smaller messages cost more than they hide
constexpr std::int64_t kMostBuckets = 4;

} // namespace

/// What libtorch calls when the gradient of a parameter is complete.
struct GradientSum::Hook final : torch::autograd::FunctionPostHook {
    Hook(GradientSum& told, std::size_t inBucket) : sum(told), bucket(inBucket) {}
    torch::autograd::variable_list operator()(const torch::autograd::variable_list& outputs,
                                              const torch::autograd::variable_list& /*inputs*/) override
    {
        sum.complete(bucket);
        return outputs;
    }
    GradientSum& sum;
    std::size_t bucket;
};

GradientSum::GradientSum(FlatParameters& parameters, TorchRanks& ranks) : ranks_(ranks)
{
    const at::Tensor& flat = parameters.gradients();
    const std::int64_t size = std::max(kSmallestBucket, (flat.numel() + kMostBuckets - 1) / kMostBuckets);
    std::vector<at::Tensor> fromTheEnd;
    for (const auto& [name, parameter] : parameters.all())
        fromTheEnd.push_back(parameter);
    std::ranges::sort(fromTheEnd, std::greater<>(), [](const at::Tensor& one) { return one.grad().storage_offset(); });
    std::int64_t end = flat.numel();
    std::size_t inBucket = 0;
    for (const at::Tensor& parameter : fromTheEnd) {
        accumulators_.push_back(torch::autograd::impl::grad_accumulator(parameter));
        accumulators_.back()->add_post_hook(std::make_unique<Hook>(*this, buckets_.size()));
        ++inBucket;
        if (const std::int64_t begin = parameter.grad().storage_offset(); end - begin >= size || begin == 0) {
            buckets_.push_back({.gradients = flat.narrow(0, begin, end - begin), .parameters = inBucket});
            end = begin;
            inBucket = 0;
        }
    }
}

void GradientSum::begin(const at::Tensor& first)
{
    for (Bucket& bucket : buckets_)
        bucket.missing = bucket.parameters;
    next_ = 0;
    begun_.clear();
    begun_.push_back(ranks_.beginSum(first));
}

void GradientSum::complete(std::size_t bucket)
{
    --buckets_[bucket].missing;
    while (next_ < buckets_.size() && buckets_[next_].missing == 0)
        send();
}

void GradientSum::send()
{
    begun_.push_back(ranks_.beginSum(buckets_[next_++].gradients));
}

Result<void> GradientSum::finish()
{
    while (next_ < buckets_.size()) // parameters that this batch did not need
        send();
    return ranks_.finish(std::exchange(begun_, {}));
}

} // namespace cadenza::ml
