#pragma once

#include "core/base/result.h"
#include "ui/style/message_bar.h"

#include <QMenu>

#include <filesystem>
#include <functional>

namespace cadenza::ui {

class ProjectKeeper;
class SettingsStore;

/// What can be done with a project as a whole. Other projects open in windows of their own. GUI thread.
class ProjectMenu : public QMenu {
    Q_OBJECT

public:
    using OpenProject = std::function<void(const std::filesystem::path& folder)>;

    ProjectMenu(ProjectKeeper& keeper, SettingsStore& store, OpenProject openProject, QWidget* parent = nullptr);

    /// Files that were chosen otherwise than in the menu. A project from an archive opens where the person wants it.
    void importModel(const std::filesystem::path& file);
    void openArchive(const std::filesystem::path& zip);

Q_SIGNALS:
    /// How something went, for the page in front.
    void said(cadenza::ui::MessageKind kind, const QString& message);
    void modelImported(std::int64_t model, const QString& name);

private:
    void addActions();
    void fillRecent();
    void create();
    void choose();
    void duplicate();
    void archive(bool withMusic);
    void chooseArchive();
    void chooseModel();
    void exportModel();
    void tidy();
    /// Says `done` or what went wrong.
    void tell(QFuture<Result<void>> work, const QString& done);
    [[nodiscard]] std::filesystem::path askForTarget(const QString& title, const QString& suggestion);

    /// Projects that were opened last, the newest first, those that are gone left out.
    [[nodiscard]] std::vector<std::filesystem::path> recentProjects() const;

    ProjectKeeper& keeper_;
    SettingsStore& store_;
    OpenProject openProject_;
    QMenu* recent_;
};

} // namespace cadenza::ui
