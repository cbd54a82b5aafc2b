#include "ui/training/training_material.h"

#include "core/encoding/encoder.h"

#include <utility>

namespace cadenza::ui {
namespace {

/// The library's grid fit settles it for nearly all pieces; the encoding also knows those whose bars begin beside it.
bool keepsABeat(const library::Entry& entry)
{
    return entry.gridFit >= encoding::kBeatsFromGridFit
           || (entry.piece && encoding::suitableTimeBase(*entry.piece) == encoding::TimeBase::Beats);
}

} // namespace

TrainingSelection trainableTogether(const library::Library& library)
{
    library::Library onTheBeat, free;
    for (const library::Entry& entry : library.entries)
        (keepsABeat(entry) ? onTheBeat : free).entries.push_back(entry);
    const bool beats = onTheBeat.noteCount() >= free.noteCount();
    library::Library& chosen = beats ? onTheBeat : free;
    const library::Library& other = beats ? free : onTheBeat;
    TrainingMaterial material{chosen.entries.size(), chosen.composerCount(), chosen.noteCount(),
                              chosen.length(),       other.entries.size(),   beats};
    return {std::move(chosen.entries), material};
}

} // namespace cadenza::ui
