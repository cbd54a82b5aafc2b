#include "core/lstm/recurrence.h"

#include <algorithm>
#include <cassert>

namespace cadenza::lstm {
namespace {

constexpr int kAlignment = 64; ///< columns per worker when packing: whole panels for every kind of vector

} // namespace

Recurrence::Recurrence(int hidden, const Kernels& kernels)
    : kernels_(&kernels), hidden_(static_cast<std::size_t>(hidden)), forward_(4 * hidden_ * hidden_),
      backward_(4 * hidden_ * hidden_)
{
    assert(hidden > 0 && hidden % 16 == 0);
}

void Recurrence::pack(const float* weights_gh, Workers& workers)
{
    const int blocks = (static_cast<int>(hidden_) + kAlignment - 1) / kAlignment;
    workers.run([&](int index) {
        const Range share = shareOf(blocks, index, workers.count());
        const std::size_t first = static_cast<std::size_t>(share.begin) * kAlignment;
        const std::size_t last = std::min(hidden_, static_cast<std::size_t>(share.end) * kAlignment);
        kernels_->packForward(weights_gh, hidden_, first, last, forward_.data());
        kernels_->packBackward(weights_gh, hidden_, first, last, backward_.data());
    });
}

void Recurrence::forward(const SequenceShape& shape, float* gates_tbg, float* hidden_tbh, float* cell_tbh,
                         Workers& workers) const
{
    assert(static_cast<std::size_t>(shape.hidden) == hidden_);
    const std::size_t plane = shape.stateSize();
    workers.run([&](int index) {
        const Range share = shareOf(shape.batch, index, workers.count());
        const std::size_t offset = static_cast<std::size_t>(share.begin) * hidden_;
        for (std::size_t t = 0; t < static_cast<std::size_t>(shape.steps); ++t) {
            const std::size_t before = t * plane + offset;
            const std::size_t after = before + plane;
            kernels_->stepForward({.rows = static_cast<std::size_t>(share.size()),
                                   .hidden = hidden_,
                                   .packed = forward_.data(),
                                   .hiddenBefore = hidden_tbh + before,
                                   .cellBefore = cell_tbh + before,
                                   .gates = gates_tbg + 4 * before,
                                   .cell = cell_tbh + after,
                                   .hiddenAfter = hidden_tbh + after});
        }
    });
}

void Recurrence::backward(const SequenceShape& shape, float* gates_tbg, const float* cell_tbh,
                          const float* gradient_tbh, Workers& workers) const
{
    assert(static_cast<std::size_t>(shape.hidden) == hidden_);
    workers.run([&](int index) {
        backwardShare(shape, shareOf(shape.batch, index, workers.count()), gates_tbg, cell_tbh, gradient_tbh);
    });
}

void Recurrence::backwardShare(const SequenceShape& shape, Range sequences, float* gates_tbg, const float* cell_tbh,
                               const float* gradient_tbh) const
{
    const auto rows = static_cast<std::size_t>(sequences.size());
    const std::size_t plane = shape.stateSize();
    const std::size_t offset = static_cast<std::size_t>(sequences.begin) * hidden_;
    std::vector<float> hiddenGradient(rows * hidden_, 0.0F);
    std::vector<float> cellGradient(rows * hidden_, 0.0F);
    for (auto t = static_cast<std::size_t>(shape.steps); t-- > 0;) {
        const std::size_t before = t * plane + offset;
        float* const gates = gates_tbg + 4 * before;
        kernels_->stepBackward({.rows = rows,
                                .hidden = hidden_,
                                .cellBefore = cell_tbh + before,
                                .cell = cell_tbh + before + plane,
                                .outputGradient = gradient_tbh + before,
                                .hiddenGradient = hiddenGradient.data(),
                                .cellGradient = cellGradient.data(),
                                .gates = gates});
        if (t > 0)
            kernels_->multiply({.rows = rows,
                                .depth = 4 * hidden_,
                                .columns = hidden_,
                                .a = gates,
                                .packed = backward_.data(),
                                .c = hiddenGradient.data()});
    }
}

} // namespace cadenza::lstm
