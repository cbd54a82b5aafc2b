#include "core/ml/lstm_function.h"

#include "core/ml/arithmetic.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <tuple>
#include <vector>

namespace cadenza::ml {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

lstm::SequenceShape shapeOf(const at::Tensor& hidden_tbh)
{
    return {static_cast<int>(hidden_tbh.size(0) - 1), static_cast<int>(hidden_tbh.size(1)),
            static_cast<int>(hidden_tbh.size(2))};
}

/// Steps + 1 planes whose first is `initial`.
at::Tensor planesAfter(const at::Tensor& initial_bh, std::int64_t steps)
{
    at::Tensor planes = at::empty({steps + 1, initial_bh.size(0), initial_bh.size(1)}, initial_bh.options());
    planes[0].copy_(initial_bh);
    return planes;
}

/// What a forward pass leaves for the backward one, beside its tensors with autograd.
struct Kept {
    at::Tensor gates;
    at::Tensor hidden;
    at::Tensor cell;
    lstm::Layer* layer;
    lstm::Workers* workers;
};

/// Keeps it, and gives the outputs: hidden states and the last cell.
variable_list keep(AutogradContext* context, const Kept& kept)
{
    const std::int64_t steps = kept.gates.size(0);
    context->saved_data["gates"] = kept.gates;
    context->saved_data["hidden"] = kept.hidden;
    context->saved_data["cell"] = kept.cell;
    context->saved_data["layer"] = reinterpret_cast<std::int64_t>(kept.layer);
    context->saved_data["workers"] = reinterpret_cast<std::int64_t>(kept.workers);
    const Variable lastCell = kept.cell[steps].clone();
    context->mark_non_differentiable({lastCell});
    return {kept.hidden.narrow(0, 1, steps), lastCell};
}

Kept keptIn(AutogradContext* context)
{
    auto& saved = context->saved_data;
    return {saved["gates"].toTensor(), saved["hidden"].toTensor(), saved["cell"].toTensor(),
            reinterpret_cast<lstm::Layer*>(saved["layer"].toInt()),
            reinterpret_cast<lstm::Workers*>(saved["workers"].toInt())};
}

struct LstmFunction : torch::autograd::Function<LstmFunction> {
    static variable_list forward(AutogradContext* context, const Variable& input_tbi, const Variable& inputWeights_gi,
                                 const Variable& recurrentWeights_gh, const Variable& bias_g, const LayerState& initial,
                                 lstm::Layer* layer, lstm::Workers* workers)
    {
        const std::int64_t steps = input_tbi.size(0);
        const at::Tensor input = input_tbi.contiguous();
        at::Tensor gates = at::empty({steps, input.size(1), bias_g.size(0)}, input.options().requires_grad(false));
        at::Tensor hidden = planesAfter(initial.hidden_bh, steps);
        at::Tensor cell = planesAfter(initial.cell_bh, steps);
        layer->forward(shapeOf(hidden), input.data_ptr<float>(), bias_g.data_ptr<float>(), gates.data_ptr<float>(),
                       hidden.data_ptr<float>(), cell.data_ptr<float>(), *workers);
        context->save_for_backward({input, inputWeights_gi, recurrentWeights_gh});
        return keep(context, {gates, hidden, cell, layer, workers});
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto [gates, hidden, cell, layer, workers] = keptIn(context);
        const at::Tensor gradient = gradients[0].contiguous();
        at::Tensor inputGradient = context->needs_input_grad(0) ? at::empty_like(saved[0]) : at::Tensor();
        at::Tensor inputWeightsGradient = at::empty_like(saved[1]);
        at::Tensor recurrentWeightsGradient = at::empty_like(saved[2]);
        at::Tensor biasGradient = at::empty({gates.size(2)}, gates.options());
        layer->backward(shapeOf(hidden),
                        {saved[0].data_ptr<float>(), gates.data_ptr<float>(), hidden.data_ptr<float>(),
                         cell.data_ptr<float>(), gradient.data_ptr<float>()},
                        {inputGradient.defined() ? inputGradient.data_ptr<float>() : nullptr,
                         inputWeightsGradient.data_ptr<float>(), recurrentWeightsGradient.data_ptr<float>(),
                         biasGradient.data_ptr<float>()},
                        *workers);
        return {inputGradient, inputWeightsGradient, recurrentWeightsGradient, biasGradient, {}, {}, {}};
    }
};

/// The recurrence alone.
struct RecurrenceFunction : torch::autograd::Function<RecurrenceFunction> {
    static variable_list forward(AutogradContext* context, const Variable& gates_tbg,
                                 const Variable& recurrentWeights_gh, const LayerState& initial, lstm::Layer* layer,
                                 lstm::Workers* workers)
    {
        const std::int64_t steps = gates_tbg.size(0);
        at::Tensor gates = gates_tbg.detach().clone(at::MemoryFormat::Contiguous);
        at::Tensor hidden = planesAfter(initial.hidden_bh, steps);
        at::Tensor cell = planesAfter(initial.cell_bh, steps);
        layer->forward(shapeOf(hidden), nullptr, nullptr, gates.data_ptr<float>(), hidden.data_ptr<float>(),
                       cell.data_ptr<float>(), *workers);
        context->save_for_backward({recurrentWeights_gh});
        return keep(context, {gates, hidden, cell, layer, workers});
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto [gates, hidden, cell, layer, workers] = keptIn(context);
        const at::Tensor gradient = gradients[0].contiguous();
        at::Tensor recurrentWeightsGradient = at::empty_like(context->get_saved_variables()[0]);
        layer->backward(shapeOf(hidden),
                        {nullptr, gates.data_ptr<float>(), hidden.data_ptr<float>(), cell.data_ptr<float>(),
                         gradient.data_ptr<float>()},
                        {nullptr, nullptr, recurrentWeightsGradient.data_ptr<float>(), nullptr}, *workers);
        return {gates, recurrentWeightsGradient, {}, {}, {}};
    }
};

} // namespace

LayerOutput recurOnCpu(const at::Tensor& gates_tbg, const LayerState& initial, const at::Tensor& recurrent_gh,
                       lstm::Layer& layer, lstm::Workers& workers)
{
    const auto output = RecurrenceFunction::apply(gates_tbg, recurrent_gh, initial, &layer, &workers);
    return {output[0], {output[0][output[0].size(0) - 1].detach().clone(), output[1]}};
}

LayerOutput lstmOnCpu(const at::Tensor& input_tbi, const LayerState& initial, const LayerWeights& weights,
                      lstm::Layer& layer, lstm::Workers& workers)
{
    const auto output = LstmFunction::apply(input_tbi, weights.input_gi, weights.recurrent_gh, weights.bias_g, initial,
                                            &layer, &workers);
    return {output[0], {output[0][output[0].size(0) - 1].detach().clone(), output[1]}};
}

LayerOutput recurByTorch(const at::Tensor& gates_tbg, const LayerState& initial, const at::Tensor& recurrent_gh,
                         training::Arithmetic arithmetic)
{
    const at::Tensor recurrent_hg = operandIn(arithmetic, recurrent_gh).t();
    at::Tensor hidden = initial.hidden_bh;
    at::Tensor cell = initial.cell_bh;
    std::vector<at::Tensor> outputs;
    for (std::int64_t t = 0; t < gates_tbg.size(0); ++t) {
        const auto gates =
            at::chunk(gates_tbg[t] + at::matmul(operandIn(arithmetic, hidden), recurrent_hg).to(at::kFloat), 4, -1);
        cell = at::sigmoid(gates[1]) * cell + at::sigmoid(gates[0]) * at::tanh(gates[2]);
        hidden = at::sigmoid(gates[3]) * at::tanh(cell);
        outputs.push_back(hidden);
    }
    return {at::stack(outputs), {hidden.detach(), cell.detach()}};
}

LayerOutput lstmByTorch(const at::Tensor& input_tbi, const LayerState& initial, const LayerWeights& weights)
{
    auto [hidden, lastHidden, lastCell] =
        at::lstm(input_tbi, {initial.hidden_bh.unsqueeze(0), initial.cell_bh.unsqueeze(0)},
                 {weights.input_gi, weights.recurrent_gh, weights.bias_g, at::zeros_like(weights.bias_g)}, true, 1, 0.0,
                 false, false, false);
    return {hidden, {lastHidden[0].detach(), lastCell[0].detach()}};
}

} // namespace cadenza::ml
