#include "ui/training/training_material.h"

#include "core/encoding/encoder.h"
#include "core/midi/instruments.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kMostNames = 16; ///< of parts that are offered one by one

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

bool isEnsemble(const library::Entry& entry)
{
    return std::ranges::count_if(entry.parts, [](const library::PartSummary& part) { return part.notes > 0; }) > 1;
}

void addOffers(std::vector<OfferedPart>& offered, OfferedPart::Kind kind, const std::set<std::string>& names,
               const std::vector<library::Entry>& entries)
{
    std::vector<OfferedPart> of;
    for (const std::string& name : names) {
        OfferedPart part{kind, name, name, 0};
        std::ranges::transform(part.word, part.word.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        for (const library::Entry& entry : entries)
            part.notes += notesOf(entry, {{part.word}});
        of.push_back(std::move(part));
    }
    if (of.size() < 2) // there is nothing to choose between
        return;
    std::ranges::stable_sort(of, std::ranges::greater{}, &OfferedPart::notes);
    offered.insert(offered.end(), of.begin(),
                   of.begin() + static_cast<std::ptrdiff_t>(std::min(of.size(), kMostNames)));
}

/// Families of all music, and the names that parts of ensembles go by. Nothing where no piece has several parts.
std::vector<OfferedPart> offeredIn(const std::vector<library::Entry>& entries)
{
    std::set<std::string> families, names;
    for (const library::Entry& entry : entries)
        for (const library::PartSummary& part : entry.parts) {
            if (part.notes == 0)
                continue;
            families.insert(std::string(midi::nameOf(midi::familyOf(library::silentPart(part)))));
            const std::string name = midi::labelOf(library::silentPart(part));
            if (isEnsemble(entry) && name.find(',') == std::string::npos)
                names.insert(name);
        }
    std::vector<OfferedPart> offered;
    if (std::ranges::none_of(entries, isEnsemble))
        return offered;
    addOffers(offered, OfferedPart::Kind::Family, families, entries);
    addOffers(offered, OfferedPart::Kind::Name, names, entries);
    return offered;
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
    material.offered = offeredIn(chosen.entries);
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
