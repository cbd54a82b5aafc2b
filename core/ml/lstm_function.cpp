#include "core/ml/lstm_function.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <tuple>

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

struct LstmFunction : torch::autograd::Function<LstmFunction> {
    static variable_list forward(AutogradContext* context, const Variable& input_tbi, const Variable& inputWeights_gi,
                                 const Variable& recurrentWeights_gh, const Variable& bias_g, const LayerState& initial,
                                 const lstm::Recurrence* recurrence, lstm::Workers* workers)
    {
        const std::int64_t steps = input_tbi.size(0);
        at::Tensor gates = at::addmm(bias_g, input_tbi.flatten(0, 1), inputWeights_gi.t());
        at::Tensor hidden = planesAfter(initial.hidden_bh, steps);
        at::Tensor cell = planesAfter(initial.cell_bh, steps);
        recurrence->forward(shapeOf(hidden), gates.data_ptr<float>(), hidden.data_ptr<float>(), cell.data_ptr<float>(),
                            *workers);
        context->save_for_backward({input_tbi, inputWeights_gi, recurrentWeights_gh});
        context->saved_data["gates"] = gates;
        context->saved_data["hidden"] = hidden;
        context->saved_data["cell"] = cell;
        context->saved_data["recurrence"] = reinterpret_cast<std::int64_t>(recurrence);
        context->saved_data["workers"] = reinterpret_cast<std::int64_t>(workers);
        const Variable lastCell = cell[steps].clone();
        context->mark_non_differentiable({lastCell});
        return {hidden.narrow(0, 1, steps), lastCell};
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        at::Tensor gates = context->saved_data["gates"].toTensor();
        const at::Tensor hidden = context->saved_data["hidden"].toTensor();
        const at::Tensor cell = context->saved_data["cell"].toTensor();
        const auto* recurrence = reinterpret_cast<const lstm::Recurrence*>(context->saved_data["recurrence"].toInt());
        auto* workers = reinterpret_cast<lstm::Workers*>(context->saved_data["workers"].toInt());
        const at::Tensor gradient = gradients[0].contiguous();
        recurrence->backward(shapeOf(hidden), gates.data_ptr<float>(), cell.data_ptr<float>(),
                             gradient.data_ptr<float>(), *workers); // `gates` now holds their gradients
        const at::Tensor input = saved[0].flatten(0, 1);
        const at::Tensor before = hidden.narrow(0, 0, hidden.size(0) - 1).flatten(0, 1);
        const at::Tensor gates_gr = gates.t();
        at::Tensor inputGradient;
        if (context->needs_input_grad(0))
            inputGradient = at::mm(gates, saved[1]).view(saved[0].sizes());
        return {inputGradient, at::mm(gates_gr, input), at::mm(gates_gr, before), gates.sum(0), {}, {}, {}};
    }
};

} // namespace

LayerOutput lstmOnCpu(const at::Tensor& input_tbi, const LayerState& initial, const LayerWeights& weights,
                      const lstm::Recurrence& recurrence, lstm::Workers& workers)
{
    const auto output = LstmFunction::apply(input_tbi, weights.input_gi, weights.recurrent_gh, weights.bias_g, initial,
                                            &recurrence, &workers);
    return {output[0], {output[0][output[0].size(0) - 1].detach().clone(), output[1]}};
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
