#include "ui/library/music_drop.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace cadenza::ui {

MusicDrop::MusicDrop(QWidget* target) : QObject(target)
{
    target->setAcceptDrops(true);
    target->installEventFilter(this);
}

bool MusicDrop::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        auto* entering = static_cast<QDragEnterEvent*>(event);
        if (!entering->mimeData()->hasUrls())
            return false;
        entering->acceptProposedAction();
        Q_EMIT hovering(true);
        return true;
    }
    if (event->type() == QEvent::DragLeave) {
        Q_EMIT hovering(false);
        return true;
    }
    if (event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    Q_EMIT hovering(false);
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : drop->mimeData()->urls())
        if (url.isLocalFile())
            paths.emplace_back(url.toLocalFile().toStdString());
    if (paths.empty()) {
        Q_EMIT refused();
        return true;
    }
    drop->acceptProposedAction();
    Q_EMIT dropped(paths);
    return true;
}

} // namespace cadenza::ui
