#pragma once

#include "ui/style/palette.h"

#include <QObject>

class QApplication;

namespace cadenza::ui {

/// Spacing and sizes of LOOK, in device-independent pixels.
namespace measure {
inline constexpr int kTight = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24;
inline constexpr int kControlHeight = 28, kControlRadius = 6, kCardRadius = 8;
inline constexpr int kTextPixels = 13, kHeadingPixels = 15;
} // namespace measure

/// Tells painters that the theme changed.
class ThemeNotifier : public QObject {
    Q_OBJECT
public:
    static ThemeNotifier& instance();
Q_SIGNALS:
    void themeChanged();
};

/// Fusion with our palette, type and style sheet. GUI thread.
void applyTheme(QApplication& application, Theme theme);

} // namespace cadenza::ui
