#include "ui/style/menu_heading.h"

#include "ui/style/theme.h"

#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

namespace cadenza::ui {

void addMenuHeading(QMenu* menu, const QString& words)
{
    auto* label = new QLabel(words);
    label->setProperty("menuHeading", true);
    label->setContentsMargins(measure::kMedium, measure::kTight, measure::kMedium, measure::kTight);
    auto* heading = new QWidgetAction(menu);
    heading->setDefaultWidget(label);
    heading->setEnabled(false);
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(heading);
}

} // namespace cadenza::ui
