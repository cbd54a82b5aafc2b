#pragma once

#include <QWidget>

#include <cstdint>

class QLineEdit;
class QToolButton;

namespace cadenza::ui {

/// The random seed: shown, typed, drawn, copied, and kept where a person locks it.
class RandomSeedRow : public QWidget {
    Q_OBJECT

public:
    explicit RandomSeedRow(QWidget* parent = nullptr);

    [[nodiscard]] std::uint64_t value() const;
    void setValue(std::uint64_t value);
    void draw(); ///< another one, unless it is locked
    [[nodiscard]] bool isLocked() const;
    void setLocked(bool locked);

Q_SIGNALS:
    void changed();

private:
    QLineEdit* field_;
    QToolButton* lock_;
};

} // namespace cadenza::ui
