// Runs that another machine trains, as the page lists and shows them.
#include "ui/style/message_bar.h"
#include "ui/training/run_curves.h"
#include "ui/training/run_list.h"
#include "ui/training/training_page.h"

#include <utility>

namespace cadenza::ui {

void TrainingPage::addElsewhere(TrainingRun run)
{
    message_->dismiss();
    const std::size_t index = add(std::move(run));
    list_->choose(index);
    showRun(index);
}

const TrainingRun* TrainingPage::find(std::int64_t run) const
{
    return runs_.ofNumber(run);
}

const TrainingRun* TrainingPage::findOrder(const std::string& order) const
{
    for (std::size_t i = 0; i < runs_.size(); ++i)
        if (!order.empty() && runs_[i].facts.order == order)
            return &runs_[i];
    return nullptr;
}

void TrainingPage::choose(std::int64_t run)
{
    if (const TrainingRun* found = runs_.ofNumber(run))
        list_->choose(runs_.indexOf(*found));
}

void TrainingPage::setElsewhere(std::int64_t run, const ElsewhereState& state)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->elsewhere = state;
    const auto index = runs_.indexOf(*found);
    list(index);
    if (list_->currentIndex() != index)
        return;
    shown_ = storyOf(*found);
    showState();
}

void TrainingPage::setFactsOf(std::int64_t run, const training::RunFacts& facts)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->facts = facts;
    list(runs_.indexOf(*found));
    if (list_->currentIndex() == runs_.indexOf(*found))
        showRun(runs_.indexOf(*found));
}

void TrainingPage::addReportsOf(std::int64_t run, const std::vector<training::TrainingReport>& reports)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found || reports.empty())
        return;
    const auto index = runs_.indexOf(*found);
    if (list_->currentIndex() == index)
        for (const training::TrainingReport& report : reports)
            shown_.add(report);
    append(index, reports);
}

void TrainingPage::setModelOf(std::int64_t run, const std::shared_ptr<const model::Model>& model)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->model = model;
    list(runs_.indexOf(*found));
    showState();
}

void TrainingPage::arrived(std::int64_t run, const std::shared_ptr<const model::Model>& model)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->state = TrainingRun::State::Finished;
    found->model = model;
    setFactsOf(run, training::RunFacts(found->facts));
}

void TrainingPage::offerModel(std::int64_t run, const QString& words)
{
    offered_ = run;
    message_->show(MessageKind::Good, words, tr("Use its model"));
}

} // namespace cadenza::ui
