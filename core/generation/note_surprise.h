#pragma once

#include "core/encoding/event.h"
#include "core/model/network.h"

namespace cadenza::generation {

/// What `next`, which follows `previous`, costs under the network after the last step of sequence `b`: nats of its
/// step, pitch, duration and velocity, each head told what the ones before should have drawn.
[[nodiscard]] double surpriseOfNote(const model::Network& network, const model::NetworkState& state, int b,
                                    const encoding::Event& previous, const encoding::Event& next);

} // namespace cadenza::generation
