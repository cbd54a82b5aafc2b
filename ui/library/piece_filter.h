#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace cadenza::ui {

/// Shows the pieces that hold every word of what was typed, and the composers they belong to. Sorts names as people do
/// (2 before 10), numbers by value.
class PieceFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit PieceFilter(QObject* parent = nullptr);

    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList words_;
    QCollator names_;
};

} // namespace cadenza::ui
