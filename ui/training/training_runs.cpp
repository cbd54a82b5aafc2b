#include "ui/training/training_runs.h"

#include "ui/training/chart_drawing.h"

#include <QObject>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

std::size_t TrainingRuns::add(TrainingRun run)
{
    runs_.push_back(std::move(run));
    return runs_.size() - 1;
}

TrainingRun* TrainingRuns::ofNumber(std::int64_t run)
{
    const auto found = std::ranges::find(runs_, run, &TrainingRun::run);
    return run == 0 || found == runs_.end() ? nullptr : &*found;
}

TrainingRun* TrainingRuns::ofModelNumber(std::int64_t model)
{
    const auto found = std::ranges::find(runs_, model, &TrainingRun::number);
    return model == 0 || found == runs_.end() ? nullptr : &*found;
}

const TrainingRun* TrainingRuns::ofModel(const std::shared_ptr<const model::Model>& model) const
{
    const auto found = std::ranges::find(runs_, model, &TrainingRun::model);
    return found == runs_.end() ? nullptr : &*found;
}

std::size_t TrainingRuns::indexOf(const TrainingRun& run) const
{
    return static_cast<std::size_t>(&run - runs_.data());
}

std::size_t TrainingRuns::trained() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(runs_, [](const TrainingRun& run) { return run.state != TrainingRun::State::Model; }));
}

void TrainingRuns::replaceKept(const std::vector<TrainingRun>& kept)
{
    const std::int64_t activeNumber = active() ? active()->run : 0;
    std::vector<TrainingRun> runs;
    std::ranges::copy_if(runs_, std::back_inserter(runs), [](const TrainingRun& run) { return run.run == 0; });
    for (const TrainingRun& run : kept) {
        const TrainingRun* known = ofNumber(run.run);
        runs.push_back(known ? *known : run);
        runs.back().historyKnown = known && known->historyKnown;
        runs.back().name = run.name;
        runs.back().note = run.note;
    }
    runs_ = std::move(runs);
    if (activeNumber == 0) // a run that is not kept stays where it is
        return;
    const TrainingRun* still = ofNumber(activeNumber);
    active_ = still ? indexOf(*still) : std::numeric_limits<std::size_t>::max();
}

QString summaryOf(const TrainingRun& run)
{
    const QString how = [&] {
        switch (run.state) {
        case TrainingRun::State::Model: return QObject::tr("ready-trained");
        case TrainingRun::State::Running: return QObject::tr("learning");
        case TrainingRun::State::Paused: return QObject::tr("paused");
        case TrainingRun::State::Finished: return QObject::tr("finished");
        case TrainingRun::State::Stopped: return QObject::tr("stopped");
        case TrainingRun::State::Failed: return QObject::tr("failed");
        case TrainingRun::State::Interrupted: break;
        }
        return QObject::tr("interrupted");
    }();
    QStringList words;
    if (run.facts.bestNll > 0.0)
        words << QObject::tr("best %1").arg(valueText(run.facts.bestNll));
    if (run.facts.seconds > 0.0)
        words << clockText(run.facts.seconds);
    words << how;
    return words.join(u" · "_s);
}

TrainingStory storyOf(const TrainingRun& run)
{
    TrainingStory story;
    if (run.history.empty())
        return story;
    story.start();
    for (const training::TrainingReport& report : run.history)
        story.add(report);
    story.finish(run.state == TrainingRun::State::Stopped ? training::StopReason::Stopped
                                                          : training::StopReason::Finished);
    return story;
}

} // namespace cadenza::ui
