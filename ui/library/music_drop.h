#pragma once

#include <QObject>

#include <filesystem>
#include <vector>

class QMimeData;
class QWidget;

namespace cadenza::ui {

/// Lets files, folders and zips be dropped anywhere on a widget. GUI thread.
class MusicDrop : public QObject {
    Q_OBJECT

public:
    /// `target` owns the drop.
    explicit MusicDrop(QWidget* target);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void hovering(bool over);
    void dropped(const std::vector<std::filesystem::path>& paths);
    void refused(); ///< nothing of it is on this computer
};

} // namespace cadenza::ui
