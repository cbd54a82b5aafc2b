#include "ui/training/run_curves.h"

#include "ui/style/theme.h"
#include "ui/training/chart_bar.h"
#include "ui/training/preview_strip.h"
#include "ui/training/run_chart.h"
#include "ui/training/run_comparison.h"
#include "ui/training/training_figures.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace cadenza::ui {

RunCurves::RunCurves(QWidget* parent)
    : QWidget(parent), chart_(new RunChart), chartBar_(new ChartBar(*chart_)), strip_(new PreviewStrip),
      figures_(new TrainingFigures), comparison_(new RunComparison)
{
    showMeasure(*chart_, Measure::Loss);
    chart_->setEmptyText(tr("Press Train and watch the model learn here: the lower the curves, the better it foresees "
                            "the next note. Validation is measured on music it has not trained on."));
    strip_->hide(); // until there is something to hear
    comparison_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmall);
    auto* overlay = new QGridLayout; // the dials of the chart share the line with the name of its axis
    overlay->setContentsMargins(0, 0, 0, 0);
    overlay->addWidget(chart_, 0, 0);
    overlay->addWidget(chartBar_, 0, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(overlay, 1);
    column->addWidget(strip_);
    column->addSpacing(measure::kSmall);
    column->addWidget(figures_);
    column->addWidget(comparison_);
    connectParts();
}

void RunCurves::connectParts()
{
    connect(chartBar_, &ChartBar::measureChosen, this, &RunCurves::measureChosen);
    connect(chartBar_, &ChartBar::exportRequested, this, &RunCurves::exportChartRequested);
    connect(chart_, &RunChart::markClicked, this, [this](std::size_t mark) {
        strip_->choose(mark);
        Q_EMIT playRequested(strip_->previews()[mark]);
    });
    connect(strip_, &PreviewStrip::chosenChanged, chart_, &RunChart::chooseMark);
    connect(strip_, &PreviewStrip::playRequested, this, &RunCurves::playRequested);
    connect(strip_, &PreviewStrip::pauseRequested, this, &RunCurves::playbackPauseRequested);
    connect(strip_, &PreviewStrip::goOnRequested, this,
            [this](const generation::Preview& preview) { Q_EMIT goOnRequested(preview.seconds); });
    connect(strip_, &PreviewStrip::seekRequested, this, &RunCurves::seekRequested);
}

void RunCurves::show(const TrainingRun& run)
{
    const Measure measure = chartBar_->measure();
    showMeasure(*chart_, measure);
    if (const auto level = baselineValue(measure, run.facts))
        chart_->setLevels({{tr("always guessing"), *level}});
    append(run.history);
    showPreviews(run);
    comparison_->hide();
}

void RunCurves::append(std::span<const training::TrainingReport> reports)
{
    for (const training::TrainingReport& report : reports)
        appendReport(*chart_, chartBar_->measure(), report);
}

void RunCurves::showPreviews(const TrainingRun& run)
{
    std::vector<double> seconds;
    std::vector<bool> kept;
    for (const generation::Preview& preview : run.previews) {
        seconds.push_back(preview.seconds);
        kept.push_back(run.keepsModelOf(preview));
    }
    chart_->setMarks(std::move(seconds));
    strip_->setPreviews(run.previews, std::move(kept));
    strip_->setVisible(!run.previews.empty());
}

void RunCurves::setMayGoOn(bool may)
{
    strip_->setMayGoOn(may);
}

void RunCurves::showFigures(const TrainingStory& story, const training::RunFacts& facts)
{
    figures_->show(story, facts);
    const bool comparing = !comparison_->isHidden();
    figures_->setVisible(!comparing && story.phase() != TrainingStory::Phase::Idle); // else there is nothing to say
    chartBar_->setVisible(chart_->drawing().hasPoints());
}

void RunCurves::compare(std::span<const TrainingRun* const> runs)
{
    showCompared(*chart_, chartBar_->measure(), runs);
    comparison_->show(runs);
    comparison_->setVisible(true);
    strip_->hide();
}

void RunCurves::setPlayback(bool playing, std::optional<Seconds> position)
{
    strip_->setPlaying(playing, position);
}

std::optional<generation::Preview> RunCurves::shownPreview() const
{
    return strip_->chosen() ? std::optional(strip_->previews()[*strip_->chosen()]) : std::nullopt;
}

} // namespace cadenza::ui

#include "moc_run_curves.cpp"
