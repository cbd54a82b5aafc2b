#include "ui/training/part_offers.h"

#include "core/midi/instruments.h"
#include "core/midi/part_selection.h"

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

/// All parts of one name and instrument.
struct Player {
    midi::Part part;           ///< one of them, without its notes
    std::string name;          ///< in lower case
    std::size_t instrument{0}; ///< its place among those of `Players`
    std::size_t notes{0};
    bool inEnsemble{false}; ///< any of them plays with others
};

struct Players {
    std::vector<Player> all;
    midi::Piece instruments; ///< parts without names or notes
};

bool isLetter(unsigned char c)
{
    return c >= 0x80 || std::isalnum(c) != 0;
}

std::string inLowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool isEnsemble(const library::Entry& entry)
{
    return std::ranges::count_if(entry.parts, [](const library::PartSummary& part) { return part.notes > 0; }) > 1;
}

Players playersIn(const std::vector<library::Entry>& entries)
{
    Players players;
    std::map<std::pair<std::uint8_t, bool>, std::size_t> instruments;
    std::map<std::tuple<std::string, std::uint8_t, bool>, std::size_t> known;
    for (const library::Entry& entry : entries) {
        const bool ensemble = isEnsemble(entry);
        for (const library::PartSummary& summary : entry.parts) {
            if (summary.notes == 0)
                continue;
            const auto [place, fresh] =
                known.try_emplace({summary.name, summary.program, summary.drums}, players.all.size());
            if (fresh) {
                midi::Part part = library::silentPart(summary);
                const auto [instrument, isNew] =
                    instruments.try_emplace({part.program, part.drums}, players.instruments.parts.size());
                if (isNew) {
                    players.instruments.parts.push_back(part);
                    players.instruments.parts.back().name.clear();
                }
                players.all.push_back({part, inLowerCase(part.name), instrument->second});
            }
            Player& player = players.all[place->second];
            player.notes += summary.notes;
            player.inEnsemble = player.inEnsemble || ensemble;
        }
    }
    return players;
}

/// What every name that has the word in it has in it; nothing for a number, which is written in two ways.
std::string stemOf(const std::string& word)
{
    std::string longest;
    for (auto begin = std::ranges::find_if(word, isLetter); begin != word.end();) {
        const auto end = std::find_if_not(begin, word.end(), isLetter);
        if (end - begin > std::ssize(longest))
            longest.assign(begin, end);
        begin = std::find_if(end, word.end(), isLetter);
    }
    if (longest.find_first_not_of("ivx0123456789") == std::string::npos)
        return {};
    if (longest.ends_with('s'))
        longest.pop_back();
    return longest;
}

/// The players that a word means, by their instrument or by their name.
std::vector<std::size_t> meantBy(const std::string& word, const Players& players)
{
    std::vector<bool> byInstrument(players.instruments.parts.size(), false);
    for (const std::size_t instrument : midi::partsIn(players.instruments, {{word}}))
        byInstrument[instrument] = true;
    const std::string stem = stemOf(word);
    std::vector<std::size_t> meant, places;
    midi::Piece perhaps;
    for (std::size_t i = 0; i < players.all.size(); ++i) {
        const Player& player = players.all[i];
        if (byInstrument[player.instrument]) {
            meant.push_back(i);
        } else if (player.name.find(stem) != std::string::npos) {
            perhaps.parts.push_back(player.part);
            places.push_back(i);
        }
    }
    for (const std::size_t part : midi::partsIn(perhaps, {{word}}))
        meant.push_back(places[part]);
    std::ranges::sort(meant);
    return meant;
}

/// A number means a place, a comma divides words.
bool isWord(const std::string& name)
{
    return name.find(',') == std::string::npos && std::ranges::any_of(name, isLetter)
           && !std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; });
}

using Offers = std::map<std::string, OfferedPart>; ///< by word

void count(Offers& offers, OfferedPart::Kind kind, const std::string& name, std::size_t notes)
{
    const std::string word = inLowerCase(name);
    offers.try_emplace(word, OfferedPart{kind, word, name, 0}).first->second.notes += notes;
}

/// Those of most notes; none where there is nothing to choose between.
std::vector<OfferedPart> mostPlayed(const Offers& byWord, const Players& players)
{
    std::vector<OfferedPart> offers;
    std::ranges::transform(byWord, std::back_inserter(offers), [](const auto& offer) { return offer.second; });
    std::ranges::stable_sort(offers, std::ranges::greater{}, &OfferedPart::notes);
    offers.resize(std::min(offers.size(), kMostOffers));
    std::vector<OfferedPart> distinct;
    std::set<std::vector<std::size_t>> known; // viola and violas are one
    for (OfferedPart& offer : offers) {
        const auto meant = meantBy(offer.word, players);
        offer.notes = 0; // a word may mean more than what goes by that name
        for (const std::size_t player : meant)
            offer.notes += players.all[player].notes;
        if (offer.notes > 0 && known.insert(meant).second)
            distinct.push_back(std::move(offer));
    }
    std::ranges::stable_sort(distinct, std::ranges::greater{}, &OfferedPart::notes);
    return distinct.size() < 2 ? std::vector<OfferedPart>() : distinct;
}

} // namespace

std::vector<OfferedPart> partsOffered(const std::vector<library::Entry>& entries)
{
    if (std::ranges::none_of(entries, isEnsemble))
        return {};
    const Players players = playersIn(entries);
    Offers families, names;
    for (const Player& player : players.all) {
        count(families, OfferedPart::Kind::Family, std::string(midi::nameOf(midi::familyOf(player.part))),
              player.notes);
        if (const std::string name = midi::labelOf(player.part); player.inEnsemble && isWord(name))
            count(names, OfferedPart::Kind::Name, name, player.notes);
    }
    std::erase_if(names, [&](const auto& name) { return families.contains(name.first); });
    std::vector<OfferedPart> offered = mostPlayed(families, players);
    std::ranges::move(mostPlayed(names, players), std::back_inserter(offered));
    return offered;
}

} // namespace cadenza::ui
