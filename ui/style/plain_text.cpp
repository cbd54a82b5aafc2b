#include "ui/style/plain_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLabel>
#include <QTextDocument>
#include <QToolTip>

namespace cadenza::ui {
namespace {

/// The tool tip under the mouse: the widget's own, or that of a view's item.
QString toolTipAt(const QWidget& widget, QPoint place)
{
    const auto* view = qobject_cast<const QAbstractItemView*>(widget.parentWidget());
    if (view && view->viewport() == &widget)
        return view->indexAt(place).data(Qt::ToolTipRole).toString();
    return widget.toolTip();
}

} // namespace

bool PlainText::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Polish) {
        if (auto* label = qobject_cast<QLabel*>(watched); label && label->textFormat() == Qt::AutoText)
            label->setTextFormat(Qt::PlainText);
    } else if (event->type() == QEvent::ToolTip) {
        auto* widget = qobject_cast<QWidget*>(watched);
        auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = widget ? toolTipAt(*widget, help->pos()) : QString();
        if (Qt::mightBeRichText(tip)) {
            QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(tip, Qt::WhiteSpaceNormal), widget);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cadenza::ui
