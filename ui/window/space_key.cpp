#include "ui/window/space_key.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QKeyEvent>

namespace cadenza::ui {

bool SpaceKey::eventFilter(QObject* watched, QEvent* event)
{
    // A button that was clicked keeps no focus, so that Space after a click is about the music again.
    if (event->type() == QEvent::Polish)
        if (auto* button = qobject_cast<QAbstractButton*>(watched); button && (button->focusPolicy() & Qt::ClickFocus))
            button->setFocusPolicy(Qt::TabFocus);
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space
        && (qobject_cast<QAbstractButton*>(watched) || qobject_cast<QComboBox*>(watched)))
        event->accept();
    return QObject::eventFilter(watched, event);
}

} // namespace cadenza::ui
