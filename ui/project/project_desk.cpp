#include "ui/project/project_desk.h"

namespace cadenza::ui {

using project::Project;

void ProjectDesk::store(Work work)
{
    if (!keeping())
        return;
    ask<Result<void>>([memory = memory_, work = std::move(work)](Project* project) {
        return project ? work(*project, *memory) : Result<void>();
    }).then(this, [this](const Result<void>& stored) {
        if (!stored)
            Q_EMIT failed(stored.error());
    });
}

void ProjectDesk::act(const QString& name, Work work, project::Joining joining)
{
    if (!keeping())
        return;
    using Done = Result<project::Performed>;
    ask<Done>([memory = memory_, work = std::move(work), name = name.toStdString(), joining](Project* project) -> Done {
        if (!project)
            return project::Performed::Nothing;
        return project->history().perform(name, [&] { return work(*project, *memory); }, joining);
    }).then(this, [this, name](const Done& done) {
        if (!done)
            Q_EMIT failed(done.error());
        else if (*done == project::Performed::Added)
            Q_EMIT acted(name);
    });
}

QFuture<Result<ProjectView>> ProjectDesk::view()
{
    return ask<Result<ProjectView>>([memory = memory_](Project* project) -> Result<ProjectView> {
        return project ? viewOf(*project, memory->sources) : failure(Fault::NotProject, "");
    });
}

} // namespace cadenza::ui

#include "moc_project_desk.cpp"
