#pragma once

#include "ui/style/palette.h"

#include <QFont>
#include <QObject>

class QApplication;
class QFrame;
class QLabel;
class QPushButton;

namespace cadenza::ui {

/// Spacing and sizes of LOOK, in device-independent pixels.
namespace measure {
inline constexpr int kTight = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24;
inline constexpr int kControlHeight = 28, kControlRadius = 6, kCardRadius = 8;
inline constexpr int kTextPixels = 13, kSmallTextPixels = 11, kHeadingPixels = 15;
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

/// What a page's one main action is about; it colours the button.
enum class Accent { Music, Made, Training };

/// Sets the dynamic properties the style sheet knows; each returns its argument.
QPushButton* asPrimary(QPushButton* button, Accent accent); ///< property `primary` = "music", "made" or "training"
QPushButton* asQuiet(QPushButton* button);                  ///< property `quiet`: no frame until hovered
QLabel* asHeading(QLabel* label);                           ///< property `heading`: 15 px semibold
QLabel* asSecondary(QLabel* label);                         ///< property `secondary`: the dimmer text colour
QLabel* asFigure(QLabel* label);                            ///< figures of equal width
QFrame* asCard(QFrame* frame);                              ///< property `card`: surface, 1 px line, radius 8
void asSurface(QWidget* widget);                            ///< property `surface`: a panel in the surface colour

/// `font` if its digits have equal widths, else the same size in a family whose digits have.
[[nodiscard]] QFont figureFont(const QFont& font);

} // namespace cadenza::ui
