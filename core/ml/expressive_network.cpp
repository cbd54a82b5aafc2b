#include "core/ml/expressive_network.h"

#include "core/ml/arithmetic.h"
#include "core/ml/normal_draw.h"
#include "core/training/targets.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace cadenza::ml {
namespace {

/// Rows of `BatchTensors::attributes_atb`.
enum Attribute : std::int64_t { Step, Part, Pitch, Duration, Velocity, Tempo, Pedal, Beat, Metre, kAttributes };
constexpr std::array<const char*, kAttributes> kEmbeddings{"step.embed",     "part.embed",     "pitch.embed",
                                                           "duration.embed", "velocity.embed", "tempo.embed",
                                                           "pedal.embed",    "beat.embed",     "metre.embed"};
constexpr std::array kRecalled{Step, Pitch, Duration, Velocity}; ///< what the network reads of an expectation
constexpr float kInitialTrust = 4.0F;                            ///< nats: most of what is expected comes true

std::array<std::uint8_t, kAttributes> attributesOf(const encoding::Event& event)
{
    return {event.step,  event.part,  event.pitch, event.duration, event.velocity,
            event.tempo, event.pedal, event.beat,  event.metre};
}

double uniformBetween(Random& random, double low, double high)
{
    return low + (high - low) * random.uniform();
}

/// Where the pitch must lie above the previous one: same onset, same part. Never where the music itself breaks it.
at::Tensor impossiblePitches(const at::Tensor& previous_atb, const at::Tensor& next_atb)
{
    const auto pitches = at::arange(encoding::kPitchClasses, previous_atb.options());
    const auto ascending =
        (next_atb[Step] == 0) & (next_atb[Part] == previous_atb[Part]) & (next_atb[Pitch] > previous_atb[Pitch]);
    return ascending.unsqueeze(-1) & (pitches <= previous_atb[Pitch].unsqueeze(-1));
}

} // namespace

BatchTensors::BatchTensors(const training::Batch& batch, const at::Device& device) : share(batch.share)
{
    const std::int64_t length = batch.steps + 1;
    attributes_atb = at::empty({kAttributes, length, batch.batch}, at::kLong);
    expected_atb = at::empty({kAttributes, batch.steps, batch.batch}, at::kLong);
    recall_tb = at::empty({batch.steps, batch.batch}, at::kLong);
    composers_tb = at::empty({batch.steps, batch.batch}, at::kLong);
    counts_tb = at::empty({batch.steps, batch.batch}, at::kBool);
    newQuarters_tb = at::empty({batch.steps, batch.batch}, at::kBool);
    kept_b1 = at::empty({batch.batch, 1}, at::kFloat);
    auto attributes = attributes_atb.accessor<std::int64_t, 3>();
    auto expected = expected_atb.accessor<std::int64_t, 3>();
    auto recall = recall_tb.accessor<std::int64_t, 2>();
    auto composers = composers_tb.accessor<std::int64_t, 2>();
    auto counts = counts_tb.accessor<bool, 2>();
    auto newQuarters = newQuarters_tb.accessor<bool, 2>();
    auto kept = kept_b1.accessor<float, 2>();
    for (std::int64_t b = 0; b < batch.batch; ++b) {
        const auto lane = static_cast<std::size_t>(b);
        const auto* events = &batch.events[static_cast<std::size_t>(b * length)];
        kept[b][0] = batch.fresh[lane] ? 0.0F : 1.0F;
        for (std::int64_t t = 0; t < length; ++t) {
            const auto values = attributesOf(events[t]);
            for (std::size_t a = 0; a < values.size(); ++a)
                attributes[static_cast<std::int64_t>(a)][t][b] = values[a];
            if (t == batch.steps)
                continue;
            const encoding::Expectation& expectation = batch.expected[static_cast<std::size_t>(b * batch.steps + t)];
            const auto recalled = attributesOf(expectation.event);
            for (std::size_t a = 0; a < recalled.size(); ++a)
                expected[static_cast<std::int64_t>(a)][t][b] = recalled[a];
            recall[t][b] = expectation.level;
            composers[t][b] = batch.composers[lane];
            counts[t][b] = batch.counts[static_cast<std::size_t>(b * batch.steps + t)] != 0;
            newQuarters[t][b] = counts[t][b] && training::predictsTempo(events[t], events[t + 1]);
        }
    }
    attributes_atb = attributes_atb.to(device);
    expected_atb = expected_atb.to(device);
    recall_tb = recall_tb.to(device);
    composers_tb = composers_tb.to(device);
    counts_tb = counts_tb.to(device);
    newQuarters_tb = newQuarters_tb.to(device);
    kept_b1 = kept_b1.to(device);
}

ExpressiveNetwork::ExpressiveNetwork(const model::NetworkShape& shape, const Processing& processing, Random& random)
    : TrainableNetwork(FlatParameters(model::parametersOf(shape), processing.device)), shape_(shape),
      processing_(processing), workers_(processing.threads)
{
    for (int layer = 0; layer < shape.layers; ++layer)
        layers_.emplace_back(layer == 0 ? model::NetworkShape::inputSize() : shape.hidden, shape.hidden);
    initialise(random);
}

/// Embeddings from a normal distribution; matrices uniform within 1/√width; biases zero, but one for the forget gate
/// (Jozefowicz et al., 2015, section 2.2). What is recalled is trusted from the start, as long as it holds.
void ExpressiveNetwork::initialise(Random& random)
{
    const at::NoGradGuard noGradient;
    for (const auto& spec : model::parametersOf(shape_)) {
        at::Tensor values = at::zeros({static_cast<std::int64_t>(spec.elements())});
        float* at = values.data_ptr<float>();
        const std::size_t count = spec.elements();
        if (spec.name.ends_with(".embed")) {
            for (std::size_t i = 0; i < count; ++i)
                at[i] = static_cast<float>(normal(random));
        } else if (spec.name.starts_with("recall.")) {
            for (std::size_t level = 1; level < spec.shape[0]; ++level)
                at[2 * level + 1] = kInitialTrust;
        } else if (spec.shape.size() == 2) {
            const bool recurrent = spec.name.starts_with("lstm.");
            const double bound = 1.0 / std::sqrt(recurrent ? double(shape_.hidden) : double(spec.shape[1]));
            for (std::size_t i = 0; i < count; ++i)
                at[i] = static_cast<float>(uniformBetween(random, -bound, bound));
        } else if (spec.name.starts_with("lstm.")) {
            values.narrow(0, shape_.hidden, shape_.hidden).fill_(1.0);
        }
        at::Tensor target = parameter(spec.name).detach();
        target.copy_(values.view(target.sizes()));
    }
}

CarriedState ExpressiveNetwork::initialState(int batch) const
{
    CarriedState state;
    for (int layer = 0; layer < shape_.layers; ++layer) {
        state.hidden_bh.push_back(at::zeros({batch, shape_.hidden}, parameters_.weights().options()));
        state.cell_bh.push_back(at::zeros({batch, shape_.hidden}, parameters_.weights().options()));
    }
    return state;
}

at::Tensor ExpressiveNetwork::inputs(const BatchTensors& batch) const
{
    const std::int64_t steps = batch.counts_tb.size(0);
    std::vector<at::Tensor> parts;
    for (std::int64_t a = 0; a < kAttributes; ++a)
        parts.push_back(at::embedding(parameter(kEmbeddings[static_cast<std::size_t>(a)]),
                                      batch.attributes_atb[a].narrow(0, 0, steps)));
    parts.push_back(at::embedding(parameter("composer.embed"), batch.composers_tb));
    const at::Tensor known = (batch.recall_tb > 0).unsqueeze(-1);
    for (const Attribute a : kRecalled)
        parts.push_back(at::embedding(parameter(kEmbeddings[a]), batch.expected_atb[a]) * known);
    parts.push_back(at::embedding(parameter("recall.embed"), batch.recall_tb) * known);
    return at::cat(parts, -1);
}

void ExpressiveNetwork::packIfChanged()
{
    if (!parameters_.takeChanged() || !processing_.usesOurKernels())
        return;
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        const std::string name = "lstm." + std::to_string(layer);
        layers_[layer].pack(parameter(name + ".weight_ih").data_ptr<float>(),
                            parameter(name + ".weight_hh").data_ptr<float>(), workers_);
    }
}

LayerOutput ExpressiveNetwork::runLayer(std::size_t layer, const at::Tensor& x_tbh, const LayerState& before)
{
    const std::string name = "lstm." + std::to_string(layer);
    const LayerWeights weights{parameter(name + ".weight_ih"), parameter(name + ".weight_hh"),
                               parameter(name + ".bias")};
    if (processing_.usesOurKernels())
        return lstmOnCpu(x_tbh, before, weights, layers_[layer], workers_);
    const auto arithmetic = processing_.arithmetic;
    if (arithmetic == training::Arithmetic::Float32)
        return lstmByTorch(x_tbh, before, weights);
    return recurByTorch(linearIn(arithmetic, x_tbh, weights.input_gi, weights.bias_g), before, weights.recurrent_gh,
                        arithmetic);
}

at::Tensor ExpressiveNetwork::recur(const BatchTensors& batch, CarriedState& state, double dropout, Random& random)
{
    packIfChanged();
    at::Tensor x_tbh = inputs(batch);
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        const LayerOutput output =
            runLayer(layer, x_tbh, {state.hidden_bh[layer] * batch.kept_b1, state.cell_bh[layer] * batch.kept_b1});
        state.hidden_bh[layer] = output.last.hidden_bh;
        state.cell_bh[layer] = output.last.cell_bh;
        const at::Tensor& y_tbh = output.hidden_tbh;
        const at::Tensor kept_tbh =
            dropout > 0.0 ? y_tbh * dropoutMask(y_tbh.sizes(), dropout, random, y_tbh.device(), batch.share) : y_tbh;
        x_tbh = layer == 0 ? kept_tbh : x_tbh + kept_tbh;
    }
    return x_tbh;
}

namespace {

/// 1 where `next` is as expected in all of `attributes`, else 0.
at::Tensor asExpected(const at::Tensor& next_atb, const at::Tensor& expected_atb,
                      std::initializer_list<Attribute> attributes)
{
    at::Tensor agrees = at::ones_like(next_atb[0]);
    for (const Attribute a : attributes)
        agrees = agrees * (next_atb[a] == expected_atb[a]);
    return agrees;
}

} // namespace

at::Tensor ExpressiveNetwork::head(const std::string& name, const std::vector<at::Tensor>& given,
                                   const Recalled& recalled) const
{
    const at::Tensor logits_tbv = linearIn(processing_.arithmetic, at::cat(given, -1),
                                           parameter("head." + name + ".weight"), parameter("head." + name + ".bias"));
    const at::Tensor gain_tb = at::embedding(parameter("recall." + name).view({-1, 1}), recalled.row_tb).squeeze(-1);
    return logits_tbv.scatter_add(-1, recalled.class_tb.unsqueeze(-1), (gain_tb * recalled.known_tb).unsqueeze(-1));
}

namespace {

training::Tally tallyOf(const LossSum& sum, double notes)
{
    const at::Tensor losses = sum.losses();
    const at::Tensor right = sum.right();
    const double* loss = losses.data_ptr<double>();
    const double* hits = right.data_ptr<double>();
    training::Tally tally;
    tally.notes = notes;
    tally.step = loss[0];
    tally.part = loss[1];
    tally.pitch = loss[2];
    tally.duration = loss[3];
    tally.velocity = loss[4];
    tally.tempo = loss[5];
    tally.pedal = loss[6];
    tally.stepRight = hits[0];
    tally.pitchRight = hits[2];
    tally.durationRight = hits[3];
    tally.velocityRight = hits[4];
    return tally;
}

} // namespace

model::Model ExpressiveNetwork::described() const
{
    model::Model model;
    model.shape = shape_;
    return model;
}

ForwardResult ExpressiveNetwork::forward(const training::Batch& read, CarriedState& state, double dropout,
                                         Random& random)
{
    const BatchTensors batch(read, processing_.device);
    const std::int64_t steps = batch.counts_tb.size(0);
    const at::Tensor previous = batch.attributes_atb.narrow(1, 0, steps);
    const at::Tensor next = batch.attributes_atb.narrow(1, 1, steps);
    const auto embedded = [&](Attribute a) {
        return at::embedding(parameter(kEmbeddings[static_cast<std::size_t>(a)]), next[a]);
    };
    const at::Tensor h = recur(batch, state, dropout, random);
    const at::Tensor step = embedded(Step), beat = embedded(Beat), part = embedded(Part);
    const at::Tensor pitch = embedded(Pitch), duration = embedded(Duration);

    const auto recalled = [&](Attribute a, std::initializer_list<Attribute> told) {
        const at::Tensor agrees = asExpected(next, batch.expected_atb, told);
        return Recalled{batch.expected_atb[a], batch.recall_tb * 2 + agrees, (batch.recall_tb > 0).to(at::kFloat)};
    };

    LossSum sum;
    const at::Tensor& counts = batch.counts_tb;
    sum.add(head("step", {h}, recalled(Step, {})), next[Step], counts);
    sum.add(head("part", {h, step, beat}, recalled(Part, {Step})), next[Part], counts);
    sum.add(head("pitch", {h, step, beat, part}, recalled(Pitch, {Step, Part}))
                .masked_fill(impossiblePitches(previous, next), -INFINITY),
            next[Pitch], counts);
    sum.add(head("duration", {h, step, beat, part, pitch}, recalled(Duration, {Step, Part, Pitch})), next[Duration],
            counts);
    sum.add(head("velocity", {h, step, beat, part, pitch, duration}, recalled(Velocity, {Step, Part, Pitch, Duration})),
            next[Velocity], counts);
    sum.add(head("tempo", {h, step, beat}, recalled(Tempo, {Step})), next[Tempo], batch.newQuarters_tb);
    sum.add(head("pedal", {h, step, beat}, recalled(Pedal, {Step})), next[Pedal], counts & (next[Step] > 0));

    const double notes = counts.sum().item<double>();
    return {sum.total() / divisorOf(read, notes), tallyOf(sum, notes)};
}

} // namespace cadenza::ml
