#include "ui/window/kept_runs.h"

#include "ui/style/label_dialog.h"
#include "ui/style/message_bar.h"
#include "ui/training/training_page.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cadenza::ui {
namespace {

TrainingRun::State stateOf(project::RunState state)
{
    switch (state) {
    case project::RunState::Running: return TrainingRun::State::Running;
    case project::RunState::Finished: return TrainingRun::State::Finished;
    case project::RunState::Stopped: return TrainingRun::State::Stopped;
    case project::RunState::Failed: return TrainingRun::State::Failed;
    case project::RunState::Elsewhere: return TrainingRun::State::Elsewhere;
    case project::RunState::Interrupted: break;
    }
    return TrainingRun::State::Interrupted;
}

TrainingRun listed(const project::Run& run)
{
    return {.name = QString::fromStdString(run.name),
            .note = QString::fromStdString(run.note),
            .state = stateOf(run.state),
            .config = run.config,
            .facts = run.facts,
            .run = run.id.value,
            .number = run.model.value};
}

} // namespace

KeptRuns::KeptRuns(TrainingPage& page, ProjectKeeper& keeper, QObject* parent)
    : QObject(parent), page_(page), keeper_(keeper)
{
    connect(&keeper_, &ProjectKeeper::opened, this, &KeptRuns::offerToResume);
    connect(&keeper_, &ProjectKeeper::opened, this, [this](const OpenedProject& project) {
        if (!project.network)
            return;
        const std::shared_ptr<const model::Model> model(project.network, &project.network->model());
        QMetaObject::invokeMethod( // as soon as its runs are listed
            this, [this, model, number = project.model.value] { page_.noteModel(number, model); },
            Qt::QueuedConnection);
    });
    connect(&keeper_, &ProjectKeeper::itemsChanged, this, [this](const ProjectView& view) {
        runs_ = view.runs;
        std::vector<TrainingRun> runs;
        std::ranges::transform(view.runs, std::back_inserter(runs), listed);
        page_.setRuns(runs);
    });
    connect(&page_, &TrainingPage::labelRequested, this, &KeptRuns::label);
    connect(&page_, &TrainingPage::deleteRequested, this, &KeptRuns::remove);
    connect(&keeper_.runs(), &RunKeeper::modelKept, this,
            [this](project::RunId run, project::ModelId model) { page_.setModelNumber(run.value, model.value); });
    connect(&page_, &TrainingPage::recordWanted, this, [this](std::int64_t run) {
        keeper_.runs().recordOf({run}).then(this, [this, run](const RunKeeper::RunRecord& record) {
            page_.setRecord(run, record.history, record.previews, record.moments);
        });
    });
    connect(&page_, &TrainingPage::modelWanted, this, [this](std::int64_t number) {
        keeper_.runs().loadModel({number}).then(
            this, [this, number](const Result<std::shared_ptr<const model::Model>>& model) {
                if (model)
                    page_.setModel(number, *model);
                else
                    page_.runFailed(model.error());
            });
    });
}

const project::Run* KeptRuns::find(std::int64_t number) const
{
    const auto found = std::ranges::find(runs_, number, [](const project::Run& run) { return run.id.value; });
    return found == runs_.end() ? nullptr : &*found;
}

void KeptRuns::offerToResume(const OpenedProject& project)
{
    const project::Run* interrupted = nullptr;
    for (const project::Run& run : project.runs)
        if (run.state == project::RunState::Interrupted)
            interrupted = &run;
    if (interrupted)
        page_.offerToResume(interrupted->id.value, tr("%1 was interrupted. It can go on from where it was last stored.")
                                                       .arg(QString::fromStdString(interrupted->name)));
}

void KeptRuns::label(const TrainingRun& run)
{
    auto* dialog = new LabelDialog(run.name, run.name, run.note, &page_);
    connect(dialog, &LabelDialog::given, this,
            [this, id = project::RunId{run.run}, old = run.name](const QString& name, const QString& note) {
                keeper_.setLabel(id, old, name.isEmpty() ? old : name, note);
            });
    dialog->open();
}

void KeptRuns::remove(const TrainingRun& run)
{
    keeper_.remove(project::RunId{run.run}, run.name);
    page_.messages().show(MessageKind::Info, tr("%1 is deleted. Undo (Ctrl+Z) brings it back.").arg(run.name));
}

} // namespace cadenza::ui

#include "moc_kept_runs.cpp"
