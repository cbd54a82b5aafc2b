#pragma once

#include "core/training/training_config.h"
#include "ui/training/training_material.h"
#include "ui/training/training_preset.h"

#include <QWidget>

#include <span>
#include <vector>

class QLabel;
class QPushButton;

namespace cadenza::ui {

class ChoiceCard;
class ExpertSettings;
class PartChoice;

/// What a person should know about the material before training on it; empty when all is well.
[[nodiscard]] QString warningAbout(const TrainingMaterial& material);

/// The left side of the training page: what to learn from, how long, and every dial for experts.
class TrainingPlan : public QWidget {
    Q_OBJECT

public:
    explicit TrainingPlan(QWidget* parent = nullptr);

    void setMaterial(const TrainingMaterial& material);
    [[nodiscard]] const TrainingMaterial& material() const { return material_; }
    /// How each preset would go on this machine; none while that is not known.
    void setEstimates(std::span<const training::Estimate> estimates);
    [[nodiscard]] training::Preset preset() const { return preset_; }
    void choose(training::Preset preset);
    void chooseClassic(); ///< the published system's networks, instead of a preset
    [[nodiscard]] training::TrainingConfig config() const;
    /// The parts that are learnt from, as chosen before; says nothing.
    void setParts(const midi::PartSelection& parts);
    [[nodiscard]] midi::PartSelection parts() const;

Q_SIGNALS:
    void addMusicRequested();
    void presetChosen();
    void partsChosen(); ///< other ones than before: other material is wanted

private:
    [[nodiscard]] QWidget* makeMaterial();
    [[nodiscard]] QWidget* makeParts();
    [[nodiscard]] QWidget* makePresets();
    [[nodiscard]] training::TrainingConfig standard() const; ///< of what is chosen, before any dial
    [[nodiscard]] QString earlyWords(training::Preset preset) const;

    TrainingMaterial material_;
    training::Preset preset_{training::Preset::Quick};
    bool classicChosen_{false};
    QLabel* pieces_{nullptr};
    QLabel* notes_{nullptr};
    QLabel* warning_{nullptr};
    QWidget* partsLine_{nullptr}; ///< seen where the music has several parts
    PartChoice* parts_{nullptr};
    QPushButton* addMusic_{nullptr};
    std::vector<ChoiceCard*> cards_; ///< one for each preset
    ChoiceCard* classic_{nullptr};
    ExpertSettings* expert_{nullptr};
};

} // namespace cadenza::ui
