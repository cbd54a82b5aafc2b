#pragma once

#include "ui/project/project_keeper.h"
#include "ui/training/training_run.h"

#include <QObject>

#include <cstdint>
#include <vector>

namespace cadenza::ui {

class TrainingPage;

/// Joins the training page to the runs that the project keeps: lists them, fetches their curves and models when they
/// are looked at, renames and deletes them. GUI thread.
class KeptRuns : public QObject {
    Q_OBJECT

public:
    KeptRuns(TrainingPage& page, ProjectKeeper& keeper, QObject* parent = nullptr);

    /// Null where the project has none of this number.
    [[nodiscard]] const project::Run* find(std::int64_t number) const;

private:
    void offerToResume(const OpenedProject& project);
    void label(const TrainingRun& run);
    void remove(const TrainingRun& run);

    TrainingPage& page_;
    ProjectKeeper& keeper_;
    std::vector<project::Run> runs_; ///< oldest first
};

} // namespace cadenza::ui
