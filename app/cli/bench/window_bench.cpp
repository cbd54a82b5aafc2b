#include "app/cli/bench/bench.h"
#include "app/cli/bench/scratch.h"
#include "app/resources.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace cadenza::app::bench {
namespace {

struct ClosePipe {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

void tellLine(const std::string& line, const FigureSink& tell)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("metric"))
        tell({json["bench"], json["metric"], json["value"], json["unit"]});
}

} // namespace

Result<void> benchWindow(const FigureSink& tell)
{
    const Scratch scratch;
    const auto window = executableFolder() / "cadenza";
    const std::string command = "QT_QPA_PLATFORM=offscreen '" + window.string() + "' --benchmark --demonstrate '"
                                + scratch.folder().string() + "' 2>/dev/null";
    const std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "r"));
    if (!pipe)
        return failure(Fault::NotFound, window.string());
    std::string line;
    bool told = false;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        if (c != '\n') {
            line += static_cast<char>(c);
            continue;
        }
        tellLine(line, tell);
        told = true;
        line.clear();
    }
    if (!told)
        return failure(Fault::Internal, window.string(), "the window measured nothing");
    return {};
}

} // namespace cadenza::app::bench
