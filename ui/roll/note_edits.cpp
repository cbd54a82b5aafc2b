#include "ui/roll/note_edits.h"

#include <algorithm>
#include <tuple>

namespace cadenza::ui {
namespace {

/// A note on its way through an edit.
struct Edited {
    midi::PlacedNote placed;
    bool chosen{false};
};

Tick shortest(const midi::Piece& piece)
{
    return Tick{std::max(1, piece.ticksPerQuarter / 16)};
}

Tick nearest(Tick tick, Tick grid)
{
    if (grid.value <= 0)
        return tick;
    return Tick{(tick.value + grid.value / 2) / grid.value * grid.value};
}

void move(std::vector<Edited>& notes, Tick by, int steps)
{
    for (const Edited& note : notes) {
        if (!note.chosen)
            continue;
        by = std::max(by, Tick{-note.placed.note.onset.value});
        steps = std::clamp(steps, -int{note.placed.note.pitch}, 127 - note.placed.note.pitch);
    }
    for (Edited& note : notes)
        if (note.chosen) {
            note.placed.note.onset += by;
            note.placed.note.pitch = static_cast<std::uint8_t>(note.placed.note.pitch + steps);
        }
}

void quantise(std::vector<Edited>& notes, Tick grid, Tick least)
{
    for (Edited& note : notes)
        if (note.chosen) {
            const Tick end = nearest(note.placed.note.end(), grid);
            note.placed.note.onset = nearest(note.placed.note.onset, grid);
            note.placed.note.duration = std::max({end - note.placed.note.onset, std::min(grid, least), Tick{1}});
        }
}

void apply(std::vector<Edited>& notes, const NoteEdit& edit, Tick least)
{
    switch (edit.kind) {
    case EditKind::Move: move(notes, edit.by, edit.steps); break;
    case EditKind::Quantise: quantise(notes, edit.by, least); break;
    case EditKind::Delete: std::erase_if(notes, &Edited::chosen); break;
    case EditKind::Draw: notes.push_back({{edit.drawn, edit.part}, true}); break;
    case EditKind::Stretch:
        for (Edited& note : notes)
            if (note.chosen)
                note.placed.note.duration = std::max(note.placed.note.duration + edit.by, least);
        break;
    case EditKind::Velocity:
        for (Edited& note : notes)
            if (note.chosen)
                note.placed.note.velocity =
                    static_cast<std::uint8_t>(std::clamp(note.placed.note.velocity + edit.steps, 1, 127));
        break;
    }
}

/// In the order of `notesInOrder`, edited notes before those they replace.
void sortAndReplace(std::vector<Edited>& notes)
{
    const auto key = [](const Edited& note) {
        return std::tuple(note.placed.note.onset, note.placed.part, note.placed.note.pitch, !note.chosen);
    };
    std::ranges::stable_sort(notes, {}, key);
    const auto same = [](const Edited& a, const Edited& b) {
        return a.placed.note.onset == b.placed.note.onset && a.placed.part == b.placed.part
               && a.placed.note.pitch == b.placed.note.pitch && a.chosen;
    };
    notes.erase(std::unique(notes.begin(), notes.end(), same), notes.end());
}

} // namespace

EditedNotes edited(const midi::Piece& piece, const NoteEdit& edit)
{
    std::vector<Edited> notes;
    for (const midi::PlacedNote& placed : midi::notesInOrder(piece))
        notes.push_back({placed, std::ranges::binary_search(edit.notes, notes.size())});
    apply(notes, edit, shortest(piece));
    sortAndReplace(notes);

    EditedNotes result{piece, {}};
    if (result.piece.parts.empty())
        result.piece.parts.emplace_back();
    for (midi::Part& part : result.piece.parts)
        part.notes.clear();
    for (std::size_t i = 0; i < notes.size(); ++i) {
        result.piece.parts[notes[i].placed.part].notes.push_back(notes[i].placed.note);
        if (notes[i].chosen)
            result.notes.push_back(i);
    }
    return result;
}

midi::Piece blankPiece()
{
    midi::Piece piece;
    piece.parts.emplace_back();
    return piece;
}

} // namespace cadenza::ui
