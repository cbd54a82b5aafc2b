#include "core/ml/classic_network.h"

#include "core/ml/lstm_function.h"
#include "core/ml/normal_draw.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace cadenza::ml {
namespace {

using model::ClassicShape;
using model::ClassicStream;
using model::kClassicStreams;

void fillGlorot(const at::Tensor& matrix, Random& random)
{
    const double bound = std::sqrt(6.0 / static_cast<double>(matrix.size(0) + matrix.size(1)));
    float* values = matrix.data_ptr<float>();
    for (std::int64_t i = 0; i < matrix.numel(); ++i)
        values[i] = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
}

/// Columns of length one, each at a right angle to the others, by Gram and Schmidt.
void fillOrthogonal(const at::Tensor& matrix_gh, Random& random)
{
    const auto rows = matrix_gh.size(0), columns = matrix_gh.size(1);
    at::Tensor basis = at::empty({columns, rows}, at::kDouble);
    double* values = basis.data_ptr<double>();
    for (std::int64_t i = 0; i < basis.numel(); ++i)
        values[i] = normal(random);
    for (std::int64_t c = 0; c < columns; ++c) {
        at::Tensor column = basis[c];
        if (c > 0) {
            const at::Tensor before = basis.narrow(0, 0, c);
            column.sub_(before.t().mv(before.mv(column)));
        }
        column.div_(column.norm());
    }
    at::Tensor target = matrix_gh;
    target.copy_(basis.t());
}

training::Tally tallyOf(const LossSum& sum, double tokens)
{
    const at::Tensor losses = sum.losses();
    const at::Tensor right = sum.right();
    const double* loss = losses.data_ptr<double>();
    const double* hits = right.data_ptr<double>();
    training::Tally tally;
    tally.notes = tokens;
    tally.pitch = loss[0];
    tally.step = loss[1];
    tally.duration = loss[2];
    tally.pitchRight = hits[0];
    tally.stepRight = hits[1];
    tally.durationRight = hits[2];
    return tally;
}

} // namespace

/// A batch as class indices on the device, time first.
struct ClassicNetwork::Tokens {
    Tokens(const training::Batch& batch, const at::Device& device)
    {
        const std::int64_t length = batch.steps + 1;
        classes_stb = at::empty({static_cast<std::int64_t>(kClassicStreams.size()), length, batch.batch}, at::kLong);
        counts_tb = at::empty({batch.steps, batch.batch}, at::kBool);
        kept_b1 = at::empty({batch.batch, 1}, at::kFloat);
        auto classes = classes_stb.accessor<std::int64_t, 3>();
        auto counts = counts_tb.accessor<bool, 2>();
        for (std::int64_t b = 0; b < batch.batch; ++b) {
            kept_b1[b][0] = batch.fresh[static_cast<std::size_t>(b)] ? 0.0F : 1.0F;
            for (std::int64_t t = 0; t < length; ++t)
                for (std::size_t s = 0; s < kClassicStreams.size(); ++s)
                    classes[static_cast<std::int64_t>(s)][t][b] =
                        classIn(kClassicStreams[s], batch.tokens[static_cast<std::size_t>(b * length + t)]);
            for (std::int64_t t = 0; t < batch.steps; ++t)
                counts[t][b] = batch.counts[static_cast<std::size_t>(b * batch.steps + t)] != 0;
        }
        classes_stb = classes_stb.to(device);
        counts_tb = counts_tb.to(device);
        kept_b1 = kept_b1.to(device);
    }

    [[nodiscard]] at::Tensor read(std::size_t stream) const
    {
        return classes_stb[static_cast<std::int64_t>(stream)].narrow(0, 0, counts_tb.size(0));
    }
    [[nodiscard]] at::Tensor predicted(std::size_t stream) const
    {
        return classes_stb[static_cast<std::int64_t>(stream)].narrow(0, 1, counts_tb.size(0));
    }

    at::Tensor classes_stb; ///< streams × (steps + 1) × batch
    at::Tensor counts_tb;   ///< steps × batch, true where the target counts
    at::Tensor kept_b1;     ///< batch × 1, 1 where the carried state is kept, 0 where it is zeroed
};

ClassicNetwork::ClassicNetwork(const ClassicShape& shape, const at::Device& device, int threads, Random& random)
    : TrainableNetwork(FlatParameters(model::parametersOf(shape), device)), shape_(shape), device_(device),
      layers_{lstm::Layer(0, shape.hidden), lstm::Layer(0, shape.hidden), lstm::Layer(0, shape.hidden)},
      workers_(threads)
{
    initialise(random);
}

const at::Tensor& ClassicNetwork::parameter(ClassicStream stream, const char* name) const
{
    return parameters_.at(std::string(nameOf(stream)) + name);
}

void ClassicNetwork::initialise(Random& random)
{
    const at::NoGradGuard noGradient;
    const auto set = [&](ClassicStream stream, const char* name, auto fill) {
        at::Tensor target = parameter(stream, name).detach();
        at::Tensor values = at::zeros(target.sizes());
        fill(values);
        target.copy_(values);
    };
    for (const ClassicStream stream : kClassicStreams) {
        for (const char* name : {".input", ".dense.weight", ".output.weight"})
            set(stream, name, [&](const at::Tensor& values) { fillGlorot(values, random); });
        set(stream, ".recurrent", [&](const at::Tensor& values) { fillOrthogonal(values, random); });
        set(stream, ".bias",
            [&](const at::Tensor& values) { values.narrow(0, shape_.hidden, shape_.hidden).fill_(1.0); });
    }
}

CarriedState ClassicNetwork::initialState(int batch) const
{
    CarriedState state;
    for (std::size_t s = 0; s < kClassicStreams.size(); ++s) {
        state.hidden_bh.push_back(at::zeros({batch, shape_.hidden}, parameters_.weights().options()));
        state.cell_bh.push_back(at::zeros({batch, shape_.hidden}, parameters_.weights().options()));
    }
    return state;
}

model::Model ClassicNetwork::described() const
{
    model::Model model;
    model.classic = model::ClassicPart{shape_, {}};
    return model;
}

void ClassicNetwork::packIfChanged()
{
    if (!parameters_.takeChanged() || !parameters_.weights().is_cpu())
        return;
    for (const ClassicStream stream : kClassicStreams)
        layers_[static_cast<std::size_t>(stream)].pack(nullptr, parameter(stream, ".recurrent").data_ptr<float>(),
                                                       workers_);
}

at::Tensor ClassicNetwork::gatesOf(ClassicStream stream, const Tokens& tokens) const
{
    const at::Tensor& rows = parameter(stream, ".input");
    const at::Tensor& bias = parameter(stream, ".bias");
    if (shape_.reads == model::ClassicReading::Own)
        return at::embedding(rows, tokens.read(static_cast<std::size_t>(stream))) + bias;
    at::Tensor gates = bias;
    std::int64_t first = 0;
    for (std::size_t s = 0; s < kClassicStreams.size(); ++s) {
        gates = gates + at::embedding(rows, tokens.read(s) + first);
        first += shape_.classes[s];
    }
    return gates;
}

at::Tensor ClassicNetwork::logitsOf(ClassicStream stream, const Tokens& tokens, CarriedState& state, double dropout,
                                    Random& random)
{
    const auto s = static_cast<std::size_t>(stream);
    const LayerState before{state.hidden_bh[s] * tokens.kept_b1, state.cell_bh[s] * tokens.kept_b1};
    const at::Tensor gates = gatesOf(stream, tokens);
    const at::Tensor& recurrent = parameter(stream, ".recurrent");
    const LayerOutput output = parameters_.weights().is_cpu()
                                   ? recurOnCpu(gates, before, recurrent, layers_[s], workers_)
                                   : recurByTorch(gates, before, recurrent);
    state.hidden_bh[s] = output.last.hidden_bh;
    state.cell_bh[s] = output.last.cell_bh;
    at::Tensor h = output.hidden_tbh;
    if (dropout > 0.0)
        h = h * dropoutMask(h.sizes(), dropout, random, h.device());
    h = at::linear(h, parameter(stream, ".dense.weight"), parameter(stream, ".dense.bias"));
    return at::linear(h, parameter(stream, ".output.weight"), parameter(stream, ".output.bias"));
}

ForwardResult ClassicNetwork::forward(const training::Batch& batch, CarriedState& state, double dropout, Random& random)
{
    packIfChanged();
    const Tokens tokens(batch, device_);
    LossSum sum;
    for (const ClassicStream stream : kClassicStreams)
        sum.add(logitsOf(stream, tokens, state, dropout, random), tokens.predicted(static_cast<std::size_t>(stream)),
                tokens.counts_tb);
    const double counted = tokens.counts_tb.sum().item<double>();
    return {sum.total() / std::max(counted, 1.0), tallyOf(sum, counted)};
}

} // namespace cadenza::ml
