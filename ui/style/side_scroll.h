#pragma once

#include <QScrollArea>
#include <QString>

namespace cadenza::ui {

/// What stands at a side of a page, scrolling up and down where the window is low. Takes `contents`; names are given
/// because a screen reader comes past it.
[[nodiscard]] inline QScrollArea* sideScroll(const QString& objectName, const QString& accessibleName,
                                             QWidget* contents)
{
    auto* scroll = new QScrollArea;
    scroll->setObjectName(objectName);
    scroll->setAccessibleName(accessibleName);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(contents);
    return scroll;
}

} // namespace cadenza::ui
