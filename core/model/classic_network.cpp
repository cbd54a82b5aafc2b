#include "core/model/classic_network.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cadenza::model {
namespace {

using lstm::kPanel;
using lstm::kPanelUnits;
using lstm::PackedMatrix;

std::size_t asIs(std::size_t row)
{
    return row;
}

PackedMatrix packedMatrix(const std::vector<float>& weights, std::size_t inputs, std::size_t width, const Place& place)
{
    auto packed = makePacked(inputs, width);
    packInto(packed, {weights, inputs, 0, inputs}, place);
    halve(packed);
    return packed;
}

/// Values where their outputs stand, padded with zeros.
std::vector<float> placed(const float* values, std::size_t count, std::size_t width, const Place& place)
{
    std::vector<float> there(width, 0.0F);
    for (std::size_t i = 0; i < count; ++i)
        there[place(i)] = values[i];
    return there;
}

/// bias + matrix · x, padded to whole panels.
std::vector<float> product(const PackedMatrix& matrix, const std::vector<float>& bias, const std::vector<float>& x)
{
    std::vector<float> out = bias;
    lstm::stepKernels().accumulate(matrix, {x.data(), x.size(), 1}, out.data(), out.size());
    return out;
}

} // namespace

ClassicNetwork::ClassicNetwork(std::shared_ptr<const Model> model)
    : model_(std::move(model)), places_(std::make_shared<const encoding::ClassicPlaces>(part().vocabulary))
{
    for (const ClassicStream stream : kClassicStreams)
        streams_[static_cast<std::size_t>(stream)] = packed(stream);
}

ClassicNetwork::Packed ClassicNetwork::packed(ClassicStream stream) const
{
    const ClassicShape& shape = part().shape;
    const auto hidden = static_cast<std::size_t>(shape.hidden);
    const auto dense = static_cast<std::size_t>(shape.dense);
    const auto classes = static_cast<std::size_t>(shape.classesOf(stream));
    const std::size_t gateWidth = (hidden + kPanelUnits - 1) / kPanelUnits * kPanel;
    const Place gate = [hidden](std::size_t row) { return gatePlace(row, hidden); };
    const auto parameter = [&](const char* name) -> const std::vector<float>& {
        return model_->parameters.at(std::string(nameOf(stream)) + name);
    };
    const auto padded = [](std::size_t outputs) { return (outputs + kPanel - 1) / kPanel * kPanel; };
    Packed packed;
    packed.inputs.width = gateWidth;
    for (std::size_t row = 0; row < static_cast<std::size_t>(shape.inputsOf(stream)); ++row)
        std::ranges::copy(placed(parameter(".input").data() + row * 4 * hidden, 4 * hidden, gateWidth, gate),
                          std::back_inserter(packed.inputs.values));
    packed.bias = placed(parameter(".bias").data(), 4 * hidden, gateWidth, gate);
    packed.recurrent = packedMatrix(parameter(".recurrent"), hidden, gateWidth, gate);
    packed.dense = packedMatrix(parameter(".dense.weight"), hidden, dense, asIs);
    packed.denseBias = placed(parameter(".dense.bias").data(), dense, padded(dense), asIs);
    packed.output = packedMatrix(parameter(".output.weight"), dense, classes, asIs);
    if (shape.reads == ClassicReading::Everything)
        packed.recall = parameter(".recall");
    packed.outputBias = placed(parameter(".output.bias").data(), classes, padded(classes), asIs);
    return packed;
}

ClassicState ClassicNetwork::initialState() const
{
    ClassicState state;
    for (std::size_t s = 0; s < kClassicStreams.size(); ++s) {
        state.hidden[s].assign(static_cast<std::size_t>(part().shape.hidden), 0.0F);
        state.cell[s] = state.hidden[s];
    }
    if (part().shape.reads == ClassicReading::Everything)
        state.recollection.emplace(places_);
    return state;
}

void ClassicNetwork::hear(ClassicState& state, const encoding::ClassicClasses& token) const
{
    state.token = token;
    if (!state.recollection)
        return;
    state.recollection->hear(token);
    state.expected = state.recollection->expected();
}

void ClassicNetwork::step(ClassicState& state, ClassicStream stream, const encoding::ClassicClasses& next) const
{
    const auto s = static_cast<std::size_t>(stream);
    const Packed& packed = streams_[s];
    std::vector<const float*> rows{packed.bias.data()};
    for (const std::size_t row : inputRowsOf(part().shape, stream, {state.token, state.expected, next}))
        rows.push_back(packed.inputs.row(row));
    std::vector<float> gates(packed.inputs.width);
    const auto& kernels = lstm::stepKernels();
    kernels.sumRows(rows.data(), rows.size(), gates.size(), gates.data());
    kernels.accumulate(packed.recurrent, {state.hidden[s].data(), state.hidden[s].size(), 1}, gates.data(),
                       gates.size());
    kernels.applyGates(gates.data(), state.hidden[s].size(), state.cell[s].data(), state.hidden[s].data());
}

std::vector<float> ClassicNetwork::predict(ClassicState& state, ClassicStream stream,
                                           const encoding::ClassicClasses& next) const
{
    step(state, stream, next);
    const auto s = static_cast<std::size_t>(stream);
    const Packed& packed = streams_[s];
    std::vector<float> dense = product(packed.dense, packed.denseBias, state.hidden[s]);
    dense.resize(static_cast<std::size_t>(part().shape.dense));
    std::vector<float> logits = product(packed.output, packed.outputBias, dense);
    logits.resize(static_cast<std::size_t>(part().shape.classesOf(stream)));
    if (packed.recall.empty())
        return logits;
    for (const ClassicHint& hint : hintsOf(stream, {state.token, state.expected, next}))
        if (hint.given)
            logits[hint.target] += packed.recall[hint.trust];
    return logits;
}

void ClassicNetwork::follow(ClassicState& state, const encoding::ClassicClasses& next) const
{
    for (const ClassicStream stream : kClassicOrder)
        step(state, stream, next);
    hear(state, next);
}

} // namespace cadenza::model
