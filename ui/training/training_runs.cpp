#include "ui/training/training_runs.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cadenza::ui {

std::size_t TrainingRuns::add(TrainingRun run)
{
    const auto isModel = [](const TrainingRun& one) { return one.state == TrainingRun::State::Model; };
    const auto place = isModel(run) ? std::ranges::find_if_not(runs_, isModel) : runs_.end();
    const auto index = static_cast<std::size_t>(place - runs_.begin());
    runs_.insert(place, std::move(run));
    if (active_ < runs_.size() - 1 && active_ >= index)
        ++active_;
    return index;
}

TrainingRun* TrainingRuns::ofNumber(std::int64_t run)
{
    const auto found = std::ranges::find(runs_, run, &TrainingRun::run);
    return run == 0 || found == runs_.end() ? nullptr : &*found;
}

const TrainingRun* TrainingRuns::ofNumber(std::int64_t run) const
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

std::vector<const TrainingRun*> TrainingRuns::compared() const
{
    std::vector<const TrainingRun*> compared;
    for (const TrainingRun& run : runs_)
        if (run.hue)
            compared.push_back(&run);
    return compared;
}

void TrainingRuns::setCompared(std::size_t index, bool compared)
{
    runs_[index].hue.reset();
    std::size_t free = 0;
    while (std::ranges::find(runs_, std::optional(free), &TrainingRun::hue) != runs_.end())
        ++free;
    if (compared)
        runs_[index].hue = free;
}

void TrainingRuns::compareNothing()
{
    for (TrainingRun& run : runs_)
        run.hue.reset();
}

bool TrainingRuns::keepsAny() const
{
    return std::ranges::any_of(runs_, [](const TrainingRun& run) { return run.run != 0; });
}

std::size_t TrainingRuns::trained() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(runs_, [](const TrainingRun& run) { return run.state != TrainingRun::State::Model; }));
}

void TrainingRuns::replaceKept(const std::vector<TrainingRun>& kept)
{
    std::vector<TrainingRun> runs;
    std::size_t active = kNone;
    const auto take = [&](const TrainingRun& run) {
        if (&run == this->active())
            active = runs.size();
        runs.push_back(run);
    };
    const auto takeUnkept = [&](bool models) {
        for (const TrainingRun& run : runs_)
            if (run.run == 0 && (run.state == TrainingRun::State::Model) == models)
                take(run);
    };
    takeUnkept(true);
    for (const TrainingRun& run : kept) {
        const TrainingRun* known = ofNumber(run.run);
        take(known ? *known : run);
        runs.back().historyKnown = known && known->historyKnown; // else it is asked for when it is looked at
        runs.back().name = run.name;
        runs.back().note = run.note;
    }
    takeUnkept(false); // those that began and have no number yet
    runs_ = std::move(runs);
    active_ = active;
}

TrainingStory storyOf(const TrainingRun& run)
{
    TrainingStory story;
    if (run.history.empty())
        return story;
    story.start();
    for (const training::TrainingReport& report : run.history)
        story.add(report);
    const bool elsewhere = run.state == TrainingRun::State::Elsewhere;
    if (elsewhere && run.elsewhere.phase == ElsewhereState::Phase::Running)
        return story; // it goes on
    if (run.state == TrainingRun::State::Failed)
        story.fail();
    else if (elsewhere || run.state == TrainingRun::State::Interrupted || run.state == TrainingRun::State::Paused)
        story.pause();
    else
        story.finish(run.state == TrainingRun::State::Stopped ? training::StopReason::Stopped
                     : run.facts.endedEarly                   ? training::StopReason::EarlyStopping
                                                              : training::StopReason::Finished);
    return story;
}

} // namespace cadenza::ui
