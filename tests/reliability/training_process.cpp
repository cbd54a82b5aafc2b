#include "tests/reliability/training_process.h"

#include "core/base/explain.h"
#include "core/library/library.h"
#include "core/library/piece_loading.h"
#include "core/ml/loader.h"
#include "core/project/project.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <limits>
#include <memory>
#include <span>

namespace cadenza::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kStoreEvery = 100ms; ///< as the window does

/// A length in passes, so that the curve is the same to the last bit.
training::TrainingConfig config()
{
    training::TrainingConfig config;
    config.shape = {.hidden = 64, .layers = 1};
    config.batch = 8;
    config.steps = 32;
    config.epochs = 8.0;
    config.threads = 1;
    config.reportEvery = 0s;
    return config;
}

Result<training::CorpusSnapshot> starter()
{
    const fs::path place = CADENZA_STARTER;
    auto library = library::importLibrary(std::span(&place, 1));
    if (!library)
        return std::unexpected(library.error());
    if (const auto loaded = library::loadPieces(*library, {}); !loaded)
        return std::unexpected(loaded.error());
    return training::makeCorpus(library->entries, config());
}

Result<void> train(const fs::path& folder, double checkpointSeconds, const std::function<void(std::uint64_t)>& stored)
{
    const bool there = fs::exists(folder / "project.db");
    auto project = there ? project::Project::open(folder) : project::Project::create(folder, "evening");
    if (!project)
        return std::unexpected(project.error());
    const auto runs = (*project)->runs();
    auto run = there && runs && !runs->empty() ? Result<project::RunId>(runs->front().id)
                                               : (*project)->beginRun("Run 1", config());
    const auto corpus = starter();
    if (!run || !corpus)
        return std::unexpected(run ? corpus.error() : run.error());
    if (auto going = (*project)->setState(*run, project::RunState::Running); !going)
        return going;
    std::vector<training::TrainingReport> waiting;
    std::uint64_t count = 0;
    Result<void> kept;
    const auto store = [&] {
        kept = (*project)->addReports(*run, waiting);
        stored(count += waiting.size());
        waiting.clear();
    };
    auto storedAt = std::chrono::steady_clock::now();
    const auto outcome =
        training::train(ml::learnerFactory(), config(), *corpus, {},
                        [&](const training::TrainingReport& report) {
                            waiting.push_back(report);
                            if (const auto now = std::chrono::steady_clock::now(); now - storedAt >= kStoreEvery) {
                                storedAt = now;
                                store();
                            }
                        },
                        {.file = (*project)->checkpointOf(*run),
                         .every = std::chrono::duration<double>(checkpointSeconds),
                         .resume = training::Resume::IfThere});
    if (!outcome)
        return std::unexpected(outcome.error());
    store();
    if (!kept)
        return kept;
    if (const auto model = (*project)->addModel(*outcome->model, "the model", *run); !model)
        return std::unexpected(model.error());
    return (*project)->setState(*run, project::RunState::Finished);
}

} // namespace

TrainingProcess::TrainingProcess(const fs::path& project, double checkpointSeconds)
{
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        return;
    child_ = ::fork();
    if (child_ == 0) {
        ::close(pipe[0]);
        const auto say = [&](const std::string& line) {
            (void)!::write(pipe[1], (line + '\n').data(), line.size() + 1);
        };
        const auto done = train(project, checkpointSeconds, [&](std::uint64_t count) { say(std::to_string(count)); });
        if (!done)
            say("failed " + explain(done.error()));
        std::_Exit(done ? 0 : 1);
    }
    ::close(pipe[1]);
    pipe_ = pipe[0];
}

TrainingProcess::~TrainingProcess()
{
    kill();
    (void)end();
}

std::optional<std::string> TrainingProcess::readLine()
{
    while (read_.find('\n') == std::string::npos) {
        std::array<char, 4096> block{};
        const ssize_t got = ::read(pipe_, block.data(), block.size());
        if (got <= 0)
            return std::nullopt;
        read_.append(block.data(), static_cast<std::size_t>(got));
    }
    const auto end = read_.find('\n');
    std::string line = read_.substr(0, end);
    read_.erase(0, end + 1);
    return line;
}

bool TrainingProcess::waitForReports(std::uint64_t count)
{
    while (const auto line = readLine()) {
        if (line->starts_with("failed"))
            fault_ = *line;
        else if (std::stoull(*line) >= count)
            return true;
    }
    return false;
}

void TrainingProcess::kill()
{
    if (child_ > 0)
        ::kill(child_, SIGKILL);
}

std::optional<std::string> TrainingProcess::end()
{
    if (child_ <= 0)
        return std::nullopt;
    (void)waitForReports(std::numeric_limits<std::uint64_t>::max());
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = 0;
    ::close(pipe_);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return std::nullopt;
    return fault_.empty() ? "it died" : fault_;
}

} // namespace cadenza::test
