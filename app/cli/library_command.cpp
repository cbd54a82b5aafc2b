#include "app/cli/classic_streams.h"
#include "app/cli/command.h"
#include "app/cli/library_json.h"
#include "app/resources.h"
#include "core/base/explain.h"
#include "core/library/duplicates.h"
#include "core/library/folder_watch.h"
#include "core/library/library_index.h"
#include "core/library/piece_loading.h"

#include <CLI/CLI.hpp>

#include <condition_variable>
#include <iomanip>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    bool pieces{false};
    bool duplicates{false};
    bool classic{false};
    bool watch{false};
    bool noIndex{false};
    bool json{false};
    std::string edit; ///< id of an entry, or its end
    std::string composer;
    std::string title;
};

/// The pieces under some paths: through the index where there is one, so that what is known is not read again.
class Collection {
public:
    Collection(std::vector<std::filesystem::path> paths, bool useIndex) : paths_(std::move(paths))
    {
        const auto file = useIndex ? libraryIndexFile() : std::filesystem::path();
        if (file.empty())
            return;
        if (auto index = library::LibraryIndex::open(file))
            index_.emplace(std::move(*index));
    }

    [[nodiscard]] const std::vector<std::filesystem::path>& paths() const { return paths_; }
    [[nodiscard]] library::LibraryIndex* index() { return index_ ? &*index_ : nullptr; }

    Result<library::Library> open(const std::stop_token& stop)
    {
        if (!index_)
            return library::importLibrary(paths_, stop);
        auto imported = index_->import(paths_, stop);
        if (!imported)
            return std::unexpected(imported.error());
        index_->fillWords(imported->library);
        return std::move(imported->library);
    }

private:
    std::vector<std::filesystem::path> paths_;
    std::optional<library::LibraryIndex> index_;
};

Result<std::vector<library::Duplicate>> duplicatesOf(library::Library& library, const std::stop_token& stop)
{
    if (const auto loaded = library::loadPieces(library, stop); !loaded)
        return std::unexpected(loaded.error());
    return library::findDuplicates(library, stop);
}

/// “1 piece”, “2 pieces”.
std::string counted(std::size_t count, const char* one)
{
    return std::to_string(count) + ' ' + one + (count == 1 ? "" : "s");
}

void printTable(const library::Library& library)
{
    for (const auto& entry : library.entries)
        std::cout << std::left << std::setw(16) << entry.composer << ' ' << std::setw(40) << entry.title << ' '
                  << std::right << std::setw(7) << entry.notes << " notes " << std::setw(6)
                  << static_cast<int>(entry.length.count()) << " s\n";
    std::cout << counted(library.entries.size(), "piece") << ", " << counted(library.composerCount(), "composer")
              << ", " << counted(library.noteCount(), "note") << ", " << static_cast<int>(library.length().count())
              << " s" << std::endl;
    for (const auto& skipped : library.skipped)
        std::cerr << "skipped: " << explain(skipped.error) << '\n';
}

void printDuplicates(const library::Library& library, const std::vector<library::Duplicate>& duplicates)
{
    const auto nameOf = [&](std::size_t i) { return library.entries[i].composer + ", " + library.entries[i].title; };
    for (const auto& pair : duplicates) {
        std::cout << "same music (" << library::nameOf(pair.likeness);
        if (pair.transposition != 0)
            std::cout << ", " << std::showpos << pair.transposition << std::noshowpos << " semitones";
        std::cout << "): " << nameOf(pair.first) << " = " << nameOf(pair.second) << '\n';
    }
}

void printClassic(const nlohmann::ordered_json& counts)
{
    std::cout << "for the Classic model: " << counts.at("tokens") << " tokens (" << counts.at("notes") << " notes, "
              << counts.at("chords") << " chords), " << counts.at("words") << " words, " << counts.at("offsets")
              << " offsets, " << counts.at("durations") << " durations" << std::endl;
}

Result<void> tell(library::Library library, const Options& options, const std::stop_token& stop)
{
    std::vector<library::Duplicate> duplicates;
    if (options.duplicates) {
        auto found = duplicatesOf(library, stop);
        if (!found)
            return std::unexpected(found.error());
        duplicates = std::move(*found);
    }
    nlohmann::ordered_json classic;
    if (options.classic) {
        auto counted = classicCounts(library, stop);
        if (!counted)
            return std::unexpected(counted.error());
        classic = std::move(*counted);
    }
    if (!options.json) {
        printTable(library);
        printDuplicates(library, duplicates);
        if (options.classic)
            printClassic(classic);
        return {};
    }
    nlohmann::ordered_json json = jsonOf(library);
    if (options.pieces)
        json["entries"] = entriesJson(library);
    if (options.duplicates)
        json["duplicates"] = duplicatesJson(library, duplicates);
    if (options.classic)
        json["classic"] = std::move(classic);
    printJsonLine(json);
    return {};
}

/// Stores the composer and title that a person gave to one entry.
Result<void> edit(Collection& collection, const Options& options, const std::stop_token& stop)
{
    if (!collection.index())
        return failure(Fault::NotWritable, libraryIndexFile().string(), "names are kept in the library index");
    const auto library = collection.open(stop);
    if (!library)
        return std::unexpected(library.error());
    const library::Entry* found = nullptr;
    for (const auto& entry : library->entries) {
        if (entry.id != options.edit && !entry.id.ends_with('/' + options.edit)
            && !entry.id.ends_with('!' + options.edit))
            continue;
        if (found)
            return failure(Fault::InvalidSetting, options.edit, "several pieces have this name");
        found = &entry;
    }
    if (!found)
        return failure(Fault::NotFound, options.edit);
    return collection.index()->rename(found->id, options.composer, options.title);
}

/// Tells the library again whenever its files changed, until stopped.
Result<void> watch(Collection& collection, const Options& options, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool pending = false;
    const library::FolderWatch folders(collection.paths(), [&] {
        const std::scoped_lock lock(mutex);
        pending = true;
        changed.notify_one();
    });
    for (std::unique_lock lock(mutex); changed.wait(lock, stop, [&] { return pending; });) {
        pending = false;
        lock.unlock();
        if (auto library = collection.open(stop))
            if (const auto told = tell(std::move(*library), options, stop); !told)
                return told;
        lock.lock();
    }
    return {};
}

void run(const Options& options, CommandContext& context)
{
    Collection collection(resolvePaths(options.paths), !options.noIndex);
    if (!options.edit.empty())
        if (const auto edited = edit(collection, options, context.stop); !edited)
            return report(context, edited.error());
    auto library = collection.open(context.stop);
    if (!library)
        return report(context, library.error());
    if (const auto told = tell(std::move(*library), options, context.stop); !told)
        return report(context, told.error());
    if (options.watch)
        if (const auto watched = watch(collection, options, context.stop); !watched)
            report(context, watched.error());
}

} // namespace

void addLibraryCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("library", "Count the pieces, composers and notes of a collection.\n"
                                                  "What was read once is known from an index; only what changed is "
                                                  "read again.");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”")->required();
    command->add_flag("--pieces", options->pieces, "With --json: every piece with its statistics");
    command->add_flag("--duplicates", options->duplicates, "Also the pieces that are the same music, even transposed");
    command->add_flag("--classic", options->classic, "Also the tokens and vocabularies of the Classic model");
    command->add_flag("--watch", options->watch, "Go on, and tell again whenever the files change");
    command->add_flag("--no-index", options->noIndex, "Read everything, and remember nothing");
    auto* edit = command->add_option("--edit", options->edit,
                                     "Give one piece, by its path or the end of it, another composer and title, for "
                                     "good; what is not given is the file's own again");
    command->add_option("--composer", options->composer, "With --edit")->needs(edit);
    command->add_option("--title", options->title, "With --edit")->needs(edit);
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
