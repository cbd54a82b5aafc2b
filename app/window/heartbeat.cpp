#include "app/window/heartbeat.h"

#include <algorithm>
#include <utility>

namespace cadenza::app {
namespace {

constexpr int kBeatMs = 5;

} // namespace

Heartbeat::Heartbeat(QObject* parent) : QObject(parent)
{
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &Heartbeat::beat);
    timer_.start(kBeatMs);
    sinceBeat_.start();
}

void Heartbeat::beat()
{
    const double elapsedMs = static_cast<double>(sinceBeat_.nsecsElapsed()) * 1e-6;
    sinceBeat_.restart();
    lagsMs_.push_back(std::max(0.0, elapsedMs - kBeatMs));
}

Lag Heartbeat::lap()
{
    beat(); // a block that is still going on counts
    auto lags = std::exchange(lagsMs_, {});
    std::ranges::sort(lags);
    return {lags[(lags.size() - 1) * 99 / 100], lags.back()};
}

} // namespace cadenza::app
