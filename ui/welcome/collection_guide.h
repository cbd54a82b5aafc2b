#pragma once

#include "core/base/result.h"
#include "ui/welcome/found_collection.h"

#include <QUrl>
#include <QWidget>

#include <filesystem>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

class MessageBar;

/// How to come by the classical piano collection: where it is to be had, that the program waits for it, and what was
/// found. Takes values and emits wishes; it opens nothing. GUI thread.
class CollectionGuide : public QWidget {
    Q_OBJECT

public:
    explicit CollectionGuide(QWidget* parent = nullptr);

    void setFolder(const std::filesystem::path& folder); ///< that is being watched; empty for none
    void setChecking(const QString& name);               ///< a zip that is being read; empty: waiting again
    void addFound(const FoundCollection& found);
    void refuse(const Error& error);

Q_SIGNALS:
    void pageWanted(const QUrl& page); ///< in the browser
    void fileGiven(const std::filesystem::path& file);
    void fileWanted(); ///< to be chosen in a dialog
    void openRequested(const std::filesystem::path& file);
    void backRequested();

private:
    void addPlace(QVBoxLayout& column, const QString& name, const QString& title, const QString& sentence,
                  const QUrl& page);
    void showWaiting();

    MessageBar* messages_;
    QLabel* waiting_;
    QVBoxLayout* found_;
    std::vector<std::filesystem::path> shown_;
    std::filesystem::path folder_;
};

} // namespace cadenza::ui
