#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace cadenza::ui {

/// The library page while there is no music: what to do, and the buttons to do it.
class EmptyLibrary : public QWidget {
    Q_OBJECT

public:
    explicit EmptyLibrary(QWidget* parent = nullptr);

    /// What was opened before, newest first.
    void setRecent(const std::vector<std::filesystem::path>& paths);
    void offerEnsembles(bool offered);

Q_SIGNALS:
    void addRequested(const std::vector<std::filesystem::path>& paths);
    void addFilesRequested();
    void addFolderRequested();
    void starterRequested();
    void ensemblesRequested();

private:
    QPushButton* ensembles_;
    QVBoxLayout* recent_;
};

} // namespace cadenza::ui
