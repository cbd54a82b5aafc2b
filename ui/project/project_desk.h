#pragma once

#include "ui/project/project_memory.h"
#include "ui/project/project_thread.h"
#include "ui/project/project_view.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace cadenza::ui {

/// Where tasks for the open project are handed in: they are done in turn, on a thread of their own. GUI thread.
class ProjectDesk : public QObject {
    Q_OBJECT

public:
    using Work = std::function<Result<void>(project::Project&, ProjectMemory&)>;

    using QObject::QObject;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; } ///< empty without a project
    [[nodiscard]] bool keeping() const { return !folder_.empty() && !readOnly_; }
    [[nodiscard]] std::stop_token stopToken() const { return stopping_.get_token(); } ///< for tasks that take long
    void requestStop() { stopping_.request_stop(); }
    /// Of the project's thread alone.
    [[nodiscard]] const std::shared_ptr<ProjectMemory>& memory() const { return memory_; }

    /// Does `work`, which opens the project of `folder`.
    template <class Value>
    [[nodiscard]] QFuture<Value> open(const std::filesystem::path& folder,
                                      std::function<Value(std::unique_ptr<project::Project>&)> work)
    {
        folder_ = folder;
        return thread_.open<Value>(std::move(work));
    }
    void setReadOnly(bool readOnly) { readOnly_ = readOnly; }
    void close() { folder_.clear(); } ///< it could not be opened

    /// Does `work` with the project, or with null where there is none.
    template <class Value>
    [[nodiscard]] QFuture<Value> ask(std::function<Value(project::Project* project)> work)
    {
        Q_EMIT aboutToAsk();
        return thread_.ask<Value>(std::move(work));
    }
    /// Does `work` where there is a project that can be written to; `failed` follows where it fails.
    void store(Work work);
    /// The same as an action of the project's history; `acted` follows.
    void act(const QString& name, Work work, project::Joining joining = project::Joining::Alone);
    [[nodiscard]] QFuture<Result<ProjectView>> view();

Q_SIGNALS:
    void aboutToAsk(); ///< what waits to be stored is stored now, so that the task finds it
    void acted(const QString& name);
    void failed(const cadenza::Error& error);

private:
    std::filesystem::path folder_;
    bool readOnly_{false};
    std::stop_source stopping_;
    std::shared_ptr<ProjectMemory> memory_{std::make_shared<ProjectMemory>()};
    ProjectThread thread_; ///< last: it ends before what it uses goes
};

} // namespace cadenza::ui
