#pragma once

#include "ui/welcome/download_watch.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace cadenza::ui {

class Document;
class WelcomePage;

/// Joins the welcome page to the document: waits until there is something to hear, and for a collection to be
/// downloaded. GUI thread.
class WelcomePresenter : public QObject {
    Q_OBJECT

public:
    enum class ReadyModel { Comes, None };

    WelcomePresenter(WelcomePage& page, Document& document, ReadyModel readyModel, QObject* parent = nullptr);

Q_SIGNALS:
    void continueRequested(); ///< a seed, by a model if there is one: both are there
    void musicGiven(const std::vector<std::filesystem::path>& paths);

private:
    void tryNow();
    void goOnWhenReady();
    void chooseZip();

    WelcomePage& page_;
    Document& document_;
    ReadyModel readyModel_;
    DownloadWatch downloads_;
    bool trying_{false};
};

} // namespace cadenza::ui
