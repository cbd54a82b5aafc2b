#include "ui/window/export_task.h"

#include "core/export/export.h"

#include <QString>

namespace cadenza::ui {

Result<void> writePiece(const midi::Piece& piece, const std::filesystem::path& target, std::stop_token stop)
{
    const QString ending = QString::fromStdString(target.extension().string()).toLower();
    if (ending == QStringLiteral(".mid") || ending == QStringLiteral(".midi"))
        return exporting::exportMidi(piece, target);
    return exporting::exportAudio(piece, target, exporting::AudioOptions{}, stop);
}

} // namespace cadenza::ui
