#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cadenza::ui {

enum class EditKind { Move, Stretch, Quantise, Velocity, Delete, Draw };

/// What a person wants done to notes.
struct NoteEdit {
    EditKind kind{EditKind::Move};
    std::vector<std::size_t> notes; ///< indices of `midi::notesInOrder`, ascending; of no use to Draw
    Tick by;                        ///< Move, Stretch: how far; Quantise: the grid
    int steps{0};                   ///< Move: semitones; Velocity: how much louder
    midi::Note drawn{};             ///< Draw
    std::uint16_t part{0};          ///< Draw: where it goes
};

/// A piece after an edit, and where the notes that were edited are in it.
struct EditedNotes {
    midi::Piece piece;
    std::vector<std::size_t> notes;
};

/// Moves stay together: they stop where the first of the notes meets the start or an end of the keyboard. A note that
/// comes to stand on another of its part replaces it. Notes keep a length of at least a sixty-fourth.
[[nodiscard]] EditedNotes edited(const midi::Piece& piece, const NoteEdit& edit);

/// An empty piece for a seed drawn by hand: one piano part, 4/4, 120 quarters a minute.
[[nodiscard]] midi::Piece blankPiece();

} // namespace cadenza::ui
