#include "ui/window/shown_takes.h"

#include "core/midi/tempo_map.h"
#include "ui/compose/take_row.h"
#include "ui/document/kept_parts.h"
#include "ui/document/note_insights.h"
#include "ui/document/take_family.h"

#include <QCoreApplication>

#include <algorithm>

namespace cadenza::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ShownTakes", text);
}

int barAt(const midi::Piece& piece, std::size_t note)
{
    const auto notes = midi::notesInOrder(piece);
    return notes.empty() ? 1 : midi::TempoMap(piece).barAt(notes[std::min(note, notes.size() - 1)].note.onset).bar;
}

/// What it goes on from, and by which model where that is not the one in use.
QString descentOf(const Document& document, std::size_t place)
{
    const generation::Take& take = document.takes()[place];
    const Descent& descent = document.descents()[place];
    QString words;
    if (descent.parent) {
        words = translated("Goes on from %1 at bar %2.")
                    .arg(takeTitle(document, *descent.parent))
                    .arg(barAt(take.piece, take.seedNotes));
    } else if (descent.steered) {
        words = translated("Goes on from a take that was deleted, at bar %1.").arg(barAt(take.piece, take.seedNotes));
    } else {
        const library::Entry* entry = descent.seed ? document.entry(descent.seed->entryId) : nullptr;
        words = entry ? translated("Continues %1.").arg(seedName(*entry, *descent.seed))
                      : translated("Continues a seed of %1 notes.").arg(take.seedNotes);
    }
    const auto network = document.network();
    if (!network || network->contentHash() != take.modelHash)
        return words + u' ' + translated("Made by another model than the one in use.");
    return words + u' ' + translated("Made by the model in use, trained on %1.").arg(modelWords(network->model().card));
}

/// Notes that are the take's own: of parts that it keeps none is.
std::size_t madeIn(const generation::Take& take, const std::vector<bool>& kept)
{
    if (std::ranges::find(kept, true) == kept.end())
        return take.events.size();
    const auto notes = midi::notesInOrder(take.piece);
    return static_cast<std::size_t>(
        std::count_if(notes.begin() + static_cast<std::ptrdiff_t>(std::min(take.seedNotes, notes.size())), notes.end(),
                      [&](const midi::PlacedNote& note) { return !kept[note.part]; }));
}

} // namespace

std::vector<ShownTake> shownTakes(const Document& document)
{
    std::vector<ShownTake> shown;
    for (std::size_t i = 0; i < document.takes().size(); ++i) {
        const generation::Take& take = document.takes()[i];
        ShownTake one;
        one.piece = std::make_shared<const midi::Piece>(take.piece);
        one.name = takeTitle(document, i);
        const auto kept = keptParts(document, i);
        one.roles = rolesOf(take.piece, document.descents()[i].music, kept);
        one.entryId = sourceOf(document, i);
        one.made = madeIn(take, kept);
        one.depth = depthOf(document.descents(), i);
        one.descent = descentOf(document, i);
        one.settings = inWords(take.settings, take.randomSeed);
        for (const auto* insight : insightsByNote(document.takes(), document.descents(), i))
            one.insights.push_back(insight ? std::optional(*insight) : std::nullopt);
        shown.push_back(std::move(one));
    }
    return shown;
}

std::string sourceOf(const Document& document, std::size_t place)
{
    const auto& seed = document.descents()[place].seed;
    return seed ? seed->entryId : std::string();
}

std::vector<NoteRole> takeRoles(const Document& document, std::size_t place)
{
    return rolesOf(document.takes()[place].piece, document.descents()[place].music, keptParts(document, place));
}

std::vector<bool> keptParts(const Document& document, std::size_t place)
{
    const generation::Take& take = document.takes()[place];
    const Descent& descent = document.descents()[place];
    const library::Entry* entry = descent.seed ? document.entry(descent.seed->entryId) : nullptr;
    if (!entry || !entry->piece || entry->piece->parts.size() < 2)
        return {};
    const auto roles = rolesIn(take.piece, descent.music, *entry->piece, descent.seed->first);
    return keptIn(take.piece, roles, *entry->piece);
}

QString seedName(const library::Entry& entry, const Seed& seed)
{
    return translated("%1 · notes\u00a0%2\u2060–\u2060%3") // the range stays on one line
        .arg(QString::fromStdString(entry.title))
        .arg(seed.first + 1)
        .arg(seed.first + seed.count);
}

QString modelWords(const model::ModelCard& card)
{
    const std::string& words = card.trainedOn.empty() ? card.name : card.trainedOn;
    return words.empty() ? translated("music that its file does not name") : QString::fromStdString(words);
}

} // namespace cadenza::ui
