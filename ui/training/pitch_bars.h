#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace cadenza::ui {

/// How likely each key is to come next, as bars on a keyboard: teal for what the model expects, amber for what the
/// music has.
class PitchBars : public QWidget {
    Q_OBJECT

public:
    explicit PitchBars(QWidget* parent = nullptr);

    /// `chances` by MIDI key, 128 of them or none; `read` is the key that was heard last. `sharps` of the key signature
    /// say how keys are spelled.
    void show(std::vector<double> chances, int next, int read, int sharps);
    /// The key and its chance at a place; nothing beside the keyboard.
    [[nodiscard]] std::optional<int> keyAt(double x) const;
    [[nodiscard]] QSize sizeHint() const override { return {640, 170}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {360, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override; ///< tells a key's chance as a tool tip

private:
    [[nodiscard]] double keyWidth() const;
    [[nodiscard]] double leftOf(int pitch) const;
    [[nodiscard]] QString labelOf(int pitch) const;
    void paintKeyboard(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;

    std::vector<double> chances_;
    int next_{-1};
    int read_{-1};
    int sharps_{0};
};

} // namespace cadenza::ui
