#pragma once

#include "ui/compose/gauge.h"

#include <QWidget>

#include <vector>

namespace cadenza::ui {

/// The measures of a take as small upright bars: the mark is the take's, the shaded stretch is what is usual. What each
/// says is in its tool tip.
class GaugeStrip : public QWidget {
    Q_OBJECT

public:
    explicit GaugeStrip(QWidget* parent = nullptr);

    void setGauges(std::vector<Gauge> gauges);
    [[nodiscard]] const std::vector<Gauge>& gauges() const { return gauges_; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF barOf(std::size_t gauge) const;

    std::vector<Gauge> gauges_;
};

/// One of them lying, with its name, value and sentence.
class GaugeRow : public QWidget {
    Q_OBJECT

public:
    explicit GaugeRow(QWidget* parent = nullptr);

    void setGauge(const Gauge& gauge);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Gauge gauge_;
};

} // namespace cadenza::ui
