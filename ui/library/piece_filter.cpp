#include "ui/library/piece_filter.h"

#include "ui/library/piece_model.h"

namespace cadenza::ui {

// The C locale compares bytes: it knows no numbers.
PieceFilter::PieceFilter(QObject* parent)
    : QSortFilterProxyModel(parent), names_(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale())
{
    names_.setNumericMode(true);
    names_.setCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    setSortRole(PieceModel::SortRole);
}

void PieceFilter::setText(const QString& text)
{
    query_ = PieceQuery(text);
    invalidateFilter();
}

std::size_t PieceFilter::pieceCount() const
{
    std::size_t pieces = 0;
    for (int row = 0; row < rowCount(); ++row)
        pieces += static_cast<std::size_t>(rowCount(index(row, 0)));
    return pieces;
}

bool PieceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (query_.empty())
        return true;
    // A composer shows when one of its pieces does, which carry its name in their own text.
    const auto* pieces = static_cast<const PieceModel*>(sourceModel());
    return parent.isValid() && query_.accepts(pieces->figures(row, parent));
}

bool PieceFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(PieceModel::SortRole);
    const QVariant b = right.data(PieceModel::SortRole);
    if (left.column() == PieceModel::Title || left.column() == PieceModel::Key)
        return names_.compare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

} // namespace cadenza::ui
