#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// How much each note of a piece surprises a model that reads the piece from its start: nats of its step, pitch,
/// duration and velocity, by note (`midi::notesInOrder`). 0 for the first note, which nothing foretells, and for
/// doubled notes and drums that are not heard; parts as `HeardParts` says. Nothing is recalled from earlier in the
/// piece: a seed is continued without what came before it. Blocks for a step of the network per note; any thread. Fails
/// with WrongEncoding (the piece suits the other time base) or Cancelled.
[[nodiscard]] Result<std::vector<float>> noteSurprise(const model::Network& network, const midi::Piece& piece,
                                                      std::stop_token stop = {});

/// The same for several pieces, which share each read of the weights; none for a piece that suits the other time base.
/// Null pieces have none either. Several threads read at once. Fails with Cancelled.
[[nodiscard]] Result<std::vector<std::vector<float>>>
noteSurprises(const model::Network& network, std::span<const std::shared_ptr<const midi::Piece>> pieces,
              std::stop_token stop = {}, const ProgressSink& progress = {});

} // namespace cadenza::generation
