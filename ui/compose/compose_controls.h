#pragma once

#include "ui/compose/compose_order.h"

#include <QTimer>
#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

class ExpertPanel;
class NumberRow;
class PartRolesPanel;
class RandomSeedRow;
class TakeLength;
class ToggleRow;
class WordSlider;

/// How the next takes are to be: how many, how long, of what character, which random seed, and every dial.
class ComposeControls : public QWidget {
    Q_OBJECT

public:
    explicit ComposeControls(QWidget* parent = nullptr);

    [[nodiscard]] ComposeOrder order() const;
    /// As of an earlier time, for example of a take that is to be made again; the sliders follow.
    void setOrder(const ComposeOrder& order);
    [[nodiscard]] bool randomSeedIsLocked() const;
    void lockRandomSeed(bool locked);
    /// Names of the model's composer classes 1…; "any" is always there.
    void setComposers(const std::vector<std::string>& composers);
    void allowBars(bool allowed);
    [[nodiscard]] PartRolesPanel& parts() const { return *parts_; } ///< seen where the seed has parts
    /// A new random seed, unless it is locked. Called before each generation.
    void drawRandomSeed();

Q_SIGNALS:
    void changed(); ///< whatever was changed, by whomever
    void slid();    ///< a slider between words has come to rest where a person moved it

private:
    void makeExpert(QVBoxLayout* column);
    void showExpert();
    void addAmounts(QVBoxLayout* column);
    void addCharacter(QVBoxLayout* column);
    void takeOnDaring();
    void showCharacter();
    [[nodiscard]] double sparseness() const;

    PartRolesPanel* parts_{nullptr};
    NumberRow* takes_{nullptr};
    TakeLength* length_{nullptr};
    ToggleRow* cadence_{nullptr};
    ToggleRow* listen_{nullptr};
    QComboBox* composer_{nullptr};
    WordSlider* daring_{nullptr};
    QLabel* daringWords_{nullptr};
    WordSlider* density_{nullptr};
    RandomSeedRow* randomSeed_{nullptr};
    ExpertPanel* expert_{nullptr};
    generation::GenerationSettings settings_; ///< the dials; length, composer and density are the rows'
    QTimer rest_;
};

} // namespace cadenza::ui
