#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cadenza::ui {

class CollectionGuide;

/// The first page of all: three doors to the first piece one hears, and the way past them. Emits wishes. GUI thread.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    [[nodiscard]] CollectionGuide& collection() { return *collection_; }
    /// After "try it now", while there is still something to be read; empty when there is not.
    void setPreparing(const QString& what);
    void showDoors();
    void offerEnsembles(bool offered); ///< whether there is music in several parts to try

Q_SIGNALS:
    void tryRequested();
    void openFolderRequested();
    void openFilesRequested();
    void collectionShown(bool shown); ///< the page on how to come by it
    void tourRequested();
    void ensemblesRequested();
    void leaveRequested(); ///< to the window as it is

private:
    QWidget* makeDoors();
    QWidget* makeFoot();
    void showCollection();

    QStackedWidget* middle_;
    CollectionGuide* collection_;
    QPushButton* try_;
    QPushButton* ensembles_;
    QLabel* preparing_;
    QProgressBar* busy_;
};

} // namespace cadenza::ui
