#include "ui/training/training_figures.h"

#include "ui/style/theme.h"
#include "ui/training/accuracy_bars.h"
#include "ui/training/chart_scale.h"
#include "ui/training/figure_tile.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>

#include <cmath>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

QString decimals(double value, int places)
{
    return QString::number(value, 'f', places);
}

/// "1:45", or "1:45 ± 0:12" where that is worth saying.
QString timeLeft(const TrainingStory& story)
{
    const auto left = story.secondsLeft();
    if (!left)
        return {};
    const QString text = clockText(*left);
    return story.uncertainty() >= 2.0 ? text + u" ± "_s + clockText(story.uncertainty()) : text;
}

/// As it is now; of a run that is over, all in all.
double speedOf(const TrainingStory& story, const training::TrainingReport& last)
{
    return story.running() || last.seconds <= 0.0 ? last.notesPerSecond
                                                  : static_cast<double>(last.notes) / last.seconds;
}

/// "12,345", or "1.2 M" where the digits would not have room.
QString speedText(double notesPerSecond)
{
    constexpr double kMillion = 1e6;
    return notesPerSecond < kMillion ? QLocale().toString(std::lround(notesPerSecond))
                                     : TrainingFigures::tr("%1 M").arg(decimals(notesPerSecond / kMillion, 1));
}

double share(double right, const training::Tally& tally)
{
    return tally.notes > 0.0 ? right / tally.notes : -1.0;
}

} // namespace

TrainingFigures::TrainingFigures(QWidget* parent)
    : QWidget(parent), trainLoss_(new FigureTile(u"figureTrainLoss"_s, tr("Training loss"), tr("nats"))),
      validLoss_(new FigureTile(u"figureValidLoss"_s, tr("Validation loss"), tr("nats"))),
      best_(new FigureTile(u"figureBest"_s, tr("Best validation"), tr("nats"))),
      passes_(new FigureTile(u"figurePasses"_s, tr("Passes"), QString())),
      speed_(new FigureTile(u"figureSpeed"_s, tr("Speed"), tr("notes/s"))),
      memory_(new FigureTile(u"figureMemory"_s, tr("Memory"), tr("MB"))),
      elapsed_(new FigureTile(u"figureElapsed"_s, tr("Trained for"), tr("min:s"))),
      left_(new FigureTile(u"figureLeft"_s, tr("Time left"), tr("min:s"))), accuracy_(new AccuracyBars)
{
    passes_->setToolTip(tr("How many times the model has heard all the music"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(measure::kMedium);
    grid->setVerticalSpacing(measure::kMedium);
    FigureTile* const tiles[2][4] = {{trainLoss_, validLoss_, best_, passes_}, {elapsed_, left_, speed_, memory_}};
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 4; ++column) {
            grid->addWidget(tiles[row][column], row, column, Qt::AlignTop);
            grid->setColumnStretch(column, 1);
        }
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kHuge);
    line->addLayout(grid, 4);
    line->addWidget(accuracy_, 3);
    show(TrainingStory());
}

void TrainingFigures::show(const TrainingStory& story, const training::RunFacts& facts)
{
    const auto& last = story.last();
    const auto& valid = story.lastValidation();
    trainLoss_->setFigure(last ? decimals(last->trainNll, 2) : QString());
    validLoss_->setFigure(valid ? decimals(valid->nllPerNote(), 2) : QString());
    best_->setFigure(story.best() ? decimals(*story.best(), 2) : QString());
    passes_->setFigure(last ? decimals(last->epoch, 1) : QString());
    speed_->setFigure(last ? speedText(speedOf(story, *last)) : QString());
    memory_->setFigure(last && last->peakMemoryMB > 0 ? QLocale().toString(std::lround(last->peakMemoryMB))
                                                      : QString());
    elapsed_->setFigure(last ? clockText(last->seconds) : QString());
    left_->setFigure(timeLeft(story));
    showAccuracy(story, facts);
}

void TrainingFigures::showAccuracy(const TrainingStory& story, const training::RunFacts& facts)
{
    const training::Tally train = story.last() ? story.last()->train : training::Tally();
    const training::Tally valid = story.lastValidation().value_or(training::Tally());
    const auto row = [&](const QString& name, double training::Tally::* right, double training::Baseline::* guessed) {
        return AccuracyBars::Row{name, share(train.*right, train), share(valid.*right, valid),
                                 facts.trainNotes > 0 ? facts.baseline.*guessed : -1.0};
    };
    std::vector<AccuracyBars::Row> rows{
        row(tr("Pitch"), &training::Tally::pitchRight, &training::Baseline::pitch),
        row(tr("Timing"), &training::Tally::stepRight, &training::Baseline::step),
        row(tr("Duration"), &training::Tally::durationRight, &training::Baseline::duration)};
    const bool hasTouch = train.notes == 0.0 || train.velocity > 0.0; // a Classic model has none
    if (hasTouch)
        rows.push_back(row(tr("Velocity"), &training::Tally::velocityRight, &training::Baseline::velocity));
    accuracy_->setRows(std::move(rows));
}

} // namespace cadenza::ui

#include "moc_training_figures.cpp"
