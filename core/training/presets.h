#pragma once

#include "core/training/training_config.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cadenza::training {

/// How long and how large a run is, in one word.
enum class Preset { Quick, Standard, Thorough };
inline constexpr std::array kPresets{Preset::Quick, Preset::Standard, Preset::Thorough};

/// "quick", "standard", "thorough": the names the command line and the settings use.
[[nodiscard]] std::string_view nameOf(Preset preset);
[[nodiscard]] std::optional<Preset> presetNamed(std::string_view name);

/// A configuration for a collection of this many notes: at most 2, 15 or 60 minutes, and no more passes than the
/// network can take before it knows the music by heart (measured on 592,529 notes: with dropout 0.25 the held-out loss
/// turned after 18 passes at the full learning rate; with 0.35 it still fell at the end of 14; half as many units again
/// with 0.45 gained 0.02 nats in as many passes). Small collections get small networks, more dropout and fewer
/// sequences side by side, because they are learnt by heart long before the time is over; a run stops early then. Only
/// Quick on a larger collection never does: it is over before its loss can turn.
[[nodiscard]] TrainingConfig configFor(Preset preset, std::size_t notes);

/// The published system's settings for a Classic model: networks of 512 units with dropout 0.25 and a layer of 128,
/// Adam at 10⁻³ without schedule or clipping, and at most 150 passes, ended when the held-out loss has not fallen
/// for 4. Its batches were 32 windows with one target each; ours are 8 sequences of 64 targets, which give the same
/// gradients of the same targets in fewer, larger steps.
[[nodiscard]] TrainingConfig classicConfig();

/// The best settings that we know for a Classic model on the same targets: its networks read everything that is known,
/// and fewer passes under more dropout end with a falling learning rate.
[[nodiscard]] TrainingConfig improvedClassicConfig();

} // namespace cadenza::training
