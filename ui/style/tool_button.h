#pragma once

#include <QString>

class QToolButton;
class QWidget;

namespace cadenza::ui {

/// A button that shows an icon alone: `words` are its tool tip and its accessible name.
[[nodiscard]] QToolButton* makeToolButton(QWidget* parent, const QString& objectName, const QString& iconName,
                                          const QString& words);

} // namespace cadenza::ui
