#include "ui/project/project_steps.h"

#include <QScopedValueRollback>
#include <QUndoCommand>

#include <ranges>

namespace cadenza::ui {

class ProjectStep : public QUndoCommand {
public:
    ProjectStep(ProjectSteps& steps, const QString& name) : QUndoCommand(name), steps_(steps) {}
    void undo() override
    {
        if (!steps_.quiet_)
            Q_EMIT steps_.undoWished();
    }
    void redo() override
    {
        if (!steps_.quiet_)
            Q_EMIT steps_.redoWished();
    }

private:
    ProjectSteps& steps_;
};

void ProjectSteps::add(const QString& name)
{
    const QScopedValueRollback quiet(quiet_, true);
    steps_.push(new ProjectStep(*this, name));
}

void ProjectSteps::reset(std::span<const std::string> undoable, std::span<const std::string> redoable)
{
    steps_.clear();
    for (const std::string& name : std::views::reverse(undoable))
        add(QString::fromStdString(name));
    for (const std::string& name : redoable)
        add(QString::fromStdString(name));
    const QScopedValueRollback quiet(quiet_, true);
    steps_.setIndex(static_cast<int>(undoable.size()));
}

} // namespace cadenza::ui
