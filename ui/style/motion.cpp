#include "ui/style/motion.h"

#include <QApplication>

namespace cadenza::ui {
namespace {

bool reducedNow = false;

} // namespace

bool motionReduced()
{
    return reducedNow;
}

void setMotionReduced(bool reduced)
{
    if (reduced == reducedNow)
        return;
    static const int usualFlash = QApplication::cursorFlashTime();
    reducedNow = reduced;
    QApplication::setCursorFlashTime(reduced ? 0 : usualFlash);
}

} // namespace cadenza::ui
