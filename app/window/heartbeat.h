#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace cadenza::app {

/// How long the GUI thread kept others waiting, measured by a timer that should fire every 5 ms.
struct Lag {
    double p99Ms{0.0};
    double longestMs{0.0};
};

/// Measures the event loop's lag in laps: one for import, one for training, and so on. GUI thread.
class Heartbeat : public QObject {
    Q_OBJECT

public:
    explicit Heartbeat(QObject* parent = nullptr);
    /// The lag since the last call (or since the start), and a new lap begins.
    [[nodiscard]] Lag lap();

private:
    void beat();

    QTimer timer_;
    QElapsedTimer sinceBeat_;
    std::vector<double> lagsMs_;
};

} // namespace cadenza::app
