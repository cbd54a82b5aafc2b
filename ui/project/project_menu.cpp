#include "ui/project/project_menu.h"

#include "core/base/explain.h"
#include "core/base/file_name.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"
#include "ui/project/model_export_dialog.h"
#include "ui/project/project_keeper.h"
#include "ui/settings/settings_store.h"

#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>

#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

/// Desktops know a packed project by it; it is a zip like any other.
const QString kArchiveEnding = u".cadenza.zip"_s;

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

std::vector<std::filesystem::path> ProjectMenu::recentProjects() const
{
    std::vector<std::filesystem::path> projects;
    for (const std::string& folder : store_.settings().recentProjects)
        if (std::error_code error;
            std::filesystem::exists(std::filesystem::path(folder) / project::kDatabaseFile, error))
            projects.emplace_back(folder);
    return projects;
}

ProjectMenu::ProjectMenu(ProjectKeeper& keeper, SettingsStore& store, OpenProject openProject, QWidget* parent)
    : QMenu(parent), keeper_(keeper), store_(store), openProject_(std::move(openProject)),
      recent_(new QMenu(tr("Open &recent"), this))
{
    setObjectName(u"projectMenu"_s);
    addActions();
    connect(recent_, &QMenu::aboutToShow, this, &ProjectMenu::fillRecent);
    connect(this, &QMenu::aboutToShow, this, [this] {
        recent_->setEnabled(!recentProjects().empty());
        for (QAction* action : actions())
            if (action->data().toBool()) // it needs a project that can be written to, or at least read
                action->setEnabled(!keeper_.folder().empty());
    });
}

void ProjectMenu::addActions()
{
    const auto add = [this](const QString& text, const QString& name, auto&& action, bool needsProject = false) {
        QAction* item = addAction(text);
        item->setObjectName(name);
        item->setData(needsProject);
        connect(item, &QAction::triggered, this, std::forward<decltype(action)>(action));
    };
    add(tr("&New project…"), u"newProject"_s, [this] { create(); });
    add(tr("&Open project…"), u"openProject"_s, [this] { choose(); });
    addMenu(recent_);
    addSeparator();
    add(tr("&Duplicate…"), u"duplicateProject"_s, [this] { duplicate(); }, true);
    add(tr("&Archive with its music…"), u"archiveProject"_s, [this] { archive(true); }, true);
    add(tr("Archive &without music…"), u"archiveWithoutMusic"_s, [this] { archive(false); }, true);
    add(tr("Open an ar&chive…"), u"openArchive"_s, [this] { chooseArchive(); });
    addSeparator();
    add(tr("&Import a model…"), u"importModel"_s, [this] { chooseModel(); }, true);
    add(tr("&Export the model in use…"), u"exportModel"_s, [this] { exportModel(); }, true);
    addSeparator();
    add(tr("&Tidy up"), u"tidyProject"_s, [this] { tidy(); }, true);
}

void ProjectMenu::fillRecent()
{
    recent_->clear();
    for (const auto& folder : recentProjects()) {
        QAction* item = recent_->addAction(pathText(folder.filename()).replace(u'&', u"&&"_s));
        item->setToolTip(pathText(folder));
        connect(item, &QAction::triggered, this, [this, folder] { openProject_(folder); });
    }
}

std::filesystem::path ProjectMenu::askForTarget(const QString& title, const QString& suggestion)
{
    return QFileDialog::getSaveFileName(parentWidget(), title, QDir::home().filePath(suggestion)).toStdString();
}

void ProjectMenu::create()
{
    if (const auto folder = askForTarget(tr("A folder for the new project"), tr("New project")); !folder.empty())
        openProject_(folder);
}

void ProjectMenu::choose()
{
    const QString folder = QFileDialog::getExistingDirectory(parentWidget(), tr("Open a project"));
    if (!folder.isEmpty())
        openProject_(folder.toStdString());
}

void ProjectMenu::duplicate()
{
    const QString suggestion = tr("%1, copy").arg(pathText(keeper_.folder().filename()));
    const auto target = askForTarget(tr("Duplicate the project as"), suggestion);
    if (target.empty())
        return;
    tell(keeper_.withProject([target](project::Project& project, std::stop_token stop) {
        return project::duplicateProject(project, target, target.filename().string(), stop);
    }),
         tr("Duplicated: %1").arg(pathText(target)));
}

void ProjectMenu::archive(bool withMusic)
{
    const auto target =
        askForTarget(tr("Archive the project as"), pathText(keeper_.folder().filename()) + kArchiveEnding);
    if (target.empty())
        return;
    tell(keeper_.withProject([target, withMusic](project::Project& project, std::stop_token stop) -> Result<void> {
        const auto report = project::archiveProject(project, target, {.music = withMusic}, stop);
        if (!report)
            return std::unexpected(report.error());
        if (withMusic && !report->missing.empty())
            return failure(Fault::NotFound, report->missing.front().string(),
                           "the archive is complete but for this music");
        return {};
    }),
         tr("Archived: %1").arg(pathText(target)));
}

void ProjectMenu::chooseArchive()
{
    const QString zip =
        QFileDialog::getOpenFileName(parentWidget(), tr("Open an archive"), {}, tr("Archived projects (*.zip)"));
    if (!zip.isEmpty())
        openArchive(zip.toStdString());
}

void ProjectMenu::openArchive(const std::filesystem::path& zip)
{
    const auto target =
        askForTarget(tr("Unpack the project to"), pathText(zip.filename()).remove(kArchiveEnding).remove(u".zip"_s));
    if (target.empty())
        return;
    QtConcurrent::run([zip, target] {
        return project::restoreArchive(zip, target);
    }).then(this, [this, target](const Result<void>& restored) {
        if (restored)
            openProject_(target);
        else
            Q_EMIT said(MessageKind::Error, QString::fromStdString(explain(restored.error())));
    });
}

void ProjectMenu::chooseModel()
{
    const QString file =
        QFileDialog::getOpenFileName(parentWidget(), tr("Import a model"), {}, tr("Models (*.safetensors)"));
    if (!file.isEmpty())
        importModel(file.toStdString());
}

void ProjectMenu::importModel(const std::filesystem::path& file)
{
    auto id = std::make_shared<project::ModelId>();
    keeper_
        .withProject([file, id](project::Project& project, std::stop_token) -> Result<void> {
            const auto imported = project.importModel(file);
            if (!imported)
                return std::unexpected(imported.error());
            *id = *imported;
            return {};
        })
        .then(this, [this, id, name = pathText(file.stem())](const Result<void>& imported) {
            if (!imported)
                return said(MessageKind::Error, QString::fromStdString(explain(imported.error())));
            Q_EMIT modelImported(id->value, name);
            Q_EMIT said(MessageKind::Good, tr("Imported: %1. It is in the list of runs.").arg(name));
        });
}

void ProjectMenu::exportModel()
{
    keeper_.runs().cardInUse().then(this, [this](const Result<model::ModelCard>& card) {
        if (!card)
            return said(MessageKind::Error, QString::fromStdString(explain(card.error())));
        ModelExportDialog dialog(*card, parentWidget());
        if (dialog.exec() != QDialog::Accepted)
            return;
        const model::ModelCard filled = dialog.card();
        const auto target = askForTarget(tr("Export the model as"),
                                         QString::fromStdString(fileNameOf(filled.name)) + u".safetensors"_s);
        if (!target.empty())
            tell(keeper_.runs().exportModel(target, filled, dialog.precision()),
                 tr("Written: %1").arg(pathText(target)));
    });
}

void ProjectMenu::tidy()
{
    auto tidied = std::make_shared<project::Tidied>();
    keeper_
        .withProject([tidied](project::Project& project, std::stop_token) -> Result<void> {
            const auto done = project.tidy();
            if (!done)
                return std::unexpected(done.error());
            *tidied = *done;
            return {};
        })
        .then(this, [this, tidied](const Result<void>& done) {
            if (!done)
                return said(MessageKind::Error, QString::fromStdString(explain(done.error())));
            Q_EMIT said(MessageKind::Good, tidied->things == 0 ? tr("There was nothing to tidy up.")
                                                               : tr("What had been deleted is gone now: %n thing(s).",
                                                                    nullptr, static_cast<int>(tidied->things)));
        });
}

void ProjectMenu::tell(QFuture<Result<void>> work, const QString& done)
{
    work.then(this, [this, done](const Result<void>& result) {
        if (result)
            Q_EMIT said(MessageKind::Good, done);
        else if (result.error().fault != Fault::Cancelled)
            Q_EMIT said(MessageKind::Error, QString::fromStdString(explain(result.error())));
    });
}

} // namespace cadenza::ui

#include "moc_project_menu.cpp"
