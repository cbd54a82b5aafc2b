#pragma once

#include "core/generation/foretelling.h"
#include "core/model/network_shape.h"

#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QSlider;
class QToolButton;

namespace cadenza::ui {

class NetworkDiagram;
class PitchBars;

/// A look inside the model: its network, and what it expects while one steps through a seed note by note.
class InsideView : public QWidget {
    Q_OBJECT

public:
    explicit InsideView(QWidget* parent = nullptr);

    /// What is stepped through: its name, and the sharps of its key signature (negative: flats), which say how its
    /// notes are spelled.
    struct Steps {
        QString seedName{};
        int sharps{0};
    };
    void show(const model::NetworkShape& shape, encoding::TimeBase timeBase,
              std::vector<generation::Foretelling> foretellings, const Steps& steps);
    void showNothing(const QString& why);
    [[nodiscard]] std::size_t position() const;

private:
    void showPosition();

    encoding::TimeBase timeBase_{encoding::TimeBase::Beats};
    int sharps_{0};
    std::vector<generation::Foretelling> foretellings_;
    NetworkDiagram* diagram_;
    QLabel* title_;
    QLabel* in_;
    QLabel* out_;
    PitchBars* bars_;
    QToolButton* earlier_;
    QToolButton* later_;
    QSlider* slider_;
};

/// A note as the network reads it, in words: "G4 · 1/2 quarter after the one before · lasts 1/4 quarter · velocity 86".
[[nodiscard]] QString noteWords(const encoding::Event& event, encoding::TimeBase timeBase, int sharps = 0);
/// The likeliest classes of one attribute: "1/4 quarter 62 %, 1/2 quarter 30 %".
[[nodiscard]] QString likeliestSteps(const generation::Foretelling& foretelling, encoding::TimeBase timeBase);
[[nodiscard]] QString likeliestDurations(const generation::Foretelling& foretelling, encoding::TimeBase timeBase);
[[nodiscard]] QString likeliestVelocities(const generation::Foretelling& foretelling);

} // namespace cadenza::ui
