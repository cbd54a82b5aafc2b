#include "core/lstm/layer.h"

#include <algorithm>
#include <cassert>

namespace cadenza::lstm {
namespace {

constexpr std::size_t kAlignment = 64; ///< columns per worker when packing: whole panels for every kind of vector

struct Columns {
    std::size_t first;
    std::size_t last;
};

/// The share of a worker, in whole panels.
Columns panelsOf(std::size_t columns, int index, int count)
{
    const auto blocks = static_cast<int>((columns + kAlignment - 1) / kAlignment);
    const Range share = shareOf(blocks, index, count);
    return {static_cast<std::size_t>(share.begin) * kAlignment,
            std::min(columns, static_cast<std::size_t>(share.end) * kAlignment)};
}

} // namespace

Layer::Layer(int inputs, int hidden, const Kernels& kernels)
    : kernels_(&kernels), inputs_(static_cast<std::size_t>(inputs)), hidden_(static_cast<std::size_t>(hidden)),
      inputForward_(4 * hidden_ * inputs_), inputBackward_(inputForward_.size()),
      recurrentForward_(4 * hidden_ * hidden_), recurrentBackward_(recurrentForward_.size())
{
    assert(hidden > 0 && hidden % 16 == 0 && inputs >= 0 && inputs % 16 == 0);
}

void Layer::pack(const float* inputWeights_gi, const float* recurrentWeights_gh, Workers& workers)
{
    const std::size_t gates = 4 * hidden_;
    workers.run([&](int index) {
        const Columns ofGates = panelsOf(gates, index, workers.count());
        const Columns ofInputs = panelsOf(inputs_, index, workers.count());
        const Columns ofUnits = panelsOf(hidden_, index, workers.count());
        if (inputs_ > 0) {
            kernels_->packTransposed(inputWeights_gi, inputs_, gates, ofGates.first, ofGates.last,
                                     inputForward_.data());
            kernels_->pack(inputWeights_gi, gates, inputs_, ofInputs.first, ofInputs.last, inputBackward_.data());
        }
        kernels_->packForward(recurrentWeights_gh, hidden_, ofUnits.first, ofUnits.last, recurrentForward_.data());
        kernels_->pack(recurrentWeights_gh, gates, hidden_, ofUnits.first, ofUnits.last, recurrentBackward_.data());
    });
}

void Layer::forward(const SequenceShape& shape, const float* input_tbi, const float* bias_g, float* gates_tbg,
                    float* hidden_tbh, float* cell_tbh, Workers& workers) const
{
    assert(static_cast<std::size_t>(shape.hidden) == hidden_);
    workers.run([&](int index) {
        forwardShare(shape, shareOf(shape.batch, index, workers.count()), input_tbi, bias_g, gates_tbg, hidden_tbh,
                     cell_tbh);
    });
}

void Layer::forwardShare(const SequenceShape& shape, Range sequences, const float* input_tbi, const float* bias_g,
                         float* gates_tbg, float* hidden_tbh, float* cell_tbh) const
{
    const auto rows = static_cast<std::size_t>(sequences.size());
    const auto steps = static_cast<std::size_t>(shape.steps);
    const auto batch = static_cast<std::size_t>(shape.batch);
    const auto first = static_cast<std::size_t>(sequences.begin);
    if (inputs_ > 0)
        kernels_->multiply({.groups = steps,
                            .rows = rows,
                            .depth = inputs_,
                            .columns = 4 * hidden_,
                            .a = input_tbi + first * inputs_,
                            .aGroup = batch * inputs_,
                            .packed = inputForward_.data(),
                            .bias = bias_g,
                            .c = gates_tbg + first * 4 * hidden_,
                            .cGroup = batch * 4 * hidden_});
    for (std::size_t t = 0; t < steps; ++t) {
        const std::size_t before = (t * batch + first) * hidden_;
        const std::size_t after = before + shape.stateSize();
        kernels_->stepForward({.rows = rows,
                               .hidden = hidden_,
                               .packed = recurrentForward_.data(),
                               .hiddenBefore = hidden_tbh + before,
                               .cellBefore = cell_tbh + before,
                               .gates = gates_tbg + 4 * before,
                               .cell = cell_tbh + after,
                               .hiddenAfter = hidden_tbh + after});
    }
}

void Layer::backward(const SequenceShape& shape, const Past& past, const LayerGradients& gradients, Workers& workers)
{
    assert(static_cast<std::size_t>(shape.hidden) == hidden_);
    workers.run([&](int index) {
        backwardShare(shape, shareOf(shape.batch, index, workers.count()), past, gradients.input_tbi);
    });
    rooms_.resize(static_cast<std::size_t>(workers.count()));
    workers.run([&](int index) {
        weightGradients(shape, shareOf(4 * shape.hidden, index, workers.count()), past, gradients,
                        rooms_[static_cast<std::size_t>(index)]);
    });
}

void Layer::backwardShare(const SequenceShape& shape, Range sequences, const Past& past, float* inputGradient_tbi) const
{
    const auto rows = static_cast<std::size_t>(sequences.size());
    const auto steps = static_cast<std::size_t>(shape.steps);
    const auto batch = static_cast<std::size_t>(shape.batch);
    const auto first = static_cast<std::size_t>(sequences.begin);
    std::vector<float> hiddenGradient(rows * hidden_, 0.0F);
    std::vector<float> cellGradient(rows * hidden_, 0.0F);
    for (std::size_t t = steps; t-- > 0;) {
        const std::size_t before = (t * batch + first) * hidden_;
        float* const gates = past.gates_tbg + 4 * before;
        kernels_->stepBackward({.rows = rows,
                                .hidden = hidden_,
                                .cellBefore = past.cell_tbh + before,
                                .cell = past.cell_tbh + before + shape.stateSize(),
                                .outputGradient = past.gradient_tbh + before,
                                .hiddenGradient = hiddenGradient.data(),
                                .cellGradient = cellGradient.data(),
                                .gates = gates});
        if (t > 0)
            kernels_->multiply({.rows = rows,
                                .depth = 4 * hidden_,
                                .columns = hidden_,
                                .a = gates,
                                .packed = recurrentBackward_.data(),
                                .c = hiddenGradient.data()});
    }
    if (inputGradient_tbi)
        kernels_->multiply({.groups = steps,
                            .rows = rows,
                            .depth = 4 * hidden_,
                            .columns = inputs_,
                            .a = past.gates_tbg + first * 4 * hidden_,
                            .aGroup = batch * 4 * hidden_,
                            .packed = inputBackward_.data(),
                            .c = inputGradient_tbi + first * inputs_,
                            .cGroup = batch * inputs_});
}

void Layer::weightGradients(const SequenceShape& shape, Range gates, const Past& past, const LayerGradients& gradients,
                            std::vector<float>& room) const
{
    const auto first = static_cast<std::size_t>(gates.begin), last = static_cast<std::size_t>(gates.end);
    const std::size_t rows = static_cast<std::size_t>(shape.steps) * static_cast<std::size_t>(shape.batch);
    const std::size_t width = 4 * hidden_;
    room.resize(outerRoom(last - first));
    OuterProduct product{.rows = rows,
                         .a = past.gates_tbg,
                         .width = width,
                         .first = first,
                         .last = last,
                         .b = past.hidden_tbh, // the state before each step
                         .columns = hidden_,
                         .c = gradients.recurrentWeights_gh,
                         .room = room.data()};
    kernels_->multiplyOuter(product);
    if (inputs_ == 0)
        return;
    product.b = past.input_tbi;
    product.columns = inputs_;
    product.c = gradients.inputWeights_gi;
    kernels_->multiplyOuter(product);
    std::fill(gradients.bias_g + first, gradients.bias_g + last, 0.0F);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t gate = first; gate < last; ++gate)
            gradients.bias_g[gate] += past.gates_tbg[row * width + gate];
}

} // namespace cadenza::lstm
