#include "app/cli/library_json.h"

#include "app/cli/part_words.h"
#include "core/library/statistics.h"
#include "core/midi/instruments.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace cadenza::app {
namespace {

/// What one composer's pieces add up to.
struct Share {
    std::size_t pieces{0};
    std::size_t notes{0};
    double seconds{0.0};
};

nlohmann::ordered_json sharesOf(const library::Library& library)
{
    std::map<std::string, Share> shares;
    for (const auto& entry : library.entries) {
        Share& share = shares[entry.composer];
        ++share.pieces;
        share.notes += entry.notes;
        share.seconds += entry.length.count();
    }
    auto json = nlohmann::ordered_json::array();
    for (const auto& [composer, share] : shares)
        json.push_back(
            {{"composer", composer}, {"pieces", share.pieces}, {"notes", share.notes}, {"seconds", share.seconds}});
    return json;
}

/// What each family of instruments has, the most notes first.
nlohmann::ordered_json familiesOf(const library::Library& library)
{
    std::array<Share, midi::kFamilies> shares{};
    for (const auto& entry : library.entries) {
        std::array<bool, midi::kFamilies> plays{};
        for (const library::PartSummary& part : entry.parts) {
            const auto family = static_cast<std::size_t>(midi::familyOf(library::silentPart(part)));
            shares[family].notes += part.notes;
            shares[family].pieces += plays[family] ? 0 : 1;
            plays[family] = true;
        }
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t family) { return shares[family].notes; });
    auto json = nlohmann::ordered_json::array();
    for (const std::size_t family : order)
        if (shares[family].pieces > 0)
            json.push_back({{"family", midi::nameOf(static_cast<midi::Family>(family))},
                            {"pieces", shares[family].pieces},
                            {"notes", shares[family].notes}});
    return json;
}

nlohmann::ordered_json statisticsJson(const library::Statistics& statistics)
{
    const auto& metre = statistics.metre;
    return {{"onsets", statistics.onsets},
            {"chords", statistics.chords},
            {"distinctWords", statistics.distinctWords},
            {"largestChord", statistics.largestChord},
            {"beats", statistics.beats},
            {"gridFit", statistics.grid.share()},
            {"key", statistics.key.name()},
            {"keyMargin", statistics.key.margin},
            {"meanTempoBpm", statistics.meanTempoBpm},
            {"slowestTempoBpm", statistics.slowestTempoBpm},
            {"fastestTempoBpm", statistics.fastestTempoBpm},
            {"tempoChanges", statistics.tempoChanges},
            {"metre", std::to_string(metre.numerator) + '/' + std::to_string(metre.denominator)},
            {"metreChanges", statistics.metreChanges},
            {"meanPolyphony", statistics.meanPolyphony},
            {"mostPolyphony", statistics.mostPolyphony},
            {"meanVelocity", statistics.meanVelocity()},
            {"velocityDeviation", statistics.velocityDeviation()},
            {"drumNotes", statistics.drumNotes},
            {"pitches", statistics.pitches},
            {"velocities", statistics.velocities}};
}

} // namespace

nlohmann::ordered_json jsonOf(const library::Library& library)
{
    return {{"pieces", library.entries.size()},  {"composers", library.composerCount()},
            {"notes", library.noteCount()},      {"seconds", library.length().count()},
            {"skipped", library.skipped.size()}, {"statistics", statisticsJson(library::statisticsOf(library))},
            {"perComposer", sharesOf(library)},  {"perFamily", familiesOf(library)}};
}

nlohmann::ordered_json entriesJson(const library::Library& library)
{
    auto json = nlohmann::ordered_json::array();
    for (const auto& entry : library.entries)
        json.push_back({{"id", entry.id},
                        {"composer", entry.composer},
                        {"title", entry.title},
                        {"notes", entry.notes},
                        {"seconds", entry.length.count()},
                        {"diagnostics", entry.diagnostics.size()},
                        {"statistics", statisticsJson(*entry.statistics)},
                        {"parts", partsJson(entry.parts)}});
    return json;
}

nlohmann::ordered_json duplicatesJson(const library::Library& library,
                                      const std::vector<library::Duplicate>& duplicates)
{
    auto json = nlohmann::ordered_json::array();
    for (const auto& pair : duplicates)
        json.push_back({{"first", library.entries[pair.first].id},
                        {"second", library.entries[pair.second].id},
                        {"likeness", library::nameOf(pair.likeness)},
                        {"transposition", pair.transposition},
                        {"shared", pair.shared}});
    return json;
}

} // namespace cadenza::app
