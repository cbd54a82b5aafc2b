#include "app/cli/bench/child.h"

#include <cstdio>
#include <memory>

namespace cadenza::app::bench {
namespace {

struct ClosePipe {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

} // namespace

Result<void> readLinesOf(const std::string& command, const std::function<void(const std::string&)>& read)
{
    const std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "r"));
    if (!pipe)
        return failure(Fault::NotFound, "sh");
    std::string line;
    bool told = false;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        if (c != '\n') {
            line += static_cast<char>(c);
            continue;
        }
        read(line);
        told = true;
        line.clear();
    }
    if (!told)
        return failure(Fault::Internal, command, "it printed nothing");
    return {};
}

} // namespace cadenza::app::bench
