#pragma once

#include "core/base/tick.h"
#include "ui/training/training_run.h"
#include "ui/training/training_story.h"

#include <QWidget>

#include <optional>
#include <span>
#include <vector>

namespace cadenza::ui {

class ChartBar;
class PreviewStrip;
class RunChart;
class RunComparison;
class TrainingFigures;

/// The middle of the training page: one run in curves, figures and previews, or several laid over each other.
class RunCurves : public QWidget {
    Q_OBJECT

public:
    explicit RunCurves(QWidget* parent = nullptr);

    /// Draws the curves of a run anew, with its previews. `showFigures` says the rest.
    void show(const TrainingRun& run);
    /// Adds to the curves that `show` drew.
    void append(std::span<const training::TrainingReport> reports);
    void showPreviews(const TrainingRun& run);
    void setMayGoOn(bool may); ///< whether another run can begin now
    void showFigures(const TrainingStory& story, const training::RunFacts& facts);
    /// Lays the curves of several over each other, with a table of what differs, in place of one run's.
    void compare(std::span<const TrainingRun* const> runs);

    [[nodiscard]] const RunChart& chart() const { return *chart_; }
    void setPlayback(bool playing, std::optional<Seconds> position); ///< of the preview that is shown
    [[nodiscard]] std::optional<generation::Preview> shownPreview() const;

Q_SIGNALS:
    void measureChosen(); ///< the curves are to be drawn anew
    void exportChartRequested();
    void playRequested(const cadenza::generation::Preview& preview);
    void playbackPauseRequested();
    void seekRequested(cadenza::Seconds position);
    void goOnRequested(double moment); ///< from the model of the shown preview, in seconds of training

private:
    void connectParts();

    RunChart* chart_;
    ChartBar* chartBar_;
    PreviewStrip* strip_;
    TrainingFigures* figures_;
    RunComparison* comparison_;
};

} // namespace cadenza::ui
