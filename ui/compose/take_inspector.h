#pragma once

#include "core/generation/generator.h"
#include "ui/compose/gauge.h"
#include "ui/compose/originality_job.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cadenza::ui {

class GaugeRow;
class NumberRow;

/// Whose settings a continuation is made with.
enum class WhoseSettings { Controls, Takes };

/// The chosen take: where it comes from, what can be done at the place that is marked in its roll, what the measures
/// say of it, and the settings that it was made with.
class TakeInspector : public QWidget {
    Q_OBJECT

public:
    explicit TakeInspector(QWidget* parent = nullptr);

    void setTake(const QString& name, const QString& descent, const QString& settings);
    void setGauges(const std::vector<Gauge>& gauges);
    void setOrigin(const std::optional<TakeOrigin>& origin); ///< nothing where its model is not the one in use
    /// The marked place, such as "bar 12, beat 3", and what the model would have liked there; empty: none is marked.
    void setPlace(const QString& place, const std::vector<generation::Alternative>& alternatives);
    void setStretch(const QString& stretch); ///< what is marked on the ruler, such as "bars 9 to 12"; empty: nothing
    [[nodiscard]] WhoseSettings whoseSettings() const;
    [[nodiscard]] std::size_t count() const; ///< of new takes

Q_SIGNALS:
    void continueWanted();
    void alternativeWanted(int pitch);
    void redrawWanted();
    void settingsWanted();
    void sourceWanted(const QString& piece, int bar);

private:
    void addSteering(QVBoxLayout* column);
    void addMeasures(QVBoxLayout* column);
    void addSettings(QVBoxLayout* column);

    QLabel* name_;
    QLabel* descent_;
    QLabel* place_{nullptr};
    QPushButton* continue_{nullptr};
    QLabel* alternativesHead_{nullptr};
    std::array<QPushButton*, generation::kAlternatives> alternatives_{};
    QLabel* stretch_{nullptr};
    QPushButton* redraw_{nullptr};
    QComboBox* whose_{nullptr};
    NumberRow* count_{nullptr};
    std::vector<GaugeRow*> gauges_;
    QVBoxLayout* gaugeColumn_{nullptr};
    QLabel* origin_{nullptr};
    QPushButton* source_{nullptr};
    QLabel* settings_{nullptr};
    std::optional<originality::CopiedPassage> passage_;
};

} // namespace cadenza::ui
