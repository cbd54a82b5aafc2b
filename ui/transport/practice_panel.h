#pragma once

#include "ui/transport/popover.h"

#include <QString>

#include <vector>

class QCheckBox;
class QSpinBox;
class QVBoxLayout;

namespace cadenza::ui {

/// How the music is played for practising: metronome, transposition, which parts are heard. GUI thread.
class PracticePanel : public Popover {
    Q_OBJECT

public:
    explicit PracticePanel(QWidget* parent = nullptr);

    /// The parts of what is cued; where they are other ones than before, none is muted and none alone.
    void setParts(const std::vector<QString>& names);
    void setPart(int part, bool muted, bool solo); ///< precondition: there is such a part; says nothing

Q_SIGNALS:
    void metronomeToggled(bool on);
    void transposeChanged(int semitones);
    void muteToggled(int part, bool on);
    void soloToggled(int part, bool on);

private:
    QCheckBox* metronome_;
    QSpinBox* transpose_;
    QWidget* parts_;
    struct Boxes {
        QCheckBox *mute, *solo;
    };
    std::vector<QString> names_;
    std::vector<Boxes> boxes_; ///< by part
};

} // namespace cadenza::ui
