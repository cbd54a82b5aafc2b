#pragma once

#include <QWidget>

namespace cadenza::ui {

/// The output's level as one calm bar: rises at once, falls slowly; coral, because it is what sounds now.
class LevelMeter : public QWidget {
    Q_OBJECT

public:
    explicit LevelMeter(QWidget* parent = nullptr);
    void setPeak(float peak); ///< 0…1 since the last call
    [[nodiscard]] QSize sizeHint() const override { return {64, 12}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    float level_{0.0F}; ///< 0…1 of the bar, on a scale of decibels
};

} // namespace cadenza::ui
