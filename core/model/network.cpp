#include "core/model/network.h"

#include "core/encoding/parts.h"
#include "core/lstm/step_kernels.h"
#include "core/model/classic_network.h"
#include "core/model/packing.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

namespace cadenza::model {
namespace {

using encoding::Event;
using lstm::kPanel;
using lstm::kPanelUnits;
using lstm::PackedMatrix;

/// An attribute of an event that has an embedding of its own.
enum Attribute { Step, Part, Pitch, Duration, Velocity, Tempo, Pedal, Beat, Metre, Composer, kAttributes };

struct AttributeSpec {
    const char* name;
    int classes; ///< 0 where the model's shape says it
    int width;
};
using Shape = NetworkShape;
constexpr std::array<AttributeSpec, kAttributes> kAttributeSpecs{{
    {"step", encoding::kStepClasses, Shape::kStepEmbedding},
    {"part", 0, Shape::kPartEmbedding},
    {"pitch", encoding::kPitchClasses, Shape::kPitchEmbedding},
    {"duration", encoding::kDurationClasses, Shape::kDurationEmbedding},
    {"velocity", encoding::kVelocityClasses, Shape::kVelocityEmbedding},
    {"tempo", encoding::kTempoClasses, Shape::kTempoEmbedding},
    {"pedal", encoding::kPedalClasses, Shape::kPedalEmbedding},
    {"beat", encoding::kBeatClasses, Shape::kBeatEmbedding},
    {"metre", encoding::kMetreClasses, Shape::kMetreEmbedding},
    {"composer", 0, Shape::kComposerEmbedding},
}};

/// A predicted attribute and the attributes of the next event that it is conditioned on, in the order of its weights.
struct HeadSpec {
    Attribute predicts;
    int conditions;
    std::array<Attribute, 5> on;
};
enum Head { StepHead, PartHead, PitchHead, DurationHead, VelocityHead, TempoHead, PedalHead, kHeads };
constexpr std::array<HeadSpec, kHeads> kHeadSpecs{{
    {Step, 0, {}},
    {Part, 2, {Step, Beat}},
    {Pitch, 3, {Step, Beat, Part}},
    {Duration, 4, {Step, Beat, Part, Pitch}},
    {Velocity, 5, {Step, Beat, Part, Pitch, Duration}},
    {Tempo, 2, {Step, Beat}},
    {Pedal, 2, {Step, Beat}},
}};

/// What the network is told of an expectation, in the order of its weights.
constexpr std::array kRecalled{Step, Pitch, Duration, Velocity};

struct PackedHead {
    std::size_t offset{0}; ///< into a row of `heads_bv`
    std::size_t classes{0};
    std::vector<Table> conditions; ///< one per condition: what each class adds to the logits
    const float* recall{nullptr};  ///< levels × 2: what the expected class gets
};

void add(float* to, const float* from, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        to[i] += from[i];
}

} // namespace

struct Network::Packed {
    std::shared_ptr<const Model> model;
    std::optional<ClassicNetwork> classic;
    std::size_t hidden{0};
    std::size_t layers{0};
    std::size_t gateWidth{0};                           ///< 4h, padded to whole panels
    std::size_t headWidth{0};                           ///< all heads, padded to whole panels
    std::array<Table, kAttributes> inputs;              ///< what each class adds to the gates of layer 0
    std::array<Table, kRecalled.size()> recalledInputs; ///< what each class of the expectation adds
    Table recallLevels;                                 ///< and how sure it is
    std::vector<std::vector<float>> gateBias;           ///< per layer
    std::vector<PackedMatrix> inputWeights;             ///< per layer; layer 0 has none: its inputs are gathered
    std::vector<PackedMatrix> recurrentWeights;
    PackedMatrix headWeights;
    std::vector<float> headBias;
    std::array<PackedHead, kHeads> heads;

    mutable std::once_flag hashed;
    mutable std::string hash;

    explicit Packed(std::shared_ptr<const Model> from);

    [[nodiscard]] const std::vector<float>& parameter(const std::string& name) const
    {
        return model->parameters.at(name);
    }
    [[nodiscard]] const std::vector<float>& embedding(Attribute attribute) const
    {
        return parameter(std::string(kAttributeSpecs[attribute].name) + ".embed");
    }
    void packInputs();
    void packLayer(std::size_t layer);
    void packHeads();
    void packHead(Head which);

    [[nodiscard]] NetworkState blankState(int batch) const;
    [[nodiscard]] std::size_t classesOf(Attribute attribute) const;
    [[nodiscard]] std::array<std::size_t, kAttributes> classesOf(const Event& event, int composer) const;
    void hear(NetworkState& state, std::size_t b, const Event& event, int composer) const;
    void runLayer(NetworkState& state, std::size_t layer) const;
    void runHeads(NetworkState& state) const;
    void logits(const NetworkState& state, int b, Head which, const PartialEvent& next, std::span<float> out) const;
};

Network::Packed::Packed(std::shared_ptr<const Model> from)
    : model(std::move(from)), hidden(static_cast<std::size_t>(model->shape.hidden)),
      layers(static_cast<std::size_t>(model->shape.layers)),
      gateWidth((hidden + kPanelUnits - 1) / kPanelUnits * kPanel)
{
    if (model->classic) {
        classic.emplace(model);
        return;
    }
    packInputs();
    for (std::size_t layer = 0; layer < layers; ++layer)
        packLayer(layer);
    packHeads();
}

void Network::Packed::packInputs()
{
    const auto& weights = parameter("lstm.0.weight_ih");
    std::size_t first = 0;
    const auto nextTable = [&](const std::vector<float>& embedding, int embeddingWidth) {
        const auto width = static_cast<std::size_t>(embeddingWidth);
        const Columns columns{weights, static_cast<std::size_t>(Shape::inputSize()), first, width};
        first += width;
        return contributions(embedding, columns, gateWidth, [this](std::size_t row) { return gatePlace(row, hidden); });
    };
    for (int attribute = 0; attribute < kAttributes; ++attribute)
        inputs[attribute] = nextTable(embedding(static_cast<Attribute>(attribute)), kAttributeSpecs[attribute].width);
    for (std::size_t i = 0; i < kRecalled.size(); ++i)
        recalledInputs[i] = nextTable(embedding(kRecalled[i]), kAttributeSpecs[kRecalled[i]].width);
    recallLevels = nextTable(parameter("recall.embed"), Shape::kRecallEmbedding);
    assert(first == static_cast<std::size_t>(Shape::inputSize()));
}

void Network::Packed::packLayer(std::size_t layer)
{
    const std::string name = "lstm." + std::to_string(layer);
    const Place place = [this](std::size_t row) { return gatePlace(row, hidden); };
    const auto pack = [&](const std::string& which) {
        auto packed = makePacked(hidden, gateWidth);
        packInto(packed, {parameter(name + which), hidden, 0, hidden}, place);
        halve(packed);
        return packed;
    };
    inputWeights.push_back(layer == 0 ? PackedMatrix{} : pack(".weight_ih"));
    recurrentWeights.push_back(pack(".weight_hh"));
    std::vector<float> bias(gateWidth, 0.0F);
    const auto& unpacked = parameter(name + ".bias");
    for (std::size_t row = 0; row < unpacked.size(); ++row)
        bias[place(row)] = unpacked[row];
    gateBias.push_back(std::move(bias));
}

void Network::Packed::packHeads()
{
    std::size_t outputs = 0;
    for (int which = 0; which < kHeads; ++which) {
        heads[which].offset = outputs;
        heads[which].classes = classesOf(kHeadSpecs[which].predicts);
        outputs += heads[which].classes;
    }
    headWeights = makePacked(hidden, outputs);
    headWidth = headWeights.panels * kPanel;
    headBias.assign(headWidth, 0.0F);
    for (int which = 0; which < kHeads; ++which)
        packHead(static_cast<Head>(which));
    halve(headWeights);
}

void Network::Packed::packHead(Head which)
{
    auto& head = heads[which];
    const auto& spec = kHeadSpecs[which];
    const std::string name = std::string("head.") + kAttributeSpecs[spec.predicts].name;
    const auto& weights = parameter(name + ".weight");
    const std::size_t stride = weights.size() / head.classes;
    packInto(headWeights, {weights, stride, 0, hidden}, [&](std::size_t row) { return head.offset + row; });
    std::ranges::copy(parameter(name + ".bias"), headBias.begin() + static_cast<std::ptrdiff_t>(head.offset));
    head.recall = parameter(std::string("recall.") + kAttributeSpecs[spec.predicts].name).data();
    std::size_t first = hidden;
    for (int i = 0; i < spec.conditions; ++i) {
        const auto width = static_cast<std::size_t>(kAttributeSpecs[spec.on[i]].width);
        head.conditions.push_back(contributions(embedding(spec.on[i]), {weights, stride, first, width}, head.classes,
                                                [](std::size_t row) { return row; }));
        first += width;
    }
    assert(first == stride);
}

std::size_t Network::Packed::classesOf(Attribute attribute) const
{
    return static_cast<std::size_t>(attribute == Part ? model->shape.parts : kAttributeSpecs[attribute].classes);
}

/// A part beyond those the model knows is heard as the last of its family.
std::array<std::size_t, kAttributes> Network::Packed::classesOf(const Event& event, int composer) const
{
    return {event.step,     encoding::partWithin(event.part, model->shape.parts),
            event.pitch,    event.duration,
            event.velocity, event.tempo,
            event.pedal,    event.beat,
            event.metre,    static_cast<std::size_t>(composer)};
}

/// Takes `event` into the memory of sequence `b`, and it and what it leads to expect into the gates of layer 0.
void Network::Packed::hear(NetworkState& state, std::size_t b, const Event& event, int composer) const
{
    state.recollections_b[b].hear(event);
    state.expected_b[b] = state.recollections_b[b].expected(state.recallLongest);
    std::array<const float*, 1 + kAttributes + kRecalled.size() + 1> rows;
    std::size_t count = 0;
    rows[count++] = gateBias[0].data();
    const auto classes = classesOf(event, composer);
    for (std::size_t attribute = 0; attribute < kAttributes; ++attribute)
        rows[count++] = inputs[attribute].row(classes[attribute]);
    const encoding::Expectation& expected = state.expected_b[b];
    if (expected.level > 0) {
        const auto recalled = classesOf(expected.event, 0);
        for (std::size_t i = 0; i < kRecalled.size(); ++i)
            rows[count++] = recalledInputs[i].row(recalled[kRecalled[i]]);
        rows[count++] = recallLevels.row(expected.level);
    }
    lstm::stepKernels().sumRows(rows.data(), count, gateWidth, state.gates_bg.data() + b * gateWidth);
}

void Network::Packed::runLayer(NetworkState& state, std::size_t layer) const
{
    const auto& kernels = lstm::stepKernels();
    const auto batch = static_cast<std::size_t>(state.batch);
    float* hiddenHere = state.hidden_lbh.data() + layer * batch * hidden;
    float* cellHere = state.cell_lbh.data() + layer * batch * hidden;
    float* gates = state.gates_bg.data();
    if (layer > 0) {
        for (std::size_t b = 0; b < batch; ++b)
            std::ranges::copy(gateBias[layer], gates + b * gateWidth);
        kernels.accumulate(inputWeights[layer], {state.stream_bh.data(), hidden, batch}, gates, gateWidth);
    }
    kernels.accumulate(recurrentWeights[layer], {hiddenHere, hidden, batch}, gates, gateWidth);
    for (std::size_t b = 0; b < batch; ++b)
        kernels.applyGates(gates + b * gateWidth, hidden, cellHere + b * hidden, hiddenHere + b * hidden);
    if (layer == 0)
        std::copy_n(hiddenHere, batch * hidden, state.stream_bh.begin());
    else
        add(state.stream_bh.data(), hiddenHere, batch * hidden);
}

void Network::Packed::runHeads(NetworkState& state) const
{
    const auto batch = static_cast<std::size_t>(state.batch);
    for (std::size_t b = 0; b < batch; ++b)
        std::ranges::copy(headBias, state.heads_bv.begin() + static_cast<std::ptrdiff_t>(b * headWidth));
    lstm::stepKernels().accumulate(headWeights, {state.stream_bh.data(), hidden, batch}, state.heads_bv.data(),
                                   headWidth);
}

void Network::Packed::logits(const NetworkState& state, int b, Head which, const PartialEvent& next,
                             std::span<float> out) const
{
    const auto& head = heads[which];
    assert(out.size() == head.classes || (which == PartHead && out.size() > head.classes));
    const float* own = state.heads_bv.data() + static_cast<std::size_t>(b) * headWidth + head.offset;
    std::copy_n(own, head.classes, out.begin());
    const auto& spec = kHeadSpecs[which];
    const Event drawn{
        .step = next.step, .part = next.part, .pitch = next.pitch, .duration = next.duration, .beat = next.beat};
    const auto classes = classesOf(drawn, 0);
    const encoding::Expectation& expected = state.expected_b[static_cast<std::size_t>(b)];
    const auto recalled = classesOf(expected.event, 0);
    bool asExpected = true;
    for (std::size_t i = 0; i < head.conditions.size(); ++i) {
        const Attribute on = spec.on[i];
        add(out.data(), head.conditions[i].row(classes[on]), head.classes);
        asExpected = asExpected && (on == Beat || classes[on] == recalled[on]);
    }
    if (expected.level > 0)
        out[recalled[spec.predicts]] += head.recall[2 * expected.level + (asExpected ? 1 : 0)];
    for (std::size_t beyond = head.classes; beyond < out.size(); ++beyond)
        out[beyond] = out[encoding::partWithin(static_cast<std::uint8_t>(beyond), model->shape.parts)];
}

Network::Network(std::shared_ptr<const Model> model) : packed_(std::make_unique<const Packed>(std::move(model))) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

const Model& Network::model() const
{
    return *packed_->model;
}

const std::string& Network::contentHash() const
{
    std::call_once(packed_->hashed, [this] { packed_->hash = model::contentHash(model()); });
    return packed_->hash;
}

const ClassicNetwork* Network::classic() const
{
    return packed_->classic ? &*packed_->classic : nullptr;
}

NetworkState Network::Packed::blankState(int batch) const
{
    const auto rows = static_cast<std::size_t>(batch);
    NetworkState state;
    state.batch = batch;
    state.hidden_lbh.assign(layers * rows * hidden, 0.0F);
    state.cell_lbh.assign(layers * rows * hidden, 0.0F);
    state.heads_bv.assign(rows * headWidth, 0.0F);
    state.gates_bg.assign(rows * gateWidth, 0.0F);
    state.stream_bh.assign(rows * hidden, 0.0F);
    state.recollections_b.resize(rows);
    state.expected_b.resize(rows);
    return state;
}

NetworkState Network::initialState(int batch) const
{
    auto state = packed_->blankState(batch);
    packed_->runHeads(state);
    return state;
}

void Network::restore(NetworkState& state, int b, const NetworkState& other, int otherB) const
{
    const auto copyRow = [&](std::vector<float>& to, const std::vector<float>& from, std::size_t plane,
                             std::size_t width) {
        const auto row = [&](int batch, int index) {
            return static_cast<std::ptrdiff_t>(
                (plane * static_cast<std::size_t>(batch) + static_cast<std::size_t>(index)) * width);
        };
        std::copy_n(from.begin() + row(other.batch, otherB), width, to.begin() + row(state.batch, b));
    };
    for (std::size_t layer = 0; layer < packed_->layers; ++layer) {
        copyRow(state.hidden_lbh, other.hidden_lbh, layer, packed_->hidden);
        copyRow(state.cell_lbh, other.cell_lbh, layer, packed_->hidden);
    }
    copyRow(state.heads_bv, other.heads_bv, 0, packed_->headWidth);
    const auto to = static_cast<std::size_t>(b), from = static_cast<std::size_t>(otherB);
    state.recollections_b[to] = other.recollections_b[from];
    state.expected_b[to] = other.expected_b[from];
}

NetworkState Network::fork(const NetworkState& state, int b, int batch) const
{
    auto forked = packed_->blankState(batch);
    forked.recallLongest = state.recallLongest;
    for (int i = 0; i < batch; ++i)
        restore(forked, i, state, b);
    return forked;
}

void Network::step(NetworkState& state, std::span<const Event> events_b, std::span<const int> composers_b) const
{
    assert(events_b.size() == static_cast<std::size_t>(state.batch) && composers_b.size() == events_b.size());
    for (std::size_t b = 0; b < events_b.size(); ++b)
        packed_->hear(state, b, events_b[b], composers_b[b]);
    for (std::size_t layer = 0; layer < packed_->layers; ++layer)
        packed_->runLayer(state, layer);
    packed_->runHeads(state);
}

void Network::stepLogits(const NetworkState& state, int b, std::span<float> logits) const
{
    packed_->logits(state, b, StepHead, {}, logits);
}

void Network::partLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, PartHead, next, logits);
}

void Network::pitchLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, PitchHead, next, logits);
}

void Network::durationLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, DurationHead, next, logits);
}

void Network::velocityLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, VelocityHead, next, logits);
}

void Network::tempoLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, TempoHead, next, logits);
}

void Network::pedalLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const
{
    packed_->logits(state, b, PedalHead, next, logits);
}

Result<void> requireExpressive(const Network& network)
{
    if (network.classic())
        return failure(Fault::Unsupported, network.model().card.name,
                       "a Classic model continues seeds and can do nothing else");
    return {};
}

void maskPitches(const Event& previous, const PartialEvent& next, std::span<float> pitchLogits)
{
    if (next.step != 0 || next.part != previous.part || previous.pitch + 1 >= encoding::kPitchClasses)
        return;
    std::fill_n(pitchLogits.begin(), previous.pitch + 1, -std::numeric_limits<float>::infinity());
}

bool mayShareOnset(const Event& previous)
{
    return previous.pitch + 1 < encoding::kPitchClasses;
}

} // namespace cadenza::model
