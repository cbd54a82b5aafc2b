#pragma once

#include "ui/training/measure.h"
#include "ui/training/training_run.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <span>
#include <vector>

class QGridLayout;
class QLabel;

namespace cadenza::ui {

/// One line of a comparison: a value for each run.
struct ComparisonRow {
    QString name;
    QStringList values;
};

/// What came of the runs, and then only the settings in which they differ.
[[nodiscard]] std::vector<ComparisonRow> compareRuns(std::span<const TrainingRun* const> runs);

/// The colour of a compared run's `TrainingRun::hue`: told apart in colour blindness, and readable as text. From the
/// eighth on the first come again.
[[nodiscard]] QColor comparedHue(std::size_t hue, const Palette& palette);

/// Gives a chart one line for each run: what it got on held-out music, else what it got in training.
void showCompared(RunChart& chart, Measure measure, std::span<const TrainingRun* const> runs);

/// The table of a comparison, with the runs' names in the colours of their lines.
class RunComparison : public QWidget {
    Q_OBJECT

public:
    explicit RunComparison(QWidget* parent = nullptr);

    void show(std::span<const TrainingRun* const> runs);

private:
    using Colour = std::function<QColor(const Palette&)>;
    struct Cell {
        QLabel* label;
        Colour colour;
    };
    void addCell(const QString& text, int row, int column, Colour colour);

    QWidget* table_{nullptr};
    QGridLayout* grid_{nullptr};
    std::vector<Cell> cells_; ///< what the theme colours
};

} // namespace cadenza::ui
