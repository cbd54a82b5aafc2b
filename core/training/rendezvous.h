#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace cadenza::training {

/// Where the ranks of a run meet, and which of them this process is.
struct Rendezvous {
    std::string address;                ///< of the machine of rank 0
    std::uint16_t port{0};              ///< on which rank 0 listens
    int rank{0};                        ///< from 0
    int world{1};                       ///< how many ranks there are
    int localRank{0};                   ///< among the ranks of this machine: which of its GPUs is ours
    int localWorld{1};                  ///< ranks of this machine, which share its cores
    bool hostedElsewhere{false};        ///< the launcher listens there, not rank 0 (torchrun)
    std::chrono::seconds patience{300}; ///< how long to wait for the others
    std::chrono::seconds silence{60};   ///< of a rank that counts as lost although its connection stands
};

/// What a launcher says in MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE, and may say in LOCAL_RANK, LOCAL_WORLD_SIZE
/// and TORCHELASTIC_USE_AGENT_STORE. `variable` looks one up, and gives null where it is not set. Fails with
/// MissingSetting or InvalidSetting, naming the variable.
[[nodiscard]] Result<Rendezvous> rendezvousFrom(const std::function<const char*(const char*)>& variable);

} // namespace cadenza::training
