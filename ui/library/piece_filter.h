#pragma once

#include "ui/library/piece_query.h"

#include <QCollator>
#include <QSortFilterProxyModel>

namespace cadenza::ui {

/// Shows the pieces that answer what was typed (see `PieceQuery`), and the composers they belong to. Sorts names as
/// people do (2 before 10), numbers by value.
class PieceFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit PieceFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] std::size_t pieceCount() const; ///< that are shown

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    PieceQuery query_;
    QCollator names_;
};

} // namespace cadenza::ui
