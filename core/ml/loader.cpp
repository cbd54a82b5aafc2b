#include "core/ml/loader.h"

#include "core/ml/module_interface.h"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace cadenza::ml {
namespace {

/// In a build, and where it is installed.
std::array<std::filesystem::path, 2> candidates()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    const auto prefix = program.parent_path();
    return {prefix / "lib" / kModuleFile, prefix / "lib/cadenza/modules" / kModuleFile};
}

/// Settings that OpenBLAS reads when it is loaded, where nobody has made them already.
void prepareOpenBlas()
{
    // Its threads spin for 30 ms after each product and take the cores from ours.
    setenv("OPENBLAS_THREAD_TIMEOUT", "4", 0);
#if defined(__x86_64__)
    // Processors it does not know by name (virtual ones, new ones) get its SSE3 kernels, which are 4 times slower.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        setenv("OPENBLAS_CORETYPE", "Haswell", 0);
#endif
}

struct Module {
    MakeLearner* makeLearner;
    JoinRanks* joinRanks;
    CompareLstm* compareLstm;
};

/// Opened at most once and never closed: libtorch cannot be unloaded.
Result<Module> openModule()
{
    static std::mutex mutex;
    static std::optional<Module> opened;
    const std::scoped_lock lock(mutex);
    if (opened)
        return *opened;
    prepareOpenBlas();
    std::string problem = "it was not found";
    for (const auto& path : candidates()) {
        std::error_code error;
        if (!std::filesystem::exists(path, error))
            continue;
        void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        void* makeLearner = module ? dlsym(module, kMakeLearnerSymbol) : nullptr;
        void* joinRanks = module ? dlsym(module, kJoinRanksSymbol) : nullptr;
        void* compareLstm = module ? dlsym(module, kCompareLstmSymbol) : nullptr;
        if (makeLearner && joinRanks && compareLstm) {
            opened = {reinterpret_cast<MakeLearner*>(makeLearner), reinterpret_cast<JoinRanks*>(joinRanks),
                      reinterpret_cast<CompareLstm*>(compareLstm)};
            return *opened;
        }
        if (const char* reason = dlerror())
            problem = reason;
    }
    return failure(Fault::MissingTraining, "The training module", problem);
}

} // namespace

training::LearnerFactory learnerFactory()
{
    return [](const model::NetworkShape& shape,
              const training::TrainingConfig& config) -> Result<std::unique_ptr<training::Learner>> {
        const auto module = openModule();
        if (!module)
            return std::unexpected(module.error());
        Result<std::unique_ptr<training::Learner>> learner;
        module->makeLearner(shape, config, learner);
        return learner;
    };
}

Result<std::unique_ptr<RankGroup>> joinRanks(const training::Rendezvous& place, training::Device device,
                                             std::stop_token stop)
{
    const auto module = openModule();
    if (!module)
        return std::unexpected(module.error());
    Result<std::unique_ptr<RankGroup>> ranks;
    module->joinRanks(place, device, std::move(stop), ranks);
    return ranks;
}

Result<std::unique_ptr<LstmComparison>> compareLstm(const LstmComparison::Task& task)
{
    const auto module = openModule();
    if (!module)
        return std::unexpected(module.error());
    Result<std::unique_ptr<LstmComparison>> comparison;
    module->compareLstm(task, comparison);
    return comparison;
}

} // namespace cadenza::ml
