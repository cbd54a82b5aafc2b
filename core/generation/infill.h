#pragma once

#include "core/generation/generator.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// A stretch of a piece that is to be drawn anew.
struct InfillRange {
    std::size_t first{0}; ///< note (`midi::notesInOrder`)
    std::size_t notes{0};
    std::vector<std::size_t> parts{}; ///< of the piece, whose notes in it are drawn anew; none: all
};

/// One way to fill it.
struct Infilling {
    Take take;           ///< `events` are the new notes alone, `seedNotes` those before them, `piece` is all of it
    double joining{0.0}; ///< nats per note of what follows, under the network: the less the better it joins
};

/// Notes of what follows by which a filling is judged.
inline constexpr std::size_t kJoiningNotes = 32;

/// Draws `candidates` fillings in one batch, each as long in time as what it replaces, and gives back the `kept` after
/// which the network finds what follows likeliest, best first. The notes outside the range, the tempo and the pedal
/// stay as they are, and so do those in it of other parts than the range's, but a key that is struck again ends before,
/// as does any note of a melody among other parts where the next begins. The parts that play in the range or before it
/// may play in a filling, but drums that the network has not learnt. Candidate i draws as take i of `generate`. Runs on
/// the calling thread. Fails with InvalidSetting (no notes in the range, none after it, none of its parts, or none
/// kept), TooLittleMusic (under `kShortestSeed` notes before it), or as `generate` does.
[[nodiscard]] Result<std::vector<Infilling>> infill(const model::Network& network, const midi::Piece& piece,
                                                    const InfillRange& range, const GenerationSettings& settings,
                                                    std::size_t candidates, std::size_t kept, std::uint64_t randomSeed,
                                                    std::stop_token stop = {});

} // namespace cadenza::generation
