#pragma once

#include "core/encoding/encoder.h"
#include "core/library/library.h"
#include "core/originality/fingerprints.h"

#include <memory>
#include <span>
#include <string>

namespace cadenza::training {

/// The name by which people, and models that learnt from it, know a piece: "Bach: Prelude".
[[nodiscard]] std::string sourceNameOf(const library::Entry& entry);
/// A piece of a collection under the name by which people know it. `stream` encodes it. Precondition: it is loaded.
[[nodiscard]] originality::SourcePiece sourcePieceOf(const library::Entry& entry, const encoding::EventStream& stream);

/// What a model keeps of its training music, and how much of it the music that was held out shares.
[[nodiscard]] std::shared_ptr<const originality::Fingerprints>
fingerprintsOf(std::span<const originality::SourcePiece> trainedOn, std::span<const originality::SourcePiece> heldOut);

} // namespace cadenza::training
