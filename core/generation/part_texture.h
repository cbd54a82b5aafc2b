#pragma once

#include "core/midi/piece.h"

#include <vector>

namespace cadenza::generation {

/// How a part plays in a seed.
struct PartTexture {
    bool monophonic{true}; ///< one note at a time, but for a tenth of them and for how legato notes overlap
    int lowest{0};
    int highest{127};
    double height{64.0}; ///< mean pitch
    double spread{0.0};  ///< semitones: standard deviation of the pitch
    double leap{2.0};    ///< semitones from note to note, in the mean
    double legato{1.0};  ///< share of the time from its first note to its last in which it sounds
};

/// Precondition: there are notes, sorted.
[[nodiscard]] PartTexture textureOf(const std::vector<midi::Note>& notes, int ticksPerQuarter);

/// Thirds, sixths, perfect fourths, fifths and octaves.
[[nodiscard]] bool isConsonant(int semitones);

/// Nats by which notes that begin while others of the piece sound are consonant with them rather than pitches drawn at
/// random would be; at least 0.
[[nodiscard]] double consonanceOf(const midi::Piece& piece);

} // namespace cadenza::generation
