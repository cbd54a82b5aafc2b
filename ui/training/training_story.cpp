#include "ui/training/training_story.h"

#include "ui/training/chart_scale.h"

#include <QObject>

#include <cmath>

namespace cadenza::ui {
namespace {

constexpr std::size_t kPaceReports = 120; ///< half a minute

} // namespace

void TrainingStory::start()
{
    *this = TrainingStory();
    phase_ = Phase::Preparing;
}

void TrainingStory::add(const training::TrainingReport& report)
{
    last_ = report;
    pace_.emplace_back(report.seconds, report.progress);
    if (pace_.size() > kPaceReports)
        pace_.erase(pace_.begin());
    if (phase_ == Phase::Preparing)
        phase_ = Phase::Learning;
    if (!report.valid || report.valid->notes <= 0.0)
        return;
    lastValidation_ = report.valid;
    const double loss = report.valid->nllPerNote();
    if (!best_ || loss < *best_) {
        best_ = loss;
        bestAt_ = report.seconds;
        checksSinceBest_ = 0;
    } else {
        ++checksSinceBest_;
    }
}

void TrainingStory::askedToPause()
{
    if (running())
        phase_ = Phase::Pausing;
}

void TrainingStory::pause()
{
    phase_ = Phase::Paused;
}

void TrainingStory::resume()
{
    phase_ = Phase::Preparing;
    pace_.clear();
}

void TrainingStory::askedToStop()
{
    if (running())
        phase_ = Phase::Stopping;
}

void TrainingStory::finish(training::StopReason reason)
{
    phase_ = Phase::Done;
    reason_ = reason;
}

void TrainingStory::fail()
{
    phase_ = Phase::Idle;
}

bool TrainingStory::running() const
{
    return phase_ == Phase::Preparing || phase_ == Phase::Learning || phase_ == Phase::Pausing
           || phase_ == Phase::Stopping;
}

std::optional<double> TrainingStory::secondsLeft() const
{
    if (phase_ != Phase::Learning || !last_ || last_->progress < 0.02 || last_->seconds < 2.0)
        return std::nullopt;
    return last_->seconds * (1.0 - last_->progress) / last_->progress;
}

double TrainingStory::uncertainty() const
{
    const auto left = secondsLeft();
    if (!left || pace_.size() < 2)
        return 0.0;
    const double progress = pace_.back().second - pace_.front().second;
    if (progress <= 0.0)
        return *left;
    const double ofLate = (pace_.back().first - pace_.front().first) / progress * (1.0 - last_->progress);
    return std::abs(ofLate - *left);
}

QString TrainingStory::words() const
{
    switch (phase_) {
    case Phase::Idle: return {};
    case Phase::Preparing: return QObject::tr("Preparing the music…");
    case Phase::Learning: return learningWords();
    case Phase::Pausing: return QObject::tr("Pausing, and storing where it stands…");
    case Phase::Paused: return pausedWords();
    case Phase::Stopping: return QObject::tr("Stopping, and keeping the best model so far…");
    case Phase::Done: break;
    }
    return doneWords();
}

QString TrainingStory::learningWords() const
{
    if (memorising())
        return QObject::tr("The model has begun to memorise: validation loss has not improved for %1 checks. "
                           "Best so far at %2.")
            .arg(checksSinceBest_)
            .arg(clockText(bestAt_));
    if (best_)
        return QObject::tr("Learning… best so far at %1").arg(clockText(bestAt_));
    return QObject::tr("Learning…");
}

QString TrainingStory::pausedWords() const
{
    return last_ ? QObject::tr("Paused at %1. It goes on from there when you like, also after a restart.")
                       .arg(clockText(last_->seconds))
                 : QObject::tr("Paused.");
}

QString TrainingStory::earlyWords() const
{
    return checksSinceBest_ < 2
               ? QObject::tr("Stopped early: validation loss no longer improved.")
               : QObject::tr("Stopped early: no better for %1 checks, so it was only learning by heart.")
                     .arg(checksSinceBest_);
}

QString TrainingStory::doneWords() const
{
    const QString ending = reason_ == training::StopReason::EarlyStopping ? earlyWords()
                           : reason_ == training::StopReason::Stopped     ? QObject::tr("Stopped.")
                                                                          : QObject::tr("Done.");
    if (!best_)
        return ending + u' ' + QObject::tr("The newest model is kept.");
    return ending + u' '
           + QObject::tr("The best model is kept: validation loss %1 nats per note, at %2.")
                 .arg(*best_, 0, 'f', 2)
                 .arg(clockText(bestAt_));
}

} // namespace cadenza::ui
