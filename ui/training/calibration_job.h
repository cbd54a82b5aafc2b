#pragma once

#include "core/training/calibration.h"
#include "core/training/presets.h"

#include <QObject>

#include <array>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// Measures on a few pieces how each preset would go on this machine: a second or two on a thread behind the window.
/// Where it cannot, nothing is said. GUI thread.
class CalibrationJob : public QObject {
    Q_OBJECT

public:
    using Estimates = std::array<training::Estimate, training::kPresets.size()>; ///< by preset

    explicit CalibrationJob(training::LearnerFactory makeLearner, QObject* parent = nullptr);
    ~CalibrationJob() override; ///< waits the half second that a measurement takes at most

    /// For a run on all of `entries`; what was measured before is asked for anew.
    void start(std::vector<library::Entry> entries);
    void stop(); ///< returns at once: the processor is wanted for something else

Q_SIGNALS:
    void measured(const cadenza::ui::CalibrationJob::Estimates& estimates);

private:
    training::LearnerFactory makeLearner_;
    std::jthread thread_; ///< last: joined before anything it uses goes
};

} // namespace cadenza::ui
