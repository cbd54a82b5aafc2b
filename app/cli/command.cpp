#include "app/cli/command.h"

#include "app/resources.h"
#include "core/base/explain.h"
#include "core/base/file.h"
#include "core/midi/midi_reader.h"

#include <iostream>
#include <system_error>
#include <utility>

namespace cadenza::app {

void report(CommandContext& context, const Error& error)
{
    std::cerr << "cadenza-cli: " << explain(error) << '\n';
    context.exitStatus = 1;
}

Result<void> writeOver(const std::filesystem::path& file, const std::function<Result<void>()>& write)
{
    std::error_code error;
    const bool replaces = std::filesystem::is_regular_file(file, error);
    auto written = write();
    if (written && replaces)
        std::cerr << "cadenza-cli: “" << file.string() << "” was there already and has been replaced.\n";
    return written;
}

void printJsonLine(const nlohmann::ordered_json& object)
{
    // Names of files and tracks may hold bytes that are no UTF-8: they are replaced, not thrown at.
    std::cout << object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
}

std::vector<std::filesystem::path> resolvePaths(std::span<const std::string> arguments)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& argument : arguments)
        paths.push_back(shippedCollection(argument).value_or(argument));
    return paths;
}

std::filesystem::path resolveModel(const std::string& argument)
{
    return argument == "builtin" ? builtinModel() : std::filesystem::path(argument);
}

Result<midi::Piece> readPiece(const std::filesystem::path& file)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto reading = midi::readMidi(*bytes);
    if (!reading) {
        reading.error().subject = file.string();
        return std::unexpected(reading.error());
    }
    return std::move(reading->sequences.front());
}

Result<library::Library> openLibrary(std::span<const std::string> arguments, std::stop_token stop)
{
    const auto paths = resolvePaths(arguments);
    return library::importLibrary(paths, stop);
}

} // namespace cadenza::app
