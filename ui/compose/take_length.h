#pragma once

#include "core/generation/settings.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace cadenza::ui {

class WordSlider;

/// How long takes become: in notes, bars or seconds, as a number and between short and long.
class TakeLength : public QWidget {
    Q_OBJECT

public:
    explicit TakeLength(QWidget* parent = nullptr);

    /// As it says; whether to close with a cadence is not its matter.
    [[nodiscard]] generation::Ending ending() const;
    void setEnding(const generation::Ending& ending);
    /// A model of performances knows no bars.
    void allowBars(bool allowed);

Q_SIGNALS:
    void changed();
    void slid(); ///< the slider was moved by a person; after `changed`

private:
    enum class Unit { Notes, Bars, Seconds };
    [[nodiscard]] Unit unit() const;
    void takeOnUnit();
    void showSlider();

    QSpinBox* number_;
    QComboBox* unit_;
    WordSlider* slider_;
};

} // namespace cadenza::ui
