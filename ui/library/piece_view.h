#pragma once

#include "core/midi/piece.h"

#include <QWidget>

#include <memory>

namespace cadenza::ui {

class EditBar;
class ElidedLabel;
class PianoRoll;
class SeedEditor;

/// One piece in the middle of the library page: its roll over its overview, a line about the seed below, and the tools
/// of editing above where the piece is a seed of one's own.
class PieceView : public QWidget {
    Q_OBJECT

public:
    enum class Access { Read, Edit };

    explicit PieceView(QWidget* parent = nullptr);

    /// The same piece again leaves everything as it is.
    void setPiece(std::shared_ptr<const midi::Piece> piece, Access access = Access::Read);
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    [[nodiscard]] bool edits() const { return access_ == Access::Edit; }
    [[nodiscard]] PianoRoll& roll() { return *roll_; }
    [[nodiscard]] const PianoRoll& roll() const { return *roll_; }
    void setReasons(const QString& words);

Q_SIGNALS:
    void edited(const std::shared_ptr<const midi::Piece>& piece);

private:
    void connectEditing();
    void showEdited(const std::shared_ptr<const midi::Piece>& piece, const std::vector<std::size_t>& chosen);
    void setGrid();

    std::shared_ptr<const midi::Piece> piece_;
    Access access_{Access::Read};
    SeedEditor* editor_;
    EditBar* bar_;
    PianoRoll* roll_;
    ElidedLabel* reasons_;
};

} // namespace cadenza::ui
