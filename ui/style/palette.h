#pragma once

#include <QColor>
#include <QPalette>

namespace cadenza::ui {

enum class Theme { Dark, Light };

/// The colours of LOOK: what comes from the music is amber, what the model made is teal, what sounds now is coral.
/// A value; every painter takes it by const reference.
struct Palette {
    Theme theme;
    QColor window, surface, raised, line;
    QColor text, secondaryText, disabledText;
    QColor music;    ///< amber: pieces and seeds
    QColor made;     ///< teal: what the model made
    QColor sounding; ///< coral: playhead and sounding notes
    QColor trainLoss, validLoss;
    QColor good, warning, error;

    [[nodiscard]] static const Palette& of(Theme theme);
    /// For Fusion.
    [[nodiscard]] QPalette widgets() const;
};

/// WCAG 2.1 contrast ratio of two opaque colours, 1…21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// The palette in force: follows `setTheme` in ui/style/theme.h.
[[nodiscard]] const Palette& currentPalette();

} // namespace cadenza::ui
