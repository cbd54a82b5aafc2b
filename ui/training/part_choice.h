#pragma once

#include "core/midi/part_selection.h"
#include "ui/training/training_material.h"

#include <QPushButton>

#include <vector>

namespace cadenza::ui {

/// Which parts are learnt from: all, or some families of instruments and names, chosen from a menu that stays open
/// while one chooses. GUI thread.
class PartChoice : public QPushButton {
    Q_OBJECT

public:
    explicit PartChoice(QWidget* parent = nullptr);

    void setOffered(const std::vector<OfferedPart>& offered);
    void setSelection(const midi::PartSelection& selection); ///< says nothing
    [[nodiscard]] const midi::PartSelection& selection() const { return selection_; }

Q_SIGNALS:
    void chosen(const cadenza::midi::PartSelection& selection); ///< by a person

private:
    void fillMenu();
    void toggle(const std::string& word, bool on);
    void showSelection();

    std::vector<OfferedPart> offered_;
    midi::PartSelection selection_;
};

} // namespace cadenza::ui
