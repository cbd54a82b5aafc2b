#include "ui/training/elsewhere_state.h"

#include <algorithm>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;
using Phase = ElsewhereState::Phase;

constexpr auto kSilentAfter = 3min;

Phase phaseOf(elsewhere::RunStatus::Phase phase, bool silent)
{
    switch (phase) {
    case elsewhere::RunStatus::Phase::Running: return silent ? Phase::Silent : Phase::Running;
    case elsewhere::RunStatus::Phase::Stopped: return Phase::Stopped;
    case elsewhere::RunStatus::Phase::Failed: return Phase::Failed;
    case elsewhere::RunStatus::Phase::Finished: break;
    }
    return Phase::Arriving;
}

} // namespace

bool ElsewhereEar::isSilent(const elsewhere::Sighting& seen, Clock::time_point now,
                            std::chrono::system_clock::time_point today)
{
    const bool first = !alive_;
    if (alive_ != seen.status->alive || (!first && !seen.reports.empty()))
        heardAt_ = now;
    alive_ = seen.status->alive;
    if (first) {
        const auto written = std::chrono::system_clock::time_point(std::chrono::seconds(seen.status->alive));
        heardAt_ = now
                   - std::chrono::duration_cast<Clock::duration>(
                       std::clamp<std::chrono::system_clock::duration>(today - written, 0s, 24h * 365));
    }
    return now - heardAt_ > kSilentAfter;
}

ElsewhereState ElsewhereEar::hear(const elsewhere::Sighting& seen, Clock::time_point now,
                                  std::chrono::system_clock::time_point today)
{
    if (!seen.there)
        return {.phase = Phase::Away};
    if (!seen.status)
        return {.phase = Phase::Waiting};
    const bool silent = isSilent(seen, now, today);
    return {.phase = phaseOf(seen.status->phase, silent),
            .host = QString::fromStdString(seen.status->host),
            .message = QString::fromStdString(seen.status->message),
            .heard = seen.status->alive};
}

} // namespace cadenza::ui
