#pragma once

#include "core/base/result.h"
#include "core/project/settings.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace cadenza::ui {

/// The settings of the program: the one place from which its parts read them, and through which they change them. A
/// change holds at once and is written a moment later, off the GUI thread, onto what the file holds by then: another
/// window's changes stay. GUI thread.
class SettingsStore : public QObject {
    Q_OBJECT

public:
    using Change = std::function<void(project::Settings&)>;

    /// Reads `file` at once. Where something in it cannot be used, `problems` tells, and the file is put right: one
    /// that was no settings file at all is kept beside it. An empty path keeps nothing.
    explicit SettingsStore(std::filesystem::path file, QObject* parent = nullptr);
    ~SettingsStore() override; ///< waits until all is written

    [[nodiscard]] const project::Settings& settings() const { return settings_; }
    [[nodiscard]] const std::vector<Error>& problems() const { return problems_; } ///< of the file as it was read

    void change(const Change& change);
    void reset(std::string_view name); ///< as in the file
    void resetAll();                   ///< but for what the program remembers by itself

Q_SIGNALS:
    void changed();
    void failed(const cadenza::Error& error); ///< a change could not be written

private:
    void write();

    std::filesystem::path file_;
    project::Settings settings_;
    std::vector<Error> problems_;
    std::vector<Change> unwritten_;
    QTimer soon_; ///< a slider that is dragged is one change
    QThreadPool writing_;
};

} // namespace cadenza::ui
