#pragma once

#include "core/training/run_facts.h"
#include "ui/training/training_story.h"

#include <QWidget>

namespace cadenza::ui {

class AccuracyBars;
class FigureTile;

/// A run in figures: losses, what is predicted exactly, speed, memory and the time left.
class TrainingFigures : public QWidget {
    Q_OBJECT

public:
    explicit TrainingFigures(QWidget* parent = nullptr);

    void show(const TrainingStory& story, const training::RunFacts& facts = {});

private:
    void showAccuracy(const TrainingStory& story, const training::RunFacts& facts);

    FigureTile* trainLoss_;
    FigureTile* validLoss_;
    FigureTile* best_;
    FigureTile* passes_;
    FigureTile* speed_;
    FigureTile* memory_;
    FigureTile* elapsed_;
    FigureTile* left_;
    AccuracyBars* accuracy_;
};

} // namespace cadenza::ui
