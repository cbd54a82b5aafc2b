#pragma once

#include "core/training/training_config.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace cadenza::ui {

class Foldout;
class NumberRow;
class ToggleRow;
struct NumberSetting;

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
    using Read = std::function<double(const training::TrainingConfig&)>;
    using Write = std::function<void(training::TrainingConfig&, double)>;
    struct Binding {
        NumberRow* row;
        Read read;
        Write write;
    };

    void addNumber(const NumberSetting& setting, Read read, Write write);
    void addNetwork();
    void addDuration();
    void addOptimisation();
    void addMusic();

    Foldout* foldout_;
    std::vector<Binding> bindings_;
    ToggleRow* transpose_{nullptr};
    training::TrainingConfig standard_;
};

} // namespace cadenza::ui
