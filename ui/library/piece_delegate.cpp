#include "ui/library/piece_delegate.h"

#include "ui/library/piece_model.h"
#include "ui/library/title_fitting.h"

#include <QPainter>
#include <QStyle>

namespace cadenza::ui {

PieceDelegate::PieceDelegate(const PieceModel& pieces, PiecePictures& pictures, QObject* parent)
    : QStyledItemDelegate(parent), pieces_(pieces), pictures_(pictures)
{
}

/// The picture, with the sign of a warning in its corner where there is one.
QIcon PieceDelegate::iconFor(const library::Entry& entry, const QIcon& warning, qreal ratio) const
{
    QPixmap pixmap((QSizeF(PiecePictures::kSize) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const QRect room({0, 0}, PiecePictures::kSize);
    painter.drawImage(room.topLeft(), pictures_.of(entry, ratio));
    if (!warning.isNull())
        warning.paint(&painter, QRect(room.right() - 12, room.bottom() - 12, 12, 12));
    painter.end();
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // as it is, not tinted
    return icon;
}

void PieceDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const library::Entry* entry = pieces_.entry(index.data(PieceModel::IdRole).toString().toStdString());
    if (!entry)
        return;
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1.0;
    option->icon = iconFor(*entry, index.data(Qt::DecorationRole).value<QIcon>(), ratio);
    option->decorationSize = PiecePictures::kSize;
    option->features |= QStyleOptionViewItem::HasDecoration;
    const QStyle* style = option->widget->style();
    const int room = style->subElementRect(QStyle::SE_ItemViewItemText, option, option->widget).width()
                     - 2 * (style->pixelMetric(QStyle::PM_FocusFrameHMargin, option, option->widget) + 1);
    option->text = fittedTitle(option->text, index.data(PieceModel::SharedRole).toInt(), room,
                               [&](const QString& text) { return option->fontMetrics.horizontalAdvance(text); });
}

} // namespace cadenza::ui
