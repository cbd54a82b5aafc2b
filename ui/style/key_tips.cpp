#include "ui/style/key_tips.h"

#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QVariant>
#include <QWidget>

namespace cadenza::ui {
namespace {

constexpr const char* kKeys = "keys";

} // namespace

void KeyTips::setKeys(QWidget& widget, const QString& keys)
{
    widget.setProperty(kKeys, keys);
}

QString KeyTips::tipOf(const QWidget& widget)
{
    const QString keys = widget.property(kKeys).toString();
    return keys.isEmpty() ? widget.toolTip() : tr("%1 (%2)").arg(widget.toolTip(), keys);
}

bool KeyTips::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->toolTip().isEmpty() || widget->property(kKeys).toString().isEmpty())
        return false;
    const QString tip = tipOf(*widget);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                       Qt::mightBeRichText(tip) ? Qt::convertFromPlainText(tip, Qt::WhiteSpaceNormal) : tip, widget);
    return true;
}

} // namespace cadenza::ui

#include "moc_key_tips.cpp"
