#pragma once

#include "core/library/piece_loading.h"
#include "core/midi/part_selection.h"
#include "core/originality/fingerprints.h"
#include "core/training/trainer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::training {

/// The entry with the selected parts alone: without a note where it has none of them.
[[nodiscard]] library::Entry withSelectedParts(library::Entry entry, const midi::PartSelection& selection);
inline constexpr const char* kNoSelectedParts = "no piece has any of the parts that are selected";

/// Chooses whole works for validation: about `share` of them, at least one, none that is a quarter of all the music
/// where a smaller one is there.
void chooseValidation(Corpus& corpus, double share, std::uint64_t seed);

/// SHA-256 of the file an entry came from, where it can be read.
[[nodiscard]] std::optional<std::string> hashOf(const library::Entry& entry, library::SourceReader& reader);

/// Fingerprints of the pieces that are trained on. `sources` are all pieces, in their order.
[[nodiscard]] std::shared_ptr<const originality::Fingerprints> traceOf(const Corpus& corpus,
                                                                       std::vector<originality::SourcePiece> sources);

} // namespace cadenza::training
