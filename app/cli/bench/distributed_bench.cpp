#include "app/cli/bench/bench.h"
#include "app/cli/bench/child.h"
#include "app/cli/bench/scratch.h"
#include "app/resources.h"

#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cadenza::app::bench {
namespace {

constexpr int kRounds = 5;
constexpr const char* kRun = " --hidden 512 --layers 2 --steps 64 --minutes 0.2 --validation-share 0 --json";

/// A port that nobody listens on.
std::string freePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    socklen_t size = sizeof name;
    ::bind(descriptor, reinterpret_cast<const sockaddr*>(&name), size);
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size);
    ::close(descriptor);
    return std::to_string(ntohs(name.sin_port));
}

/// Notes a second of a run that this line of the shell does, from its second report to its last: the first steps warm
/// up.
Result<double> speedOf(const std::string& command)
{
    std::vector<nlohmann::json> reports;
    const auto done = readLinesOf(command, [&](const std::string& line) {
        if (auto report = nlohmann::json::parse(line, nullptr, false); report.is_object())
            reports.push_back(std::move(report));
    });
    if (!done)
        return std::unexpected(done.error());
    if (reports.size() < 3)
        return failure(Fault::Internal, command, "it reported too little");
    const auto between = [&](const char* key) {
        return reports.back()[key].get<double>() - reports[1][key].get<double>();
    };
    return between("notes") / between("seconds");
}

/// `train` with these flags as two ranks on this machine.
std::string asRanks(const std::string& train)
{
    const std::string place = "MASTER_ADDR=127.0.0.1 MASTER_PORT=" + freePort() + " WORLD_SIZE=2 RANK=";
    return place + "1 " + train + " --distributed >/dev/null & " + place + "0 " + train + " --distributed; wait";
}

Result<void> compare(const std::filesystem::path& music, int batch, const FigureSink& tell)
{
    const Scratch scratch;
    const std::string train = '\'' + (executableFolder() / "cadenza-cli").string() + "' train '" + music.string()
                              + "' --out '" + (scratch.folder() / "m.safetensors").string() + '\'' + kRun + " --batch "
                              + std::to_string(batch);
    std::vector<double> alone, together, ratios;
    for (int round = 0; round < kRounds; ++round) {
        const auto one = speedOf(train + " --threads 2");
        const auto two = one ? speedOf(asRanks(train + " --threads 1")) : one;
        if (!two)
            return std::unexpected(two.error());
        alone.push_back(*one);
        together.push_back(*two);
        ratios.push_back(*two / *one);
    }
    const std::string bench = "distributed.batch_" + std::to_string(batch);
    tell({bench, "one_process_two_threads", medianOf(alone), "notes/s"});
    tell({bench, "two_ranks_one_thread_each", medianOf(together), "notes/s"});
    tell({bench, "ratio", medianOf(ratios), "×"});
    return {};
}

} // namespace

Result<void> benchDistributed(const std::filesystem::path& music, const FigureSink& tell)
{
    const auto few = music / "seed-subset";
    for (const int batch : {16, 32})
        if (auto compared = compare(std::filesystem::exists(few) ? few : music, batch, tell); !compared)
            return compared;
    return {};
}

} // namespace cadenza::app::bench
