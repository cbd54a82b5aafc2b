#include "core/library/entry_builder.h"
#include "core/library/import_sources.h"
#include "core/library/library.h"
#include "core/library/source_scan.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace cadenza::library {

namespace {

constexpr unsigned kMostThreads = 16;

/// Reads sources on one thread, with an archive handle of its own.
class Worker {
public:
    SourceResult read(const MidiSource& source)
    {
        const auto bytes = source.archive ? readMember(source) : source.read();
        if (!bytes)
            return std::unexpected(bytes.error());
        return entriesOf(source, *bytes);
    }

private:
    Result<std::vector<std::byte>> readMember(const MidiSource& source)
    {
        if (opened_ != source.archive) {
            auto own = source.archive->another();
            if (!own)
                return std::unexpected(own.error());
            own_ = std::make_unique<Archive>(std::move(*own));
            opened_ = source.archive;
        }
        return own_->read(source.member);
    }

    std::shared_ptr<const Archive> opened_;
    std::unique_ptr<Archive> own_;
};

Error reasonForNothing(const Scan& scan, std::span<const std::filesystem::path> paths)
{
    if (scan.skipped.size() == 1 && paths.size() == 1)
        return scan.skipped.front().error;
    const std::string subject = paths.size() == 1 ? paths.front().string() : std::string();
    const std::string detail = scan.skipped.empty() ? std::string() : scan.skipped.front().subject;
    return Error{Fault::NoMusic, subject, detail, std::nullopt};
}

} // namespace

std::vector<SourceResult> readSources(const std::vector<MidiSource>& sources, const std::stop_token& stop,
                                      const ProgressSink& progress)
{
    std::vector<SourceResult> results(sources.size());
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    const auto work = [&](const ProgressSink& report) {
        Worker worker;
        for (std::size_t i = next++; i < sources.size() && !stop.stop_requested(); i = next++) {
            results[i] = worker.read(sources[i]);
            const std::size_t finished = ++done;
            if (report)
                report(static_cast<double>(finished) / static_cast<double>(sources.size()),
                       sources[i].name().filename().string());
        }
    };
    const std::size_t wanted = std::min<std::size_t>(
        {std::max(1u, std::thread::hardware_concurrency()), kMostThreads, (sources.size() + 3) / 4});
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < wanted; ++i)
            helpers.emplace_back([&] { work({}); });
        work(progress);
    }
    return results;
}

Result<Library> importLibrary(std::span<const std::filesystem::path> paths, std::stop_token stop,
                              const ProgressSink& progress)
{
    Scan scan = scanSources(paths, stop);
    std::vector<SourceResult> results = readSources(scan.sources, stop, progress);
    if (stop.stop_requested())
        return failure(Fault::Cancelled);

    Library library;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i])
            std::ranges::move(*results[i], std::back_inserter(library.entries));
        else
            scan.skipped.push_back({scan.sources[i].id(), results[i].error()});
    }
    if (library.entries.empty())
        return std::unexpected(reasonForNothing(scan, paths));
    tellTitlesApart(library.entries);
    sortEntries(library.entries);
    library.skipped = std::move(scan.skipped);
    return library;
}

} // namespace cadenza::library
