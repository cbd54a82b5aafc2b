#include "app/cli/command.h"
#include "app/cli/generation_flags.h"
#include "app/cli/part_words.h"
#include "app/cli/seed_argument.h"
#include "app/cli/take_output.h"
#include "core/base/file.h"
#include "core/generation/heard_parts.h"
#include "core/generation/other_hand.h"
#include "core/generation/part_takes.h"
#include "core/generation/settings_json.h"
#include "core/midi/instruments.h"
#include "core/model/network.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>
#include <utility>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::string seed;
    std::vector<std::string> library; ///< that `best:N` chooses from
    std::size_t seedNotes{64};
    std::optional<std::size_t> continueFrom; ///< note of the file
    std::optional<std::size_t> notes;
    std::size_t takes{1};
    std::uint64_t randomSeed{1};
    std::string keepHand;            ///< "left" or "right"
    std::string newParts, keptParts; ///< as `partSelectionFrom` reads them
    GenerationFlags dials;
    std::string settingsOut;
    std::string out;
    bool withoutSeed{false};
    bool json{false};
};

/// All that comes before a note of a file: a take that is to go on from there.
Result<SeedPlace> beginningOf(const std::string& file, std::size_t notes)
{
    auto piece = readPiece(file);
    if (!piece)
        return std::unexpected(piece.error());
    if (notes == 0 || notes > piece->noteCount())
        return failure(Fault::InvalidSetting, "--continue-from " + std::to_string(notes),
                       "the piece has " + std::to_string(piece->noteCount()) + " notes");
    return SeedPlace{std::move(*piece), 0, notes};
}

Result<SeedPlace> seedFor(const Options& options, std::stop_token stop)
{
    return options.continueFrom ? beginningOf(options.seed, *options.continueFrom)
                                : seedFromArgument(options.seed, options.seedNotes, options.library, stop);
}

/// Parts to be made anew, parts to be kept, or both and the rest left out.
Result<std::vector<generation::PartRole>> rolesFor(const midi::Piece& piece, const Options& options)
{
    const auto made = partsNamed(piece, "--parts", options.newParts);
    const auto kept = partsNamed(piece, "--keep-parts", options.keptParts);
    for (const auto* parts : {&made, &kept})
        if (!*parts)
            return std::unexpected(parts->error());
    const auto rest = made->empty()   ? generation::PartRole::New
                      : kept->empty() ? generation::PartRole::Kept
                                      : generation::PartRole::LeftOut;
    std::vector<generation::PartRole> roles(piece.parts.size(), rest);
    for (const std::size_t part : *kept)
        roles[part] = generation::PartRole::Kept;
    for (const std::size_t part : *made)
        roles[part] = generation::PartRole::New;
    return roles;
}

Result<std::vector<generation::Take>> makeTakes(const model::Network& network, const SeedPlace& place,
                                                const generation::GenerationSettings& settings, const Options& options,
                                                std::stop_token stop)
{
    if (!options.keepHand.empty())
        return generation::drawOtherHand(network, place.seed(),
                                         options.keepHand == "left" ? midi::Hand::Left : midi::Hand::Right, settings,
                                         options.takes, options.randomSeed, stop);
    const std::size_t notes = options.notes.value_or(generation::mostNotes(settings.ending));
    if (options.newParts.empty() && options.keptParts.empty())
        return generation::generate(network, place.seed(), settings, notes, options.takes, options.randomSeed, stop);
    auto roles = rolesFor(place.piece, options);
    if (!roles)
        return std::unexpected(std::move(roles.error()));
    return generation::drawParts(network, {place.piece, place.first, place.count, std::move(*roles)}, settings, notes,
                                 options.takes, options.randomSeed, stop);
}

/// What the model makes nothing for is said, and not left to be missed.
void sayWhatRests(const model::Network& network, const SeedPlace& place, const Options& options)
{
    const auto roles = rolesFor(place.piece, options);
    for (const std::size_t part : generation::unheardParts(network, place.seed()))
        if (roles && (*roles)[part] == generation::PartRole::New)
            std::cerr << midi::labelOf(place.piece.parts[part])
                      << ": the model has learnt no drums, so they rest after the seed\n";
}

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    auto settings = options.dials.settings((*model)->composers);
    if (!settings)
        return std::unexpected(settings.error());
    settings->includeSeed = settings->includeSeed && !options.withoutSeed;
    const auto seed = seedFor(options, context.stop);
    if (!seed)
        return std::unexpected(seed.error());
    if (!options.settingsOut.empty())
        if (auto written = writeFileAtomically(options.settingsOut, generation::toJson(*settings) + '\n'); !written)
            return written;
    const model::Network network(*model);
    const auto takes = makeTakes(network, *seed, *settings, options, context.stop);
    if (!takes)
        return std::unexpected(takes.error());
    sayWhatRests(network, *seed, options);
    TakeOutput output(options.out, options.json ? TakeOutput::Form::Json : TakeOutput::Form::Lines, **model);
    for (const generation::Take& take : *takes)
        if (auto written = output.write(take); !written)
            return written;
    return {};
}

} // namespace

void addGenerateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("generate", "Continue a seed");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command
        ->add_option("--seed", options->seed,
                     "FILE, FILE:FIRSTNOTE (from 0), starter:N or ensembles:N (the best seed of piece N of "
                     "a collection that ships), "
                     "or best:N (the N-th best seed of --library, from 0)")
        ->required();
    command->add_option("--library", options->library, "MIDI files, folders and zips that best:N chooses from");
    command->add_option("--seed-notes", options->seedNotes, "Length of the seed")->check(CLI::Range(1, 4096));
    command->add_option("--continue-from", options->continueFrom,
                        "With a FILE: go on from this note (from 0) of it, on all that comes before");
    command
        ->add_option("--notes", options->notes, "Notes to make at most; 200 where neither bars nor seconds are given")
        ->check(CLI::Range(1, 100000));
    command->add_option("--takes", options->takes, "Continuations to make")->check(CLI::Range(1, 64));
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same takes");
    command
        ->add_option("--keep-hand", options->keepHand,
                     "left or right: play that hand of the seed once more, with the other drawn anew")
        ->check(CLI::IsMember({"left", "right"}));
    command
        ->add_option("--parts", options->newParts,
                     "Make these parts anew over all others, which go on as the piece has them; divided by commas: "
                     "instruments, families, names or numbers from 1")
        ->excludes("--keep-hand");
    command
        ->add_option("--keep-parts", options->keptParts,
                     "Let these parts go on as the piece has them, with all others made anew; with --parts, what "
                     "neither names is left out")
        ->excludes("--keep-hand");
    options->dials.addTo(*command);
    command->add_option("--settings-out", options->settingsOut, "JSON file to write the settings to, for --settings");
    command->add_option("--out", options->out, "Folder for take-01.mid, take-02.mid …")->required();
    command->add_flag("--without-seed", options->withoutSeed, "Leave the seed out of the files");
    command->add_flag("--json", options->json, "One JSON object a take");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
