#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// What a network expects after the notes it has read: the probability of every class of the next note, each attribute
/// told the ones before it as the music has them, before wishes and dials.
struct Foretelling {
    encoding::Event read;         ///< the note that went in last
    encoding::Event next;         ///< the one that the music goes on with
    std::vector<double> step;     ///< [kStepClasses]
    std::vector<double> pitch;    ///< [kPitchClasses]
    std::vector<double> duration; ///< [kDurationClasses]
    std::vector<double> velocity; ///< [kVelocityClasses]
};

/// One for each note of the music but the last. Fails with WrongEncoding (the music suits the other time base),
/// TooLittleMusic (under two notes) or Cancelled. Any thread.
[[nodiscard]] Result<std::vector<Foretelling>> foretell(const model::Network& network, const midi::Piece& music,
                                                        std::stop_token stop = {});

} // namespace cadenza::generation
