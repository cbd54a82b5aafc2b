#pragma once

#include "core/training/training_config.h"
#include "ui/training/training_settings.h"

#include <QWidget>

#include <vector>

namespace cadenza::ui {

class Foldout;

/// Every setting of a run, each with an explanation, unit, range and a way back; folded until asked for.
class ExpertSettings : public QWidget {
    Q_OBJECT

public:
    explicit ExpertSettings(QWidget* parent = nullptr);

    /// Takes on all values, as what "reset" goes back to.
    void setStandard(const training::TrainingConfig& config);
    [[nodiscard]] training::TrainingConfig config() const;
    void setOpen(bool open);

private:
    Foldout* foldout_;
    std::vector<TrainingSetting> settings_;
    std::vector<NumberRow*> rows_; ///< one for each
    ToggleRow* transpose_{nullptr};
    training::TrainingConfig standard_;
};

} // namespace cadenza::ui
