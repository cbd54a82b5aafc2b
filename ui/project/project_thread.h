#pragma once

#include "core/base/result.h"
#include "core/project/project.h"

#include <QFuture>
#include <QThreadPool>
#include <QtConcurrent>

#include <functional>
#include <memory>
#include <utility>

namespace cadenza::ui {

/// A project on a thread of its own: what is asked of it is done in turn, so that the window never waits for the disk,
/// and nothing that was asked is lost when the window closes. GUI thread.
class ProjectThread {
public:
    ProjectThread() { pool_.setMaxThreadCount(1); }
    ~ProjectThread() { pool_.waitForDone(); }
    ProjectThread(const ProjectThread&) = delete;
    ProjectThread& operator=(const ProjectThread&) = delete;

    /// Does `work`, which makes or opens the project that is asked from then on.
    template <class Value>
    [[nodiscard]] QFuture<Value> open(std::function<Value(std::unique_ptr<project::Project>& project)> work)
    {
        return QtConcurrent::run(&pool_, [this, work = std::move(work)] { return work(project_); });
    }

    /// Does `work` with the project. Precondition: one is being opened; where that failed, `work` gets null.
    template <class Value>
    [[nodiscard]] QFuture<Value> ask(std::function<Value(project::Project* project)> work)
    {
        return QtConcurrent::run(&pool_, [this, work = std::move(work)] { return work(project_.get()); });
    }

private:
    std::unique_ptr<project::Project> project_; ///< of the pool's thread alone
    QThreadPool pool_;
};

} // namespace cadenza::ui
