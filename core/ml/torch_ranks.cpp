#include "core/ml/torch_ranks.h"

#include "core/base/thread_priority.h"
#include "core/ml/torch_learner.h"

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <future>
#include <string>
#include <thread>
#include <utility>

namespace cadenza::ml {
namespace {

using namespace std::chrono_literals;

constexpr auto kVerdict = 15s;  ///< for the news which rank was lost
constexpr auto kFarewell = 10s; ///< for the others to leave
constexpr auto kGlance = 50ms;  ///< between looks for what another rank says
constexpr auto kAnswer = 10s;   ///< of the table, that must be there already
constexpr const char* kHere = "127.0.0.1";
// What rank 0 says to all: where its lifeline hangs, and the address by which the others reach it.
constexpr const char* kLifelinePort = "lifeline port";
constexpr const char* kLifelineAddress = "lifeline address";
constexpr const char* kFirstAddress = "first address";

std::string placeOf(const training::Rendezvous& place)
{
    return place.address + ":" + std::to_string(place.port);
}

std::string firstLineOf(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

void say(c10d::Store& store, const char* key, const std::string& text)
{
    store.set(key, {text.begin(), text.end()});
}

/// Throws where whatever listens on the port does not answer as a table does. From then on each question has its limit,
/// which without one would be waited for without end.
void introduce(c10d::Store& store, const training::Rendezvous& place)
{
    const std::string own = "rank " + std::to_string(place.rank);
    say(store, own.c_str(), own);
    store.wait({own}, kAnswer);
}

/// Where the ranks find each other: a table that rank 0, or else the launcher, keeps on the agreed port.
Result<c10::intrusive_ptr<c10d::Store>> storeAt(const training::Rendezvous& place, const Patience& patience)
{
    c10d::TCPStoreOptions options;
    options.port = place.port;
    options.isServer = place.rank == 0 && !place.hostedElsewhere;
    options.waitWorkers = false;
    options.timeout = kAnswer;
    if (!options.isServer)
        if (const auto there = Socket::connected(place.address, place.port, patience); !there)
            return std::unexpected(there.error());
    try { // whoever keeps it need not know by which name the others reach it
        auto store = c10::make_intrusive<c10d::PrefixStore>(
            "cadenza",
            c10::make_intrusive<c10d::TCPStore>(options.isServer ? std::string(kHere) : place.address, options));
        introduce(*store, place);
        return store;
    } catch (const std::exception& problem) {
        if (options.isServer)
            return failure(Fault::InvalidSetting, "MASTER_PORT",
                           "it must be a free port of this machine, and " + std::to_string(place.port) + " is none");
        return failure(Fault::NoAnswer, placeOf(place),
                       "what listens there is no rank of this run: " + firstLineOf(problem.what()));
    }
}

/// What rank 0 says; waits until it does.
Result<std::string> heard(c10d::Store& store, const char* key, const Patience& patience)
{
    while (!store.check({key})) {
        if (patience.isOver())
            return patience.stop.stop_requested() ? failure(Fault::Cancelled)
                                                  : failure(Fault::NoAnswer, "rank 0", "it did not come in time");
        std::this_thread::sleep_for(kGlance);
    }
    const auto text = store.get(key);
    return std::string(text.begin(), text.end());
}

/// By which address others reach rank 0 where that is not MASTER_ADDR: the launcher's table may lie on another machine.
std::string addressBeside(const training::Rendezvous& place, const Patience& patience)
{
    if (!place.hostedElsewhere)
        return {};
    const auto launcher = Socket::connected(place.address, place.port, patience);
    const std::string own = launcher ? launcher->ownAddress() : std::string();
    return isLoopback(own) ? std::string() : own;
}

Result<std::unique_ptr<Lifeline>> lifelineOf(const training::Rendezvous& place, c10d::Store& store,
                                             const Patience& patience)
{
    if (place.rank == 0) {
        const auto listening = Socket::listening();
        if (!listening)
            return std::unexpected(listening.error());
        say(store, kLifelineAddress, addressBeside(place, patience));
        say(store, kLifelinePort, std::to_string(listening->port()));
        return Lifeline::hold(*listening, place.world, patience, place.silence);
    }
    const auto port = heard(store, kLifelinePort, patience);
    const auto address = port ? heard(store, kLifelineAddress, patience) : port;
    if (!address)
        return std::unexpected(address.error());
    return Lifeline::grasp(address->empty() ? place.address : *address, static_cast<std::uint16_t>(std::stoi(*port)),
                           place.rank, place.world, patience, place.silence);
}

/// The address by which the other ranks reach this machine. Whoever finds rank 0 without leaving it is on the same, so
/// that a name such as Debian gives to 127.0.1.1 leads the others nowhere wrong.
Result<std::string> ownAddress(const training::Rendezvous& place, c10d::Store& store, const Lifeline& lifeline,
                               const Patience& patience)
{
    const std::string own = lifeline.ownAddress();
    if (place.rank == 0)
        say(store, kFirstAddress, own);
    return place.rank > 0 && isLoopback(own) ? heard(store, kFirstAddress, patience) : own;
}

/// The interface through which the ranks know each other; GLOO_SOCKET_IFNAME names another, as everywhere with c10d.
Result<std::shared_ptr<gloo::transport::Device>> glooDevice(const training::Rendezvous& place, c10d::Store& store,
                                                            const Lifeline& lifeline, const Patience& patience)
{
    if (const char* interface = std::getenv("GLOO_SOCKET_IFNAME"))
        return c10d::ProcessGroupGloo::createDeviceForInterface(interface);
    const auto own = ownAddress(place, store, lifeline, patience);
    if (!own)
        return std::unexpected(own.error());
    return c10d::ProcessGroupGloo::createDeviceForHostname(own->empty() ? kHere : *own);
}

/// Gloo, joined by all ranks. The threads that it starts get the priority of the thread that trains: if they
/// interrupted it for every packet, that would cost a tenth of the speed where each rank has one core.
Result<c10::intrusive_ptr<c10d::ProcessGroupGloo>> joinedGloo(const c10::intrusive_ptr<c10d::Store>& store,
                                                              const training::Rendezvous& place,
                                                              const Lifeline& lifeline, const Patience& patience)
{
    using Joined = Result<c10::intrusive_ptr<c10d::ProcessGroupGloo>>;
    const auto join = [&]() -> Joined {
        stepBackBehindTheWindow();
        auto device = glooDevice(place, *store, lifeline, patience);
        if (!device)
            return std::unexpected(device.error());
        const auto options = c10d::ProcessGroupGloo::Options::create(place.silence);
        options->devices.push_back(std::move(*device));
        options->threads = 2; // sums that are under way at the same time
        return c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.world, options);
    };
    return std::async(std::launch::async, join).get();
}

} // namespace

struct TorchRanks::Engines {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
#ifdef USE_C10D_NCCL
    c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl;
#endif
};

Result<std::unique_ptr<RankGroup>> TorchRanks::join(const training::Rendezvous& place, training::Device device,
                                                    std::stop_token stop)
{
#ifndef USE_C10D_NCCL
    if (device == training::Device::Cuda)
        return failure(Fault::Unsupported, "Distributed training on GPUs", "this build has no NCCL");
#endif
    const Patience patience{std::chrono::steady_clock::now() + place.patience, std::move(stop)};
    auto store = storeAt(place, patience);
    if (!store)
        return std::unexpected(store.error());
    try {
        auto lifeline = lifelineOf(place, **store, patience);
        if (!lifeline)
            return std::unexpected(lifeline.error());
        auto gloo = joinedGloo(*store, place, **lifeline, patience);
        if (!gloo)
            return std::unexpected(gloo.error());
        auto engines = std::make_unique<Engines>();
        engines->store = *store;
        engines->gloo = std::move(*gloo);
#ifdef USE_C10D_NCCL
        if (device == training::Device::Cuda) {
            ::setenv("NCCL_BLOCKING_WAIT", "1", 0); // so that a sum that waits for a lost rank ends
            const auto ncclOptions = c10d::ProcessGroupNCCL::Options::create();
            ncclOptions->timeout = place.silence;
            engines->nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>(
                c10::make_intrusive<c10d::PrefixStore>("nccl", *store), place.rank, place.world, ncclOptions);
        }
#endif
        return std::unique_ptr<RankGroup>(new TorchRanks(place, std::move(*lifeline), std::move(engines)));
    } catch (const std::exception& problem) {
        return failure(Fault::NoAnswer, placeOf(place),
                       "the ranks cannot connect to each other: " + firstLineOf(problem.what()));
    }
}

TorchRanks::TorchRanks(training::Rendezvous place, std::unique_ptr<Lifeline> lifeline, std::unique_ptr<Engines> engines)
    : place_(std::move(place)), lifeline_(std::move(lifeline)), engines_(std::move(engines))
{
}

TorchRanks::~TorchRanks() = default;

Error TorchRanks::lost(const std::string& problem)
{
    if (const auto rank = lifeline_->waitForLoss(kVerdict))
        return {Fault::LostRank,
                "Rank " + std::to_string(*rank),
                "its process ended or stands still, or its machine is gone",
                {}};
    return {Fault::LostRank, "A rank", "it did not answer: " + firstLineOf(problem), {}};
}

TorchRanks::Pending TorchRanks::beginSum(const at::Tensor& tensor)
{
    std::vector<at::Tensor> tensors{tensor};
#ifdef USE_C10D_NCCL
    if (tensor.is_cuda())
        return engines_->nccl->allreduce(tensors);
#endif
    return engines_->gloo->allreduce(tensors);
}

Result<void> TorchRanks::finish(const std::vector<Pending>& begun)
{
    std::optional<std::string> problem;
    for (const Pending& pending : begun) // all of them, because they write to memory of the caller
        try {
            pending->wait();
        } catch (const std::exception& broken) {
            problem = problem.value_or(broken.what());
        }
    return problem ? std::unexpected(lost(*problem)) : Result<void>();
}

Result<void> TorchRanks::sum(std::span<double> values)
{
    return finish({beginSum(at::from_blob(values.data(), {std::ssize(values)}, at::kDouble))});
}

Result<std::vector<std::byte>> TorchRanks::fromFirst(std::span<const std::byte> bytes)
{
    std::array size{rank() == 0 ? static_cast<double>(bytes.size()) : 0.0};
    if (auto summed = sum(size); !summed)
        return std::unexpected(summed.error());
    std::vector<std::byte> all(static_cast<std::size_t>(size[0]));
    if (rank() == 0)
        std::ranges::copy(bytes, all.begin());
    if (all.empty())
        return all;
    std::vector<at::Tensor> tensors{at::from_blob(all.data(), {std::ssize(all)}, at::kByte)};
    if (auto sent = finish({engines_->gloo->broadcast(tensors)}); !sent)
        return std::unexpected(sent.error());
    return all;
}

Result<std::unique_ptr<training::Learner>> TorchRanks::makeLearner(const model::NetworkShape& shape,
                                                                   const training::TrainingConfig& config)
{
    return makeRankLearner(shape, config, *this);
}

void TorchRanks::leave()
{
    lifeline_->leave(kFarewell);
}

} // namespace cadenza::ml
