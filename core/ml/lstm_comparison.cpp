#include "core/ml/adam.h"
#include "core/ml/blas.h"
#include "core/ml/lstm_function.h"
#include "core/ml/torch_comparison.h"
#include "core/ml/torch_setup.h"

#include <ATen/ATen.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace cadenza::ml {
namespace {

constexpr double kLearningRate = 1e-3;
constexpr int kTensorsPerLayer = 4; ///< of `at::lstm`: two matrices and two biases

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One flat tensor of weights with gradients, and the views of it that a network uses.
class Parameters {
public:
    /// Copies `initial`, so that two networks may begin alike.
    explicit Parameters(const std::vector<at::Tensor>& initial) : weights_(flat(initial)), adam_(weights_)
    {
        gradients_ = at::zeros_like(weights_);
        std::int64_t at = 0;
        for (const at::Tensor& tensor : initial) {
            at::Tensor view = weights_.narrow(0, at, tensor.numel()).view(tensor.sizes()).detach();
            view.set_requires_grad(true);
            view.mutable_grad() = gradients_.narrow(0, at, tensor.numel()).view(tensor.sizes());
            views_.push_back(std::move(view));
            at += tensor.numel();
        }
    }
    [[nodiscard]] const at::Tensor& operator[](std::size_t i) const { return views_[i]; }
    [[nodiscard]] const std::vector<at::Tensor>& views() const { return views_; }
    [[nodiscard]] const at::Tensor& gradients() const { return gradients_; }
    void update() { adam_.update(weights_, gradients_, kLearningRate); }
    void clearGradients() { gradients_.zero_(); }

private:
    static at::Tensor flat(const std::vector<at::Tensor>& tensors)
    {
        std::vector<at::Tensor> parts;
        for (const at::Tensor& tensor : tensors)
            parts.push_back(tensor.flatten());
        return at::cat(parts);
    }

    at::Tensor weights_;
    at::Tensor gradients_;
    std::vector<at::Tensor> views_;
    Adam adam_;
};

/// As `at::lstm` wants them, and the head's behind: our layers use the first bias only.
std::vector<at::Tensor> initialTensors(const LstmComparison::Task& task)
{
    const std::int64_t hidden = task.shape.hidden, gates = 4 * hidden;
    std::vector<at::Tensor> tensors;
    for (int layer = 0; layer < task.layers; ++layer) {
        tensors.push_back((at::rand({gates, hidden}) - 0.5) * 0.08);
        tensors.push_back((at::rand({gates, hidden}) - 0.5) * 0.08);
        tensors.push_back((at::rand({gates}) - 0.5) * 0.08);
        tensors.push_back(at::zeros({gates}));
    }
    tensors.push_back((at::rand({task.classes, hidden}) - 0.5) * 0.08);
    tensors.push_back(at::zeros({task.classes}));
    return tensors;
}

class TorchComparison final : public LstmComparison {
public:
    explicit TorchComparison(const Task& task)
        : task_(task), workers_(task.threads), initial_(initialTensors(task)), ours_(initial_), stock_(initial_)
    {
        for (int layer = 0; layer < task.layers; ++layer)
            layers_.emplace_back(task.shape.hidden, task.shape.hidden);
        input_tbi_ = at::randn({task.shape.steps, task.shape.batch, task.shape.hidden}).requires_grad_();
        target_ = at::randint(task.classes, {static_cast<std::int64_t>(task.shape.steps) * task.shape.batch},
                              at::TensorOptions(at::kLong));
    }

    double trainOurs() override
    {
        return secondsOf([&] {
            pack();
            learn(ours_, ourOutput());
        });
    }

    double trainStock() override
    {
        return secondsOf([&] { learn(stock_, stockOutput()); });
    }

    double gradientError() override
    {
        pack();
        const at::Tensor ours = gradientOf(ours_, ourOutput());
        const at::Tensor stock = gradientOf(stock_, stockOutput());
        return ((ours - stock).norm() / stock.norm()).item<double>();
    }

    double stepStock() override
    {
        const at::NoGradGuard noGradient;
        const std::int64_t hidden = task_.shape.hidden;
        if (stepState_.empty())
            stepState_ = {at::zeros({task_.layers, 1, hidden}), at::zeros({task_.layers, 1, hidden})};
        setBlasThreads(1);
        const double seconds = secondsOf([&] {
            const auto input = input_tbi_.narrow(0, 0, 1).narrow(1, 0, 1);
            auto [output, lastHidden, lastCell] =
                at::lstm(input, stepState_, lstmWeights(), true, task_.layers, 0.0, false, false, false);
            stepState_ = {lastHidden, lastCell};
            (void)logitsOf(stock_, output);
        });
        setBlasThreads(task_.threads);
        return seconds;
    }

private:
    void pack()
    {
        for (std::size_t layer = 0; layer < layers_.size(); ++layer)
            layers_[layer].pack(ours_[layer * kTensorsPerLayer].data_ptr<float>(),
                                ours_[layer * kTensorsPerLayer + 1].data_ptr<float>(), workers_);
    }

    at::Tensor ourOutput()
    {
        const auto zero = at::zeros({task_.shape.batch, task_.shape.hidden});
        at::Tensor x_tbh = input_tbi_;
        for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
            const std::size_t first = layer * kTensorsPerLayer;
            x_tbh = lstmOnCpu(x_tbh, {zero, zero}, {ours_[first], ours_[first + 1], ours_[first + 2]}, layers_[layer],
                              workers_)
                        .hidden_tbh;
        }
        return x_tbh;
    }

    [[nodiscard]] std::vector<at::Tensor> lstmWeights() const
    {
        return {stock_.views().begin(), stock_.views().end() - 2};
    }

    [[nodiscard]] at::Tensor stockOutput() const
    {
        const auto zero = at::zeros({task_.layers, task_.shape.batch, task_.shape.hidden});
        return std::get<0>(
            at::lstm(input_tbi_, {zero, zero}, lstmWeights(), true, task_.layers, 0.0, true, false, false));
    }

    static at::Tensor logitsOf(const Parameters& parameters, const at::Tensor& output_tbh)
    {
        const auto& views = parameters.views();
        return at::linear(output_tbh.flatten(0, 1), views[views.size() - 2], views.back());
    }

    void backward(Parameters& parameters, const at::Tensor& output_tbh)
    {
        input_tbi_.mutable_grad() = at::Tensor();
        parameters.clearGradients();
        at::cross_entropy_loss(logitsOf(parameters, output_tbh), target_).backward();
    }

    void learn(Parameters& parameters, const at::Tensor& output_tbh)
    {
        backward(parameters, output_tbh);
        parameters.update();
    }

    /// Without the second biases, which only one side has.
    at::Tensor gradientOf(Parameters& parameters, const at::Tensor& output_tbh)
    {
        backward(parameters, output_tbh);
        std::vector<at::Tensor> all{input_tbi_.grad().flatten()};
        for (std::size_t i = 0; i < parameters.views().size(); ++i)
            if (i % kTensorsPerLayer != kTensorsPerLayer - 1)
                all.push_back(parameters[i].grad().flatten());
        return at::cat(all);
    }

    Task task_;
    lstm::Workers workers_;
    std::vector<lstm::Layer> layers_;
    std::vector<at::Tensor> initial_;
    Parameters ours_;
    Parameters stock_;
    at::Tensor input_tbi_;
    at::Tensor target_;
    std::vector<at::Tensor> stepState_;
};

} // namespace

Result<std::unique_ptr<LstmComparison>> makeTorchComparison(const LstmComparison::Task& task)
{
    if (auto ready = prepareProcessor(task.threads); !ready)
        return std::unexpected(ready.error());
    return guarded([&]() -> Result<std::unique_ptr<LstmComparison>> {
        at::manual_seed(1);
        return std::make_unique<TorchComparison>(task);
    });
}

} // namespace cadenza::ml
