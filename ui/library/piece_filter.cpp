#include "ui/library/piece_filter.h"

#include "ui/library/piece_model.h"

#include <algorithm>

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
    words_ = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool PieceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (words_.isEmpty())
        return true;
    // A composer shows when one of its pieces does, which carry its name in their own text.
    if (!parent.isValid())
        return false;
    const QString text = sourceModel()->index(row, 0, parent).data(PieceModel::SearchRole).toString();
    return std::ranges::all_of(words_, [&](const QString& word) { return text.contains(word); });
}

bool PieceFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(PieceModel::SortRole);
    const QVariant b = right.data(PieceModel::SortRole);
    if (left.column() == PieceModel::Title)
        return names_.compare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

} // namespace cadenza::ui
