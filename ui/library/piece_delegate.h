#pragma once

#include "ui/library/piece_pictures.h"

#include <QStyledItemDelegate>

namespace cadenza::ui {

class PieceModel;

/// Draws a piece in a list: a small roll of how it begins, and as much of its title as tells it from the others.
class PieceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// `pieces` and `pictures` must outlive the delegate.
    PieceDelegate(const PieceModel& pieces, PiecePictures& pictures, QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    [[nodiscard]] QIcon iconFor(const library::Entry& entry, const QIcon& warning, qreal ratio) const;

    const PieceModel& pieces_;
    PiecePictures& pictures_;
};

} // namespace cadenza::ui
