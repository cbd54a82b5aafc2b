#include "app/cli/command.h"
#include "app/cli/hearing.h"
#include "app/cli/ranked_seeds.h"
#include "app/cli/rehearsing.h"
#include "core/midi/tempo_map.h"
#include "core/seeds/reason_table.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::app {
namespace {

constexpr std::size_t kRehearsedForOne = 3;

struct Options {
    std::vector<std::string> paths;
    std::size_t top{10};
    std::size_t notes{seeds::kDefaultSeedNotes};
    seeds::Snap snap{seeds::Snap::None};
    std::string sort{"score"};
    std::string model; ///< whose surprise is a reason too; none when empty
    bool rehearse{false};
    bool reasons{false};
    bool json{false};
};

std::pair<int, int> barsOf(const RankedSeed& seed)
{
    const midi::TempoMap time(*seed.entry->piece);
    const auto notes = midi::notesInOrder(*seed.entry->piece);
    const auto barOf = [&](std::size_t note) { return time.barAt(notes[note].note.onset).bar; };
    return {barOf(seed.window.first), barOf(seed.window.first + seed.window.count - 1)};
}

void printJson(const RankedSeed& seed)
{
    nlohmann::ordered_json reasons;
    nlohmann::ordered_json words = nlohmann::ordered_json::array();
    for (const auto& reason : seed.window.reasons) {
        reasons[reason.name] = reason.value;
        words.push_back(reason.words);
    }
    const auto [firstBar, lastBar] = barsOf(seed);
    printJsonLine({{"piece", seed.entry->id},
                   {"first", seed.window.first},
                   {"notes", seed.window.count},
                   {"bars", {firstBar, lastBar}},
                   {"score", seed.window.score},
                   {"reasons", reasons},
                   {"words", words}});
}

void print(const RankedSeed& seed)
{
    const auto [firstBar, lastBar] = barsOf(seed);
    std::cout << std::fixed << std::setprecision(2) << seed.window.score << "  " << seed.entry->composer << ", "
              << seed.entry->title << ", bars " << firstBar << "–" << lastBar << ", from note " << seed.window.first
              << "\n      ";
    const char* separator = "";
    for (const auto& reason : seed.window.reasons) {
        std::cout << separator << reason.words;
        separator = " · ";
    }
    std::cout << '\n';
}

/// What makes the best 1 % of all windows differ from any windows.
void printReasons(const seeds::ReasonTable& table, bool json)
{
    if (json) {
        nlohmann::ordered_json rows;
        for (const auto& row : table.rows)
            rows[row.name] = {{"top", row.top}, {"random", row.random}};
        return printJsonLine({{"windows", table.windows}, {"top_windows", table.topWindows}, {"means", rows}});
    }
    std::cout << table.windows << " windows; means over the best " << table.topWindows << " and as many at random\n"
              << std::fixed << std::setprecision(3);
    for (const auto& row : table.rows)
        std::cout << std::left << std::setw(12) << row.name << std::right << "  best " << row.top << "  random "
                  << row.random << '\n';
}

void run(const Options& options, CommandContext& context)
{
    const auto library = openLibrary(options.paths, context.stop);
    if (!library)
        return report(context, library.error());
    if (options.sort == seeds::kSurpriseReason && options.model.empty())
        return report(context, {Fault::InvalidSetting, "--sort surprise", "it needs a --model", {}});
    if (options.rehearse && options.model.empty())
        return report(context, {Fault::InvalidSetting, "--rehearse", "it needs a --model", {}});
    seeds::Hearing hearing;
    if (!options.model.empty()) {
        auto heard = hear(options.model, piecesOf(*library), options.notes, context.stop);
        if (!heard)
            return report(context, heard.error());
        hearing = std::move(*heard);
    }
    const Error tooShort{
        Fault::TooLittleMusic, options.paths.front(), "no piece has " + std::to_string(options.notes) + " notes", {}};
    if (options.reasons) {
        const auto table = seeds::reasonTable(piecesOf(*library), options.notes, hearing, context.stop);
        return table.windows == 0 ? report(context, tooShort) : printReasons(table, options.json);
    }
    const std::size_t looked = options.rehearse ? kRehearsedForOne * options.top : options.top;
    auto ranked = rankSeeds(*library, {options.notes, looked, options.snap}, options.sort, hearing, context.stop);
    if (ranked.empty())
        return report(context, tooShort);
    if (options.rehearse) {
        auto better = rehearsed(std::move(ranked), options.model, context.stop);
        if (!better)
            return report(context, better.error());
        ranked = std::move(*better);
        ranked.resize(std::min(ranked.size(), options.top));
    }
    for (const auto& seed : ranked)
        options.json ? printJson(seed) : print(seed);
}

std::vector<std::string> sortNames()
{
    std::vector<std::string> names{"score"};
    for (const char* name : seeds::reasonNames())
        names.emplace_back(name);
    names.emplace_back(seeds::kSurpriseReason);
    return names;
}

} // namespace

void addSeedsCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("seeds", "Find the passages most worth continuing");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”")->required();
    command->add_option("--top", options->top, "How many to show")->check(CLI::Range(1, 100000));
    command->add_option("--notes", options->notes, "Length of a seed")->check(CLI::Range(16, 256));
    const std::map<std::string, seeds::Snap> snaps{
        {"none", seeds::Snap::None}, {"bars", seeds::Snap::Bars}, {"phrases", seeds::Snap::Phrases}};
    command->add_option("--snap", options->snap, "Begin and end with bars or phrases: none, bars, phrases")
        ->transform(CLI::CheckedTransformer(snaps));
    command->add_option("--sort", options->sort, "By “score”, or by one reason")->check(CLI::IsMember(sortNames()));
    command->add_option("--model", options->model,
                        "Also ask this model, or “builtin”, how much a seed surprises it: the reason “surprise”");
    command->add_flag(
        "--rehearse", options->rehearse,
        "Let the --model continue three times as many in short and rank them anew: the reason “rehearsal”");
    command->add_flag("--reasons", options->reasons,
                      "Instead: each reason's mean over the best 1 % of all windows, and over random ones");
    command->add_flag("--json", options->json, "One JSON object a seed");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
