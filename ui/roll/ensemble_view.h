#pragma once

#include "ui/roll/part_mix.h"
#include "ui/roll/roll_content.h"

#include <QByteArray>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QSplitter;

namespace cadenza::ui {

class PartList;
class PartMixer;
class PianoRoll;

/// A roll, and at its left the list of the parts of what it shows, where there are several. GUI thread.
class EnsembleView : public QWidget {
    Q_OBJECT

public:
    enum class Overview { None, Below };

    /// `mixer` must outlive the view.
    EnsembleView(PartMixer& mixer, Overview overview, QWidget* parent = nullptr);

    [[nodiscard]] PianoRoll& roll() { return *roll_; }
    [[nodiscard]] const PianoRoll& roll() const { return *roll_; }
    [[nodiscard]] PartList& parts() { return *list_; }

    /// As `PianoRoll::setPiece` and `updatePiece`; `music` is whose mix it follows, see `PartMixer`.
    void setPiece(const std::string& music, std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles = {},
                  std::vector<float> surprises = {}, const PartHues& hues = {});
    void updatePiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                     std::vector<float> surprises = {}, const PartHues& hues = {});

    /// Whether the list is folded, and how wide it is.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

private:
    void connectMixer();
    void showParts(const PartHues& hues);
    void listParts();
    void takeMix();
    void giveRoom(bool folded);

    PartMixer& mixer_;
    std::string music_;
    PartHues hues_;
    QSplitter* splitter_;
    PartList* list_;
    PianoRoll* roll_;
    int unfolded_; ///< width of the list
};

} // namespace cadenza::ui
