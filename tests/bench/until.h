#pragma once

#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <utility>

namespace cadenza::test {

/// Runs the event loop until `ready()` says so, asking every `pause`.
template <class Ready>
void runUntil(QEventLoop& loop, std::chrono::milliseconds pause, Ready ready)
{
    QTimer often;
    QObject::connect(&often, &QTimer::timeout, &loop, [&] {
        if (ready())
            loop.quit();
    });
    often.start(pause);
    loop.exec();
}

} // namespace cadenza::test
