#pragma once

#include "core/midi/piece.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

class QMimeData;
class QWidget;

namespace cadenza::ui {

/// Lets music be dragged out of the window, into a file manager or another program: as a MIDI file in a folder that
/// lasts as long as this does. GUI thread.
class MusicDrag {
public:
    /// The file as what a drag carries; null when it cannot be written. `name` without an ending.
    [[nodiscard]] std::unique_ptr<QMimeData> carry(const midi::Piece& piece, const QString& name) const;
    /// Drags it, until the button is let go.
    void drag(QWidget& from, const midi::Piece& piece, const QString& name) const;

private:
    QTemporaryDir folder_;
};

} // namespace cadenza::ui
