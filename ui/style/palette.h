#pragma once

#include <QColor>
#include <QPalette>

namespace cadenza::ui {

enum class Theme { Dark, Light, HighContrast };

/// The colours of LOOK: what comes from the music is amber, what the model made is teal, what sounds now is coral.
/// The three, and both losses, are told apart in colour blindness, too. A value; every painter takes it by const
/// reference.
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
    [[nodiscard]] bool isDark() const { return theme != Theme::Light; } ///< light on dark
    /// For Fusion.
    [[nodiscard]] QPalette widgets() const;

    [[nodiscard]] QColor hovered() const;  ///< a row or button under the mouse
    [[nodiscard]] QColor selected() const; ///< a chosen row; every text colour is readable on it
    [[nodiscard]] QColor onAccent() const; ///< text on a filled amber, teal, blue or coral
};

/// WCAG 2.1 contrast ratio of two opaque colours, 1…21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// `amount` of `b` in `a`, 0…1, in sRGB.
[[nodiscard]] QColor mixed(const QColor& a, const QColor& b, double amount);

/// The palette in force: follows `applyTheme` in ui/style/theme.h. GUI thread.
[[nodiscard]] const Palette& currentPalette();

} // namespace cadenza::ui
