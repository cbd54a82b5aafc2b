#include "app/cli/seed_argument.h"

#include "app/cli/command.h"
#include "app/cli/ranked_seeds.h"
#include "app/resources.h"
#include "core/library/library.h"
#include "core/seeds/seed_scoring.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>

namespace cadenza::app {
namespace {

struct NamedSeed {
    std::string source;
    std::optional<std::size_t> number; ///< what follows the last colon
};

NamedSeed parse(const std::string& argument)
{
    const auto colon = argument.rfind(':');
    if (colon == std::string::npos || std::filesystem::exists(argument))
        return {argument, std::nullopt};
    std::size_t number = 0;
    const char* const end = argument.data() + argument.size();
    const auto [stopped, fault] = std::from_chars(argument.data() + colon + 1, end, number);
    if (fault != std::errc{} || stopped != end)
        return {argument, std::nullopt};
    return {argument.substr(0, colon), number};
}

Result<SeedPlace> bestSeedOf(const library::Entry& entry, std::size_t notes)
{
    const auto best = seeds::bestWindows(*entry.piece, 1, notes);
    if (best.empty())
        return failure(Fault::TooLittleMusic, entry.title,
                       "it has " + std::to_string(entry.notes) + " notes, a seed needs " + std::to_string(notes));
    return SeedPlace{*entry.piece, best.front().first, best.front().count};
}

/// The seed number `index` among the best of a whole collection.
Result<SeedPlace> bestSeedOf(std::span<const std::string> paths, std::size_t index, std::size_t notes,
                             std::stop_token stop)
{
    if (paths.empty())
        return failure(Fault::InvalidSetting, "--seed best:" + std::to_string(index), "it needs a --library");
    const auto library = openLibrary(paths, stop);
    if (!library)
        return std::unexpected(library.error());
    const auto ranked = rankSeeds(*library, {notes, index + 1}, "score", {}, stop);
    if (index >= ranked.size())
        return failure(Fault::TooLittleMusic, paths.front(), "it has " + std::to_string(ranked.size()) + " seeds");
    const auto& [entry, window] = ranked[index];
    return SeedPlace{*entry->piece, window.first, window.count};
}

} // namespace

Result<SeedPlace> seedFromArgument(const std::string& argument, std::size_t notes,
                                   std::span<const std::string> libraryPaths, std::stop_token stop)
{
    const NamedSeed named = parse(argument);
    if (named.source == "best")
        return bestSeedOf(libraryPaths, named.number.value_or(0), notes, stop);
    const auto shipped = shippedCollection(named.source);
    const std::filesystem::path paths[] = {shipped.value_or(named.source)};
    const auto library = library::importLibrary(paths, stop);
    if (!library)
        return std::unexpected(library.error());

    if (shipped) {
        const std::size_t index = named.number.value_or(0);
        if (index >= library->entries.size())
            return failure(Fault::InvalidSetting, "--seed " + argument,
                           "the collection has pieces 0 to " + std::to_string(library->entries.size() - 1));
        return bestSeedOf(library->entries[index], notes);
    }
    const library::Entry& entry = library->entries.front();
    if (!named.number)
        return bestSeedOf(entry, notes);
    if (*named.number >= entry.notes)
        return failure(Fault::InvalidSetting, "--seed " + argument,
                       "the piece has notes 0 to " + std::to_string(entry.notes - 1));
    return SeedPlace{*entry.piece, *named.number, std::min(notes, entry.notes - *named.number)};
}

} // namespace cadenza::app
