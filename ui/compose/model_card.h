#pragma once

#include "core/training/trainer.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace cadenza::ui {

class Foldout;
class RunChart;

/// Who continues the seed: what the model learnt from, and how its loss fell while it did.
class ModelCard : public QWidget {
    Q_OBJECT

public:
    explicit ModelCard(QWidget* parent = nullptr);

    /// `words` such as "16 pieces, 11,984 notes"; empty hides the card. Without a history only the words stand.
    void setModel(const QString& words, const std::vector<training::TrainingReport>& history);

Q_SIGNALS:
    void otherWanted(); ///< another model is to be chosen

private:
    QLabel* words_;
    Foldout* learning_;
    RunChart* chart_;
};

} // namespace cadenza::ui
