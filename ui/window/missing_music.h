#pragma once

#include <QObject>

#include <filesystem>
#include <functional>
#include <vector>

namespace cadenza::ui {

class MessageBar;
class ProjectKeeper;

/// Says which music of a project is not where it was, and asks where it is now. What the project knows of it stays as
/// it is until then. GUI thread.
class MissingMusic : public QObject {
    Q_OBJECT

public:
    using OpenPaths = std::function<void(const std::vector<std::filesystem::path>&)>;

    /// `messages` and `keeper` must outlive it. `openPaths` brings in what was found.
    MissingMusic(ProjectKeeper& keeper, MessageBar& messages, OpenPaths openPaths, QObject* parent = nullptr);

    /// Says nothing where nothing is missing.
    void tell(const std::vector<std::filesystem::path>& missing);
    /// Looks for it in this folder and below; `tell` says what is missing still.
    void lookIn(const std::filesystem::path& folder);

private:
    void ask();

    ProjectKeeper& keeper_;
    MessageBar& messages_;
    OpenPaths openPaths_;
    std::filesystem::path first_; ///< of what is missing
    QString said_;
};

} // namespace cadenza::ui
