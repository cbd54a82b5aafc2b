#include "ui/style/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QSlider>

namespace cadenza::ui {
namespace {

bool takesTheWheel(const QWidget& control)
{
    return qobject_cast<const QAbstractSpinBox*>(&control) || qobject_cast<const QComboBox*>(&control)
           || qobject_cast<const QSlider*>(&control);
}

} // namespace

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Polish && event->type() != QEvent::Wheel)
        return false;
    auto* control = qobject_cast<QWidget*>(watched);
    if (!control || !takesTheWheel(*control))
        return false;
    if (event->type() == QEvent::Polish) {
        if (control->focusPolicy() == Qt::WheelFocus) // Qt would focus it before it asks anyone
            control->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    if (control->hasFocus())
        return false;
    event->ignore(); // for what lies around it
    return true;
}

} // namespace cadenza::ui

#include "moc_wheel_guard.cpp"
