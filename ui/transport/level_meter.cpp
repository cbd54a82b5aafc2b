#include "ui/transport/level_meter.h"

#include "ui/style/palette.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr float kFloorDb = -48.0F;
constexpr float kFallPerCall = 0.04F;

float barOf(float peak)
{
    if (peak <= 0.0F)
        return 0.0F;
    return std::clamp(1.0F - 20.0F * std::log10(peak) / kFloorDb, 0.0F, 1.0F);
}

} // namespace

LevelMeter::LevelMeter(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("levelMeter"));
    setAccessibleName(tr("Output level"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LevelMeter::setPeak(float peak)
{
    const float level = std::max({0.0F, barOf(peak), level_ - kFallPerCall});
    if (level == level_)
        return;
    level_ = level;
    update();
}

void LevelMeter::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Palette& palette = currentPalette();
    const QRectF groove(0.0, (height() - 4) / 2.0, width(), 4.0);
    painter.setBrush(palette.line);
    painter.drawRoundedRect(groove, 2.0, 2.0);
    if (level_ > 0.0F) {
        painter.setBrush(palette.sounding);
        painter.drawRoundedRect(QRectF(groove.topLeft(), QSizeF(groove.width() * level_, groove.height())), 2.0, 2.0);
    }
}

} // namespace cadenza::ui
