#include "core/ml/classic_network.h"

#include "core/ml/arithmetic.h"
#include "core/ml/lstm_function.h"
#include "core/ml/normal_draw.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <vector>

namespace cadenza::ml {
namespace {

using model::ClassicShape;
using model::ClassicStream;
using model::kClassicStreams;

constexpr double kInitialTrust = 2.0; ///< nats: most of what is expected comes true

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

/// A batch on the device, time first.
struct ClassicNetwork::Tokens {
    /// What a stream's network reads at each step and what it then predicts.
    struct Stream {
        at::Tensor rows;         ///< of its input, those of one step after those of the other
        at::Tensor begins;       ///< where each step's rows begin, steps × batch in one line
        at::Tensor predicted_tb; ///< classes
        std::array<at::Tensor, model::kClassicHints> given_tb1;  ///< by likeness: 1 where there is a hint, else 0
        std::array<at::Tensor, model::kClassicHints> target_tb1; ///< the class that it speaks for
        std::array<at::Tensor, model::kClassicHints> trust_tb;   ///< its row of s.recall
    };

    Tokens(const ClassicShape& shape, const training::Batch& batch, const at::Device& device) : share(batch.share)
    {
        counts_tb = at::empty({batch.steps, batch.batch}, at::kBool);
        kept_b1 = at::empty({batch.batch, 1}, at::kFloat);
        auto counts = counts_tb.accessor<bool, 2>();
        for (std::int64_t b = 0; b < batch.batch; ++b) {
            kept_b1[b][0] = batch.fresh[static_cast<std::size_t>(b)] ? 0.0F : 1.0F;
            for (std::int64_t t = 0; t < batch.steps; ++t)
                counts[t][b] = batch.counts[static_cast<std::size_t>(b * batch.steps + t)] != 0;
        }
        counts_tb = counts_tb.to(device);
        kept_b1 = kept_b1.to(device);
        for (const ClassicStream stream : kClassicStreams)
            streams[static_cast<std::size_t>(stream)] = readBy(stream, shape, batch, device);
    }

    static Stream readBy(ClassicStream stream, const ClassicShape& shape, const training::Batch& batch,
                         const at::Device& device);

    std::array<Stream, kClassicStreams.size()> streams;
    at::Tensor counts_tb; ///< steps × batch, true where the target counts
    at::Tensor kept_b1;   ///< batch × 1, 1 where the carried state is kept, 0 where it is zeroed
    std::optional<training::Share> share;
};

ClassicNetwork::Tokens::Stream ClassicNetwork::Tokens::readBy(ClassicStream stream, const ClassicShape& shape,
                                                              const training::Batch& batch, const at::Device& device)
{
    std::vector<std::int64_t> rows, begins, predicted;
    std::array<std::vector<std::int64_t>, model::kClassicHints> targets, trusts;
    std::array<std::vector<float>, model::kClassicHints> given;
    for (int t = 0; t < batch.steps; ++t)
        for (int b = 0; b < batch.batch; ++b) {
            const auto* token = &batch.tokens[static_cast<std::size_t>(b * (batch.steps + 1) + t)];
            const model::ClassicInput input{
                token[0], batch.expectedTokens[static_cast<std::size_t>(b * batch.steps + t)], token[1]};
            begins.push_back(static_cast<std::int64_t>(rows.size()));
            for (const std::size_t row : inputRowsOf(shape, stream, input))
                rows.push_back(static_cast<std::int64_t>(row));
            predicted.push_back(classIn(stream, token[1]));
            const auto hints = hintsOf(stream, input);
            for (std::size_t i = 0; i < hints.size(); ++i) {
                targets[i].push_back(static_cast<std::int64_t>(hints[i].target));
                trusts[i].push_back(static_cast<std::int64_t>(hints[i].trust));
                given[i].push_back(hints[i].given ? 1.0F : 0.0F);
            }
        }
    const auto line = [&](const auto& values) { return at::tensor(at::ArrayRef(values)).to(device); };
    const auto grid = [&](const auto& values) { return line(values).view({batch.steps, batch.batch}); };
    Stream read{line(rows), line(begins), grid(predicted), {}, {}, {}};
    for (std::size_t i = 0; i < targets.size(); ++i) {
        read.target_tb1[i] = grid(targets[i]).unsqueeze(-1);
        read.trust_tb[i] = grid(trusts[i]);
        read.given_tb1[i] = grid(given[i]).unsqueeze(-1);
    }
    return read;
}

ClassicNetwork::ClassicNetwork(const ClassicShape& shape, const Processing& processing, Random& random)
    : TrainableNetwork(FlatParameters(model::parametersOf(shape), processing.device)), shape_(shape),
      processing_(processing),
      layers_{lstm::Layer(0, shape.hidden), lstm::Layer(0, shape.hidden), lstm::Layer(0, shape.hidden)},
      workers_(processing.threads)
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
        if (shape_.reads == model::ClassicReading::Everything)
            set(stream, ".recall", [&](const at::Tensor& values) { values.fill_(kInitialTrust); });
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
    if (!parameters_.takeChanged() || !processing_.usesOurKernels())
        return;
    for (const ClassicStream stream : kClassicStreams)
        layers_[static_cast<std::size_t>(stream)].pack(nullptr, parameter(stream, ".recurrent").data_ptr<float>(),
                                                       workers_);
}

at::Tensor ClassicNetwork::gatesOf(ClassicStream stream, const Tokens& tokens) const
{
    const auto& read = tokens.streams[static_cast<std::size_t>(stream)];
    const at::Tensor sums = std::get<0>(at::embedding_bag(parameter(stream, ".input"), read.rows, read.begins));
    return sums.view({read.predicted_tb.size(0), read.predicted_tb.size(1), -1}) + parameter(stream, ".bias");
}

at::Tensor ClassicNetwork::logitsOf(ClassicStream stream, const Tokens& tokens, CarriedState& state, double dropout,
                                    Random& random)
{
    const auto s = static_cast<std::size_t>(stream);
    const LayerState before{state.hidden_bh[s] * tokens.kept_b1, state.cell_bh[s] * tokens.kept_b1};
    const at::Tensor gates = gatesOf(stream, tokens);
    const at::Tensor& recurrent = parameter(stream, ".recurrent");
    const auto arithmetic = processing_.arithmetic;
    const LayerOutput output = processing_.usesOurKernels() ? recurOnCpu(gates, before, recurrent, layers_[s], workers_)
                                                            : recurByTorch(gates, before, recurrent, arithmetic);
    state.hidden_bh[s] = output.last.hidden_bh;
    state.cell_bh[s] = output.last.cell_bh;
    at::Tensor h = output.hidden_tbh;
    if (dropout > 0.0)
        h = h * dropoutMask(h.sizes(), dropout, random, h.device(), tokens.share);
    h = linearIn(arithmetic, h, parameter(stream, ".dense.weight"), parameter(stream, ".dense.bias"));
    at::Tensor logits_tbv =
        linearIn(arithmetic, h, parameter(stream, ".output.weight"), parameter(stream, ".output.bias"));
    if (shape_.reads != model::ClassicReading::Everything)
        return logits_tbv;
    const auto& read = tokens.streams[s];
    const at::Tensor trusts = parameter(stream, ".recall").unsqueeze(-1);
    for (std::size_t i = 0; i < read.trust_tb.size(); ++i)
        logits_tbv =
            logits_tbv.scatter_add(-1, read.target_tb1[i], at::embedding(trusts, read.trust_tb[i]) * read.given_tb1[i]);
    return logits_tbv;
}

ForwardResult ClassicNetwork::forward(const training::Batch& batch, CarriedState& state, double dropout, Random& random)
{
    packIfChanged();
    const Tokens tokens(shape_, batch, processing_.device);
    LossSum sum;
    for (const ClassicStream stream : kClassicStreams)
        sum.add(logitsOf(stream, tokens, state, dropout, random),
                tokens.streams[static_cast<std::size_t>(stream)].predicted_tb, tokens.counts_tb);
    const double counted = tokens.counts_tb.sum().item<double>();
    return {sum.total() / divisorOf(batch, counted), tallyOf(sum, counted)};
}

} // namespace cadenza::ml
