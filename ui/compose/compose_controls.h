#pragma once

#include "ui/compose/compose_order.h"

#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace cadenza::ui {

class Foldout;
class NumberRow;
class ToggleRow;

/// The right side of the compose page: how many takes, how long, of what character, which random seed, and every dial.
class ComposeControls : public QWidget {
    Q_OBJECT

public:
    explicit ComposeControls(QWidget* parent = nullptr);

    [[nodiscard]] ComposeOrder order() const;
    /// Names of the model's composer classes 1…; "any" is always there.
    void setComposers(const std::vector<std::string>& composers);
    /// A new random seed, unless it is locked. Called before each generation.
    void drawRandomSeed();

private:
    using Field = std::function<double&(generation::GenerationSettings&)>;
    struct Dial {
        NumberRow* row;
        Field field;
    };

    void addAmounts(QVBoxLayout* column);
    QSlider* addSlider(QVBoxLayout* column, const QString& objectName, const QString& from, const QString& to);
    void addCharacter(QVBoxLayout* column);
    void addRandomSeed(QVBoxLayout* column);
    void addDials(QVBoxLayout* column);
    void addDial(const QString& objectName, const QString& label, const QString& explanation, double lowest,
                 double highest, double step, Field field);
    void takeOnDaring();
    void showCharacter();
    [[nodiscard]] double sparseness() const;
    void showSettings(const generation::GenerationSettings& settings);

    NumberRow* takes_{nullptr};
    NumberRow* notes_{nullptr};
    QComboBox* composer_{nullptr};
    QSlider* daring_{nullptr};
    QLabel* daringWords_{nullptr};
    QSlider* density_{nullptr};
    QLabel* characterValues_{nullptr};
    QLineEdit* randomSeed_{nullptr};
    QToolButton* lock_{nullptr};
    Foldout* expert_{nullptr};
    ToggleRow* cadence_{nullptr};
    ToggleRow* guard_{nullptr};
    std::vector<Dial> dials_;
    generation::GenerationSettings settings_;
    bool showing_{false}; ///< dials move because the slider did
};

} // namespace cadenza::ui
