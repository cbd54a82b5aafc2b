#include "app/cli/part_words.h"

#include "core/midi/instruments.h"
#include "core/midi/part_selection.h"

namespace cadenza::app {
namespace {

/// “1 Violin I, 2 Drums”
std::string partsListed(const midi::Piece& piece)
{
    std::string list;
    for (std::size_t i = 0; i < piece.parts.size(); ++i)
        list += (i == 0 ? "" : ", ") + std::to_string(i + 1) + ' ' + midi::labelOf(piece.parts[i]);
    return list;
}

} // namespace

nlohmann::ordered_json partJson(const library::PartSummary& part)
{
    const midi::Part instrument = library::silentPart(part);
    return {{"name", part.name},
            {"instrument", midi::instrumentOf(instrument)},
            {"family", midi::nameOf(midi::familyOf(instrument))},
            {"program", part.program},
            {"channel", part.channel},
            {"drums", part.drums},
            {"notes", part.notes}};
}

nlohmann::ordered_json partsJson(std::span<const library::PartSummary> parts)
{
    auto json = nlohmann::ordered_json::array();
    for (const library::PartSummary& part : parts)
        json.push_back(partJson(part));
    return json;
}

Result<std::vector<std::size_t>> partsNamed(const midi::Piece& piece, const std::string& flag, const std::string& words)
{
    const auto selection = midi::partSelectionFrom(words);
    for (const std::string& word : selection.words)
        if (midi::partsIn(piece, {{word}}).empty())
            return failure(Fault::InvalidSetting, flag + ' ' + word, "the piece has " + partsListed(piece));
    return selection.all() ? std::vector<std::size_t>{} : midi::partsIn(piece, selection);
}

} // namespace cadenza::app
