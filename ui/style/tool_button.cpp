#include "ui/style/tool_button.h"

#include "ui/style/icon.h"

#include <QToolButton>

namespace cadenza::ui {

QToolButton* makeToolButton(QWidget* parent, const QString& objectName, const QString& iconName, const QString& words)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(words);
    button->setAccessibleName(words);
    return button;
}

} // namespace cadenza::ui
