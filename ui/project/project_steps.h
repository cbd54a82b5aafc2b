#pragma once

#include <QObject>
#include <QUndoStack>

#include <span>
#include <string>

namespace cadenza::ui {

/// Actions of a project as steps of the window's one undo stack, in order with those that no project knows. GUI thread.
class ProjectSteps : public QObject {
    Q_OBJECT

public:
    /// `steps` must outlive the last step.
    explicit ProjectSteps(QUndoStack& steps, QObject* parent = nullptr) : QObject(parent), steps_(steps) {}

    void add(const QString& name); ///< an action that was just done
    /// The history as the project has it, the next action first, in place of all steps.
    void reset(std::span<const std::string> undoable, std::span<const std::string> redoable);

Q_SIGNALS:
    void undoWished(); ///< of the project's newest action
    void redoWished();

private:
    friend class ProjectStep;

    QUndoStack& steps_;
    bool quiet_{false}; ///< steps follow what is done already
};

} // namespace cadenza::ui
