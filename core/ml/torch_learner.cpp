#include "core/ml/torch_learner.h"

#include "core/base/random.h"
#include "core/ml/adam.h"
#include "core/ml/classic_network.h"
#include "core/ml/expressive_network.h"
#include "core/ml/gradient_sum.h"
#include "core/ml/memory.h"
#include "core/ml/state_bytes.h"
#include "core/ml/torch_setup.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <torch/cuda.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <thread>
#include <utility>

namespace cadenza::ml {
namespace {

constexpr std::uint32_t kStateVersion = 2;                 ///< of `saveState`
constexpr std::size_t kStateBeside = std::size_t{1} << 20; ///< bytes of it beside weights and optimiser, about

int threadsFor(const training::TrainingConfig& config)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return config.threads > 0 ? config.threads : cores;
}

std::unique_ptr<TrainableNetwork> makeNetwork(const model::NetworkShape& shape, const training::TrainingConfig& config,
                                              const at::Device& device, Random& random)
{
    const Processing processing{device, threadsFor(config), config.arithmetic};
    if (config.classic)
        return std::make_unique<ClassicNetwork>(config.classic->shape, processing, random);
    return std::make_unique<ExpressiveNetwork>(shape, processing, random);
}

/// The state of `count` sequences from `first` on.
CarriedState narrowed(const CarriedState& all, std::int64_t first, std::int64_t count)
{
    CarriedState some;
    for (std::size_t layer = 0; layer < all.hidden_bh.size(); ++layer) {
        some.hidden_bh.push_back(all.hidden_bh[layer].narrow(0, first, count));
        some.cell_bh.push_back(all.cell_bh[layer].narrow(0, first, count));
    }
    return some;
}

class TorchLearner final : public training::Learner {
public:
    TorchLearner(const model::NetworkShape& shape, const training::TrainingConfig& config, const at::Device& device,
                 TorchRanks* ranks)
        : config_(config), device_(device), random_(config.randomSeed),
          network_(makeNetwork(shape, config, device, random_)), adam_(network_->parameters().weights()),
          gradientSum_(ranks ? std::make_unique<GradientSum>(network_->parameters(), *ranks) : nullptr)
    {
    }

    Result<training::Tally> trainOn(const training::Batch& batch, double learningRate) override
    {
        return guarded([&] { return trainedOn(batch, learningRate); });
    }

    Result<training::Tally> evaluateOn(const training::Batch& batch) override
    {
        return guarded([&] { return evaluatedOn(batch); });
    }

    double gradientNorm() const override { return gradientNorm_; }
    model::Model exportModel() const override;
    Result<void> importModel(const model::Model& model) override;
    std::vector<std::byte> saveState() const override;
    Result<void> restoreState(std::span<const std::byte> bytes) override;

private:
    Result<training::Tally> trainedOn(const training::Batch& batch, double learningRate);
    Result<training::Tally> evaluatedOn(const training::Batch& batch);
    [[nodiscard]] Result<void> findGradient(const training::Batch& batch, const ForwardResult& result,
                                            CarriedState& state);
    void fit(CarriedState& state, int batch) const;

    training::TrainingConfig config_;
    at::Device device_;
    Random random_;
    std::unique_ptr<TrainableNetwork> network_;
    Adam adam_;
    std::unique_ptr<GradientSum> gradientSum_; ///< over several ranks, else null
    CarriedState training_;                    ///< of all sequences, those of other ranks too
    CarriedState evaluation_;
    double gradientNorm_{0.0};
};

/// A state for another number of sequences starts anew.
void TorchLearner::fit(CarriedState& state, int batch) const
{
    if (state.hidden_bh.empty() || state.hidden_bh.front().size(0) != batch)
        state = network_->initialState(batch);
}

/// The gradient of the whole batch into the flat tensor, and the whole state after it into `state`, which is that of
/// our own sequences. The state is on its way to the other ranks during the backward pass: so each could go on alone.
Result<void> TorchLearner::findGradient(const training::Batch& batch, const ForwardResult& result, CarriedState& state)
{
    const bool isSound = std::isfinite(result.loss.item<double>());
    if (!gradientSum_) {
        if (!isSound)
            return failure(Fault::Diverged, "Training", "the loss is not a number");
        result.loss.backward();
        return {};
    }
    const auto layers = static_cast<std::int64_t>(state.hidden_bh.size());
    const at::Tensor whole_lbh =
        at::zeros({2 * layers, batch.share->of, state.hidden_bh.front().size(1)}, state.hidden_bh.front().options());
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const auto l = static_cast<std::size_t>(layer);
        whole_lbh[2 * layer].narrow(0, batch.share->first, batch.batch).copy_(state.hidden_bh[l]);
        whole_lbh[2 * layer + 1].narrow(0, batch.share->first, batch.batch).copy_(state.cell_bh[l]);
        state.hidden_bh[l] = whole_lbh[2 * layer];
        state.cell_bh[l] = whole_lbh[2 * layer + 1];
    }
    gradientSum_->begin(whole_lbh);
    if (isSound)
        result.loss.backward();
    else // so that all ranks notice
        network_->parameters().gradients().fill_(std::nan(""));
    return gradientSum_->finish();
}

Result<training::Tally> TorchLearner::trainedOn(const training::Batch& batch, double learningRate)
{
    fit(training_, batch.share ? batch.share->of : batch.batch);
    CarriedState state = batch.share ? narrowed(training_, batch.share->first, batch.batch) : training_;
    network_->parameters().gradients().zero_();
    const auto drawnFrom = random_.state();
    const ForwardResult result = network_->forward(batch, state, config_.dropout, random_);
    if (auto found = findGradient(batch, result, state); !found) {
        if (found.error().fault == Fault::LostRank)
            random_.setState(drawnFrom);
        return std::unexpected(found.error());
    }
    gradientNorm_ = network_->parameters().gradients().norm().item<double>();
    if (!std::isfinite(gradientNorm_))
        return failure(Fault::Diverged, "Training", "the gradient is not a number");
    if (gradientNorm_ > config_.gradientClip)
        network_->parameters().gradients().mul_(config_.gradientClip / gradientNorm_);
    adam_.update(network_->parameters().changeWeights(), network_->parameters().gradients(), learningRate);
    training_ = std::move(state);
    return result.tally;
}

Result<training::Tally> TorchLearner::evaluatedOn(const training::Batch& batch)
{
    const at::NoGradGuard noGradient;
    fit(evaluation_, batch.batch);
    const ForwardResult result = network_->forward(batch, evaluation_, 0.0, random_);
    if (!std::isfinite(result.loss.item<double>()))
        return failure(Fault::Diverged, "Training", "the loss on held-out music is not a number");
    return result.tally;
}

model::Model TorchLearner::exportModel() const
{
    model::Model model = network_->described();
    for (const auto& [name, parameter] : network_->parameters().all()) {
        const at::Tensor values = parameter.detach().to(at::kCPU).contiguous();
        const float* first = values.data_ptr<float>();
        model.parameters.emplace(name, std::vector<float>(first, first + values.numel()));
    }
    return model;
}

Result<void> TorchLearner::importModel(const model::Model& model)
{
    const model::Model own = network_->described();
    if (model.classic ? !own.classic || model.classic->shape != own.classic->shape
                      : own.classic || model.shape != own.shape)
        return failure(Fault::WrongEncoding, model.card.name, "the model has other sizes than this training");
    (void)network_->parameters().changeWeights();
    for (const auto& [name, parameter] : network_->parameters().all()) {
        const std::vector<float>& values = model.parameters.at(name);
        at::Tensor target = parameter.detach();
        target.copy_(at::from_blob(const_cast<float*>(values.data()), target.sizes()));
    }
    return {};
}

std::vector<std::byte> TorchLearner::saveState() const
{
    ByteWriter writer;
    writer.reserve(3 * network_->parameters().weights().nbytes() + kStateBeside);
    writer.add(kStateVersion);
    writer.add(adam_.updates);
    writer.add(random_.state());
    addTensor(writer, network_->parameters().weights());
    addTensor(writer, adam_.mean);
    addTensor(writer, adam_.square);
    writer.add(static_cast<std::uint32_t>(training_.hidden_bh.size()));
    for (std::size_t layer = 0; layer < training_.hidden_bh.size(); ++layer) {
        addTensor(writer, training_.hidden_bh[layer]);
        addTensor(writer, training_.cell_bh[layer]);
    }
    return writer.take();
}

Result<void> TorchLearner::restoreState(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes);
    const auto version = reader.read<std::uint32_t>();
    const auto updates = reader.read<std::int64_t>();
    const auto random = reader.read<std::array<std::uint64_t, 4>>();
    const at::Tensor weights = readTensor(reader);
    const at::Tensor mean = readTensor(reader);
    const at::Tensor square = readTensor(reader);
    const auto layers = reader.read<std::uint32_t>();
    CarriedState carried;
    for (std::uint32_t layer = 0; layer < layers && reader.isSound(); ++layer) {
        carried.hidden_bh.push_back(readTensor(reader).to(device_));
        carried.cell_bh.push_back(readTensor(reader).to(device_));
    }
    const auto count = network_->parameters().weights().numel();
    if (!reader.isSound() || !reader.isAtEnd() || version != kStateVersion || weights.numel() != count
        || mean.numel() != count || square.numel() != count
        || (layers != 0 && layers != network_->initialState(1).hidden_bh.size()))
        return failure(Fault::NotModel, "The checkpoint", "it is damaged, or of another network or version");
    network_->parameters().changeWeights().copy_(weights);
    adam_.mean.copy_(mean);
    adam_.square.copy_(square);
    adam_.updates = updates;
    random_.setState(random);
    training_ = std::move(carried);
    return {};
}

Result<std::unique_ptr<training::Learner>> makeLearner(const model::NetworkShape& shape,
                                                       const training::TrainingConfig& config, TorchRanks* ranks)
{
    const bool cuda = config.device == training::Device::Cuda;
    if (cuda && !at::hasCUDA())
        return failure(Fault::Unsupported, "CUDA", "the installed libtorch was built without it, or there is no GPU");
    if (auto ready = cuda ? Result<void>() : prepareProcessor(threadsFor(config)); !ready)
        return std::unexpected(ready.error());
    if (const auto available = bytesAvailable(); !cuda && available && bytesNeeded(shape, config) > *available)
        return failure(Fault::OutOfMemory, "Training",
                       std::to_string(bytesNeeded(shape, config) >> 20) + " MB are needed, "
                           + std::to_string(*available >> 20) + " MB are free");
    const auto gpu = cuda && ranks ? gpuOf(ranks->localRank(), static_cast<int>(torch::cuda::device_count())) : 0;
    if (!gpu)
        return std::unexpected(gpu.error());
    const at::Device device = cuda ? at::Device(at::kCUDA, static_cast<at::DeviceIndex>(*gpu)) : at::Device(at::kCPU);
    return guarded([&]() -> Result<std::unique_ptr<training::Learner>> {
        return std::make_unique<TorchLearner>(shape, config, device, ranks);
    });
}

} // namespace

Result<std::unique_ptr<training::Learner>> makeTorchLearner(const model::NetworkShape& shape,
                                                            const training::TrainingConfig& config)
{
    return makeLearner(shape, config, nullptr);
}

Result<std::unique_ptr<training::Learner>> makeRankLearner(const model::NetworkShape& shape,
                                                           const training::TrainingConfig& config, TorchRanks& ranks)
{
    return makeLearner(shape, config, &ranks);
}

} // namespace cadenza::ml
