#pragma once

#include <QObject>

#include <filesystem>
#include <vector>

namespace cadenza::ui {

/// Takes what a person drops on the window or names when it is started, and says where each of it belongs. Files are
/// looked into in the background. GUI thread.
class FileOpener : public QObject {
    Q_OBJECT

public:
    explicit FileOpener(QObject* parent = nullptr);

    void open(const std::vector<std::filesystem::path>& paths);
    /// Something was given and it is not yet known what it is.
    [[nodiscard]] bool looking() const { return looking_ > 0; }

Q_SIGNALS:
    void musicGiven(const std::vector<std::filesystem::path>& paths);
    void modelGiven(const std::filesystem::path& file);
    void archiveGiven(const std::filesystem::path& zip); ///< a project was packed into it
    void projectGiven(const std::filesystem::path& folder);
    void trainingGiven(const std::filesystem::path& folder); ///< that another machine trains in
    void onlyOthersGiven();                                  ///< no music among them

private:
    int looking_{0};
};

} // namespace cadenza::ui
