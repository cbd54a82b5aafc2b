#pragma once

#include "ui/training/measure.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace cadenza::ui {

class RunChart;

/// The dials of a chart: what it shows, how smooth, on which scale, how much of it, and writing it to a file.
class ChartBar : public QWidget {
    Q_OBJECT

public:
    /// `chart` outlives this.
    explicit ChartBar(RunChart& chart, QWidget* parent = nullptr);

    [[nodiscard]] Measure measure() const;

Q_SIGNALS:
    void measureChosen();
    void exportRequested();

private:
    QComboBox* measures_;
};

} // namespace cadenza::ui
