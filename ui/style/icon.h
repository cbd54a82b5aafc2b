#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace cadenza::ui {

/// How an icon takes its colour from the palette in force.
enum class Tint { Text, Secondary, OnAccent, Music, Made, Sounding, Good, Warning, Error };

/// One of our own icons (resources/icons/NAME.svg), drawn in the palette's colours when it is painted, so it follows
/// the theme and the screen's scale. Checked and disabled states are told apart. Strokes are 1.5 px at 16 and 20 px
/// alike.
[[nodiscard]] QIcon icon(const QString& name, Tint tint = Tint::Text);

/// The icon in a colour of your own, `size` device-independent pixels wide, for painters.
[[nodiscard]] QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);

/// Every icon there is, sorted.
[[nodiscard]] QStringList iconNames();

} // namespace cadenza::ui
