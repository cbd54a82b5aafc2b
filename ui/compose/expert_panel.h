#pragma once

#include "core/generation/settings.h"

#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace cadenza::ui {

class ChoiceRow;
class Foldout;
class NumberRow;
class ToggleRow;

/// Every dial of a take, each with what it does and the way back to its usual value, in three folded groups: how notes
/// are drawn, what holds a take together, and the limits it keeps.
class ExpertPanel : public QWidget {
    Q_OBJECT

public:
    explicit ExpertPanel(QWidget* parent = nullptr);

    /// `usual` is where each dial is reset to. Says nothing.
    void show(const generation::GenerationSettings& settings, const generation::GenerationSettings& usual);
    /// Writes the dials into `settings`; what is no dial of this panel stays.
    void readInto(generation::GenerationSettings& settings) const;

Q_SIGNALS:
    void changed(); ///< by a person

private:
    using Settings = generation::GenerationSettings;
    struct Dial {
        NumberRow* row;
        std::function<double(const Settings&)> read;
        std::function<void(Settings&, double)> write;
    };
    void addDrawing();
    void addCohesion();
    void addLimits();
    void add(QVBoxLayout* column, NumberRow* row, std::function<double(const Settings&)> read,
             std::function<void(Settings&, double)> write);
    void addSampling(QVBoxLayout* column, const QString& key, const QString& what, const QString& explanation,
                     generation::AttributeSampling Settings::* part);
    void say();

    std::vector<Dial> dials_;
    ToggleRow* guard_{nullptr};
    ChoiceRow* key_{nullptr};
    ChoiceRow* lowest_{nullptr};
    ChoiceRow* highest_{nullptr};
    NumberRow* keyStrength_{nullptr};
    bool showing_{false};
};

} // namespace cadenza::ui
