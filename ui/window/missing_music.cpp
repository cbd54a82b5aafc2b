#include "ui/window/missing_music.h"

#include "core/base/explain.h"
#include "ui/project/project_keeper.h"
#include "ui/style/message_bar.h"

#include <QFileDialog>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kNamed = 3; ///< more of them would fill the page

QString namesOf(const std::vector<std::filesystem::path>& places)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(kNamed, places.size()); ++i)
        names << QString::fromStdString(places[i].string());
    if (places.size() > kNamed)
        names << MissingMusic::tr("%1 more").arg(places.size() - kNamed);
    return names.join(QStringLiteral(", "));
}

} // namespace

MissingMusic::MissingMusic(ProjectKeeper& keeper, MessageBar& messages, OpenPaths openPaths, QObject* parent)
    : QObject(parent), keeper_(keeper), messages_(messages), openPaths_(std::move(openPaths))
{
    connect(&messages_, &MessageBar::actionRequested, this, [this] {
        if (!said_.isEmpty() && messages_.message() == said_) // the bar may say something else by now
            ask();
    });
}

void MissingMusic::tell(const std::vector<std::filesystem::path>& missing)
{
    if (missing.empty())
        return;
    first_ = missing.front();
    said_ = tr("Music of this project was not found: %1. Its seeds, runs and takes are kept. Say where it is now.")
                .arg(namesOf(missing));
    messages_.show(MessageKind::Warning, said_, tr("Find…"));
}

void MissingMusic::ask()
{
    const QString folder = QFileDialog::getExistingDirectory(
        qobject_cast<QWidget*>(parent()),
        tr("Where “%1” is, or a folder above it").arg(QString::fromStdString(first_.filename().string())));
    if (!folder.isEmpty())
        lookIn(folder.toStdString());
}

void MissingMusic::lookIn(const std::filesystem::path& folder)
{
    keeper_.findMusic(folder).then(this, [this, folder](const Result<ProjectKeeper::Search>& search) {
        if (!search)
            return messages_.show(MessageKind::Error, QString::fromStdString(explain(search.error())));
        messages_.dismiss();
        if (!search->found.empty())
            openPaths_(search->found);
        tell(search->missing);
        if (search->found.empty() && !search->missing.empty()) {
            said_ = tr("In “%1” there is no such music: it must have the same name and content. Missing: %2.")
                        .arg(QString::fromStdString(folder.string()), namesOf(search->missing));
            messages_.show(MessageKind::Warning, said_, tr("Find…"));
        }
    });
}

} // namespace cadenza::ui
