#pragma once

#include <QString>

class QMenu;

namespace cadenza::ui {

/// Words over what follows in a menu, which cannot be chosen: the style sheet leaves those of a section out.
void addMenuHeading(QMenu* menu, const QString& words);

} // namespace cadenza::ui
