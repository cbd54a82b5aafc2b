#include "ui/training/training_material.h"

#include "core/encoding/encoder.h"
#include "core/midi/instruments.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kMostOffers = 17; ///< of either kind: as many as there are families

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

/// Who plays in a collection: one part for each name and instrument, without its notes, so that words are looked up
/// once for all that they cannot tell apart.
struct Players {
    midi::Piece parts;
    std::vector<std::size_t> notes; ///< of all such parts together
    std::vector<bool> inEnsembles;  ///< whether any of them plays with others
};

Players playersIn(const std::vector<library::Entry>& entries)
{
    Players players;
    std::map<std::tuple<std::string, std::uint8_t, bool>, std::size_t> known;
    for (const library::Entry& entry : entries) {
        const bool ensemble = isEnsemble(entry);
        for (const library::PartSummary& part : entry.parts) {
            if (part.notes == 0)
                continue;
            const auto [place, fresh] = known.try_emplace({part.name, part.program, part.drums}, players.notes.size());
            if (fresh) {
                players.parts.parts.push_back(library::silentPart(part));
                players.notes.push_back(0);
                players.inEnsembles.push_back(false);
            }
            players.notes[place->second] += part.notes;
            players.inEnsembles[place->second] = players.inEnsembles[place->second] || ensemble;
        }
    }
    return players;
}

std::string inLowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// A number means a place, a comma divides words.
bool isWord(const std::string& name)
{
    return name.find(',') == std::string::npos
           && !std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Those of most notes; none where there is nothing to choose between.
std::vector<OfferedPart> mostPlayed(std::map<std::string, OfferedPart> byWord, const Players& players)
{
    std::vector<OfferedPart> offers;
    for (auto& [word, offer] : byWord)
        offers.push_back(std::move(offer));
    std::ranges::stable_sort(offers, std::ranges::greater{}, &OfferedPart::notes);
    offers.resize(std::min(offers.size(), kMostOffers));
    std::vector<OfferedPart> distinct;
    std::set<std::vector<std::size_t>> meant; // viola and violas are one
    for (OfferedPart& offer : offers) {
        const auto parts = midi::partsIn(players.parts, {{offer.word}});
        offer.notes = 0; // a word may mean more than what goes by that name
        for (const std::size_t part : parts)
            offer.notes += players.notes[part];
        if (offer.notes > 0 && meant.insert(parts).second)
            distinct.push_back(std::move(offer));
    }
    std::ranges::stable_sort(distinct, std::ranges::greater{}, &OfferedPart::notes);
    return distinct.size() < 2 ? std::vector<OfferedPart>() : distinct;
}

/// Families of all music, and the names that parts of ensembles go by. Nothing where no piece has several parts.
std::vector<OfferedPart> offeredIn(const std::vector<library::Entry>& entries)
{
    if (std::ranges::none_of(entries, isEnsemble))
        return {};
    const Players players = playersIn(entries);
    std::map<std::string, OfferedPart> families, names;
    const auto count = [](std::map<std::string, OfferedPart>& offers, OfferedPart::Kind kind, const std::string& name,
                          std::size_t notes) {
        const std::string word = inLowerCase(name);
        offers.try_emplace(word, OfferedPart{kind, word, name, 0}).first->second.notes += notes;
    };
    for (std::size_t i = 0; i < players.notes.size(); ++i) {
        const midi::Part& part = players.parts.parts[i];
        count(families, OfferedPart::Kind::Family, std::string(midi::nameOf(midi::familyOf(part))), players.notes[i]);
        if (const std::string name = midi::labelOf(part); players.inEnsembles[i] && isWord(name))
            count(names, OfferedPart::Kind::Name, name, players.notes[i]);
    }
    std::erase_if(names, [&](const auto& name) { return families.contains(name.first); });
    std::vector<OfferedPart> offered = mostPlayed(std::move(families), players);
    std::ranges::move(mostPlayed(std::move(names), players), std::back_inserter(offered));
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
