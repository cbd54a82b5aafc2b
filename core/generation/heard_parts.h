#pragma once

#include "core/encoding/encoder.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Parts by their classes.
using PartSet = std::array<bool, encoding::kPartClasses>;

/// As what a network hears the parts of a seed, by their classes (`encoding::partClassesOf`). A part that it has learnt
/// it hears as itself. Any other it hears as the part that it knows best, as a model of piano music hears a whole
/// quartet as one piano; and drums not at all, which have no pitch that would mean anything there.
class HeardParts {
public:
    HeardParts(); ///< each as itself

    [[nodiscard]] bool hears(std::uint8_t part) const { return as_[part] != kNot; }
    /// The class that the network knows it by. Precondition: `hears`.
    [[nodiscard]] std::uint8_t as(std::uint8_t part) const { return as_[part]; }
    /// Whether every part is heard as itself.
    [[nodiscard]] bool isPlain() const;
    /// Precondition: `hears` its part.
    [[nodiscard]] encoding::Event heard(encoding::Event event) const;
    /// Events in the order in which the network reads them: at one onset by the part that they are heard as, then from
    /// below; what is doubled then is heard once. Precondition: `hears` their parts.
    [[nodiscard]] std::vector<encoding::Event> heard(std::span<const encoding::Event> events) const;
    [[nodiscard]] encoding::EventStream heard(const encoding::EventStream& played) const; ///< likewise
    [[nodiscard]] PartSet heard(const PartSet& parts) const; ///< as what those of them are heard that are

    void hear(std::uint8_t part, std::uint8_t as) { as_[part] = as; }
    void ignore(std::uint8_t part) { as_[part] = kNot; }

private:
    static constexpr std::uint8_t kNot = 255;
    std::array<std::uint8_t, encoding::kPartClasses> as_{};
};

/// How `network` hears the parts of `seed`, resting ones included. It has learnt a part where, reading the seed, it
/// expects that part when it plays (or ever, where it rests there) at least a tenth as much as a network would that has
/// learnt nothing. A seed of one keyboard part is always heard as it is, and so is one of which nothing else would be
/// left. Precondition: the network is Expressive.
[[nodiscard]] HeardParts heardPartsOf(const model::Network& network, const midi::Piece& seed);

/// The piece without the notes and the pedal of the parts that are not heard, which stand empty in their places.
[[nodiscard]] midi::Piece audible(midi::Piece piece, const HeardParts& parts);

/// By its place among those that are heard, the place of each note among all (`midi::notesInOrder`).
[[nodiscard]] std::vector<std::size_t> heardNotes(const midi::Piece& piece, const HeardParts& parts);

/// A piece as `network` hears it, `noteOf` as `encoding::encode` gives it. Precondition: the network is Expressive.
[[nodiscard]] encoding::EventStream heardStream(const model::Network& network, const midi::Piece& piece);

/// The parts of `seed` with notes that `network` does not hear, as ascending indices: they rest in what it makes.
/// A Classic network hears all.
[[nodiscard]] std::vector<std::size_t> unheardParts(const model::Network& network, const midi::Piece& seed);

} // namespace cadenza::generation
