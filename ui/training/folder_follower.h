#pragma once

#include "core/elsewhere/result_reader.h"
#include "ui/training/elsewhere_state.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::ui {

/// Looks at a training folder once a second, on a thread of its own that the window never waits for: file systems that
/// tell of changes are no help across a network, and a disk that is gone may hold whoever asks it for minutes. GUI
/// thread.
class FolderFollower : public QObject {
    Q_OBJECT

public:
    /// `known`: what is known of the run's history.
    FolderFollower(const std::filesystem::path& folder, const std::string& order,
                   std::vector<training::TrainingReport> known, QObject* parent = nullptr);
    ~FolderFollower() override; ///< returns at once; a look that hangs ends by itself

    [[nodiscard]] const ElsewhereState& state() const { return state_; }

Q_SIGNALS:
    void stateChanged(const cadenza::ui::ElsewhereState& state);
    void progressed(const std::vector<cadenza::training::TrainingReport>& reports);
    void known(const cadenza::training::RunFacts& facts); ///< as the host says
    /// It was stopped there, and this is what it had learnt by then. It may go on.
    void stopped(const std::shared_ptr<const cadenza::model::Model>& model, const cadenza::training::RunFacts& facts);
    /// It is done and all of its model is here: the last that is heard.
    void arrived(const std::shared_ptr<const cadenza::model::Model>& model, const cadenza::training::RunFacts& facts);

private:
    class Mailbox;

    void drain();
    void take(const elsewhere::Sighting& seen);
    void setState(const ElsewhereState& state);

    std::shared_ptr<Mailbox> mailbox_;
    ElsewhereEar ear_;
    ElsewhereState state_;
    std::optional<std::size_t> knownNotes_; ///< of the facts that were told
    ElsewhereEar::Clock::time_point seenAt_;
    QTimer timer_;
};

} // namespace cadenza::ui
