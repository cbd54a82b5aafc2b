// Moments of a run: its model as it was then, beside the one that it left. Files only: what is not there is not kept.
#include "core/project/project.h"
#include "core/project/project_folder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostMoments = 8; ///< of a run: a few to a hundred megabytes
constexpr std::string_view kEnding = ".safetensors";

std::string prefixOf(RunId run)
{
    return "run-" + std::to_string(run.value) + "-at-";
}

std::int64_t millisecondsOf(double seconds)
{
    return std::llround(seconds * 1000.0);
}

/// The one whose neighbours come closest to each other without it; the newest stays.
std::size_t leastMissed(const std::vector<double>& moments)
{
    std::size_t least = 0;
    double gap = moments[1];
    for (std::size_t i = 1; i + 1 < moments.size(); ++i)
        if (const double without = moments[i + 1] - moments[i - 1]; without < gap) {
            gap = without;
            least = i;
        }
    return least;
}

} // namespace

fs::path Project::momentOf(RunId run, double seconds) const
{
    return folder_ / kCheckpoints / (prefixOf(run) + std::to_string(millisecondsOf(seconds)) + std::string(kEnding));
}

std::vector<double> Project::momentsOf(RunId run) const
{
    const std::string prefix = prefixOf(run);
    std::vector<double> moments;
    for (const std::string& name : filesEnding(folder_ / kCheckpoints, kEnding)) {
        std::int64_t milliseconds = 0;
        if (!name.starts_with(prefix))
            continue;
        const char* end = name.data() + name.size() - kEnding.size();
        const auto read = std::from_chars(name.data() + prefix.size(), end, milliseconds);
        if (read.ec == std::errc() && read.ptr == end)
            moments.push_back(static_cast<double>(milliseconds) / 1000.0);
    }
    std::ranges::sort(moments);
    return moments;
}

Result<void> Project::keepMoment(RunId run, double seconds, const model::Model& model)
{
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return std::unexpected(change({}).error());
    if (auto written = model::writeModel(momentOf(run, seconds), model, model::Precision::Float16); !written)
        return written;
    std::error_code ignored; // one too many does no harm
    auto moments = momentsOf(run);
    while (millisecondsOf(moments.back()) > millisecondsOf(seconds)) { // it went on from a checkpoint
        fs::remove(momentOf(run, moments.back()), ignored);
        moments.pop_back();
    }
    while (moments.size() > kMostMoments) {
        const std::size_t least = leastMissed(moments);
        fs::remove(momentOf(run, moments[least]), ignored);
        moments.erase(moments.begin() + static_cast<std::ptrdiff_t>(least));
    }
    return {};
}

Result<std::shared_ptr<const model::Model>> Project::loadMoment(RunId run, double seconds) const
{
    return model::readModel(momentOf(run, seconds));
}

} // namespace cadenza::project
