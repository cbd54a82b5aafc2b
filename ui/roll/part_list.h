#pragma once

#include "core/midi/piece.h"
#include "ui/roll/part_mix.h"

#include <QWidget>

#include <cstdint>
#include <vector>

class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace cadenza::ui {

class PartRow;

/// The parts of a piece, one row each: to show, hear alone and mute. It folds to a strip of its colours. Takes values,
/// emits wishes. GUI thread.
class PartList : public QWidget {
    Q_OBJECT

public:
    explicit PartList(QWidget* parent = nullptr);

    /// One row for every part with notes. `programs` by part are what plays it; none where that is not to be chosen.
    void setPiece(const midi::Piece& piece, const PartHues& hues = {}, const std::vector<std::uint8_t>& programs = {});
    void setMix(const PartMix& mix);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return isFolded_; }

    static constexpr int kNarrowest = 168, kUsual = 208, kFolded = 34;

Q_SIGNALS:
    void mixWished(const cadenza::ui::PartMix& mix);
    void programWished(std::size_t part, std::uint8_t program);
    void folded(bool folded);

private:
    struct Row {
        std::size_t part;
        PartRow* widget;
    };
    void setParts(const std::vector<std::size_t>& parts);
    void connectRow(const Row& row);
    void goTo(std::size_t row);
    void wish(std::size_t part, PartState state);
    void wishOnly(std::size_t part);
    void paintSwatches();
    void showMix();

    std::vector<Row> rows_;
    PartMix mix_;
    PartHues hues_;
    bool isFolded_{false};
    QWidget* title_;
    QToolButton *reset_, *fold_;
    QVBoxLayout* column_;
    QScrollArea* scroll_;
};

} // namespace cadenza::ui
