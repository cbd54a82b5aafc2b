#pragma once

#include <QByteArray>
#include <QSize>

#include <functional>

class QPainter;

namespace cadenza::ui {

/// What `draw` paints, as an SVG document of this size.
[[nodiscard]] QByteArray vectorPicture(QSize size, const std::function<void(QPainter& painter)>& draw);

} // namespace cadenza::ui
