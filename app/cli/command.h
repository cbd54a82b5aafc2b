#pragma once

#include "core/base/result.h"
#include "core/library/library.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cadenza::app {

/// What every command of cadenza-cli gets: the stop token of Ctrl+C, and where its exit status goes.
struct CommandContext {
    std::stop_token stop;
    std::vector<std::string> arguments; ///< as given, the program's name aside
    int exitStatus{0};
};

/// Each adds one command with its flags; its work runs when CLI11 has parsed the line.
void addInspectCommand(CLI::App& app, CommandContext& context);
void addLibraryCommand(CLI::App& app, CommandContext& context);
void addTrainCommand(CLI::App& app, CommandContext& context);
void addGenerateCommand(CLI::App& app, CommandContext& context);
void addInfillCommand(CLI::App& app, CommandContext& context);
void addRenderCommand(CLI::App& app, CommandContext& context);
void addConvertCommand(CLI::App& app, CommandContext& context);
void addPlayCommand(CLI::App& app, CommandContext& context);
void addSeedsCommand(CLI::App& app, CommandContext& context);
void addOriginalityCommand(CLI::App& app, CommandContext& context);
void addFingerprintCommand(CLI::App& app, CommandContext& context);
void addExperimentCommand(CLI::App& app, CommandContext& context);
void addEvaluateCommand(CLI::App& app, CommandContext& context);
void addDevicesCommand(CLI::App& app, CommandContext& context);
void addBenchCommand(CLI::App& app, CommandContext& context);
void addProjectCommand(CLI::App& app, CommandContext& context);
void addDoctorCommand(CLI::App& app, CommandContext& context);

/// Prints the error for people to standard error and sets exit status 1.
void report(CommandContext& context, const Error& error);

/// Does `write`, which writes `file`, and says on standard error when a file that was there has been replaced.
[[nodiscard]] Result<void> writeOver(const std::filesystem::path& file, const std::function<Result<void>()>& write);

/// One JSON object on a line of its own, flushed, so that a reader sees it at once.
void printJsonLine(const nlohmann::ordered_json& object);

/// PATH arguments as files: `starter` and `ensembles` name what ships with the program.
[[nodiscard]] std::vector<std::filesystem::path> resolvePaths(std::span<const std::string> arguments);

/// A MODEL argument as a file: `builtin` names the ready-trained model.
[[nodiscard]] std::filesystem::path resolveModel(const std::string& argument);

/// The first piece of a MIDI file. Fails as reading does, naming the file.
[[nodiscard]] Result<midi::Piece> readPiece(const std::filesystem::path& file);

/// The pieces under PATH arguments.
[[nodiscard]] Result<library::Library> openLibrary(std::span<const std::string> arguments, std::stop_token stop);

} // namespace cadenza::app
