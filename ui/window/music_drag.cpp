#include "ui/window/music_drag.h"

#include "core/export/export.h"
#include "core/export/file_names.h"

#include <QDrag>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace cadenza::ui {

std::unique_ptr<QMimeData> MusicDrag::carry(const midi::Piece& piece, const QString& name) const
{
    const std::string file = exporting::fileNameFor("{name}", {{"name", name.toStdString()}}) + ".mid";
    const QString path = folder_.filePath(QString::fromStdString(file));
    if (!folder_.isValid() || !exporting::exportMidi(piece, path.toStdString()))
        return nullptr;
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

void MusicDrag::drag(QWidget& from, const midi::Piece& piece, const QString& name) const
{
    auto data = carry(piece, name);
    if (!data)
        return;
    auto* drag = new QDrag(&from); // Qt deletes it when the drag has ended
    drag->setMimeData(data.release());
    drag->exec(Qt::CopyAction);
}

} // namespace cadenza::ui
