#include "ui/training/training_material.h"

#include "core/encoding/encoder.h"
#include "ui/training/part_offers.h"

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

/// The library's grid fit settles it for nearly all pieces; the encoding also knows those whose bars begin beside it.
bool keepsABeat(const library::Entry& entry)
{
    return entry.gridFit >= encoding::kBeatsFromGridFit
           || (entry.piece && encoding::suitableTimeBase(*entry.piece) == encoding::TimeBase::Beats);
}

/// The parts of a piece without their notes.
midi::Piece silent(const library::Entry& entry)
{
    midi::Piece piece;
    for (const library::PartSummary& part : entry.parts)
        piece.parts.push_back(library::silentPart(part));
    return piece;
}

std::size_t notesOf(const library::Entry& entry, const midi::PartSelection& selection)
{
    if (selection.all())
        return entry.notes;
    std::size_t notes = 0;
    for (const std::size_t part : midi::partsIn(silent(entry), selection))
        notes += entry.parts[part].notes;
    return notes;
}

} // namespace

TrainingSelection trainableTogether(const library::Library& library, const midi::PartSelection& parts)
{
    library::Library onTheBeat, free;
    for (const library::Entry& entry : library.entries)
        (keepsABeat(entry) ? onTheBeat : free).entries.push_back(entry);
    const bool beats = onTheBeat.noteCount() >= free.noteCount();
    library::Library& chosen = beats ? onTheBeat : free;
    const library::Library& other = beats ? free : onTheBeat;
    TrainingMaterial material;
    material.leftOut = other.entries.size();
    material.onTheBeat = beats;
    material.offered = partsOffered(chosen.entries);
    const std::size_t all = chosen.entries.size();
    std::erase_if(chosen.entries, [&](const library::Entry& entry) {
        const std::size_t notes = notesOf(entry, parts);
        material.notes += notes;
        return notes == 0 && !parts.all();
    });
    material.withoutParts = all - chosen.entries.size();
    material.pieces = chosen.entries.size();
    material.composers = chosen.composerCount();
    material.length = chosen.length();
    return {std::move(chosen.entries), material};
}

} // namespace cadenza::ui
