#pragma once

#include "core/training/trainer.h"

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace cadenza::ui {

/// Follows a run's reports and says in words how it is going. Plain: no window, no clock.
class TrainingStory {
public:
    enum class Phase { Idle, Preparing, Learning, Pausing, Paused, Stopping, Done };

    void start();
    void add(const training::TrainingReport& report);
    void askedToPause();
    void pause();
    void resume();
    void askedToStop();
    void finish(training::StopReason reason);
    void fail();

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] bool running() const;
    [[nodiscard]] QString words() const; ///< one or two sentences
    [[nodiscard]] double progress() const { return last_ ? last_->progress : 0.0; }
    /// From the pace so far; nothing in the first moments, when it would only be a guess.
    [[nodiscard]] std::optional<double> secondsLeft() const;
    /// How far that may be off, in seconds: as much as the pace of late differs from the pace so far.
    [[nodiscard]] double uncertainty() const;
    [[nodiscard]] std::optional<double> best() const { return best_; } ///< validation, nats per note
    [[nodiscard]] double bestAt() const { return bestAt_; }            ///< seconds of training
    /// Checks in a row after the best that were all worse: from 3 on the model is learning by heart.
    [[nodiscard]] int checksSinceBest() const { return checksSinceBest_; }
    [[nodiscard]] bool memorising() const { return checksSinceBest_ >= 3; }
    [[nodiscard]] const std::optional<training::TrainingReport>& last() const { return last_; }
    [[nodiscard]] const std::optional<training::Tally>& lastValidation() const { return lastValidation_; }

private:
    [[nodiscard]] QString learningWords() const;
    [[nodiscard]] QString pausedWords() const;
    [[nodiscard]] QString earlyWords() const;
    [[nodiscard]] QString doneWords() const;

    Phase phase_{Phase::Idle};
    std::optional<training::StopReason> reason_;
    std::optional<training::TrainingReport> last_;
    std::vector<std::pair<double, double>> pace_; ///< seconds and progress of late
    std::optional<training::Tally> lastValidation_;
    std::optional<double> best_;
    double bestAt_{0.0};
    int checksSinceBest_{0};
};

} // namespace cadenza::ui
