#include "ui/style/palette.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

Palette darkPalette()
{
    return {Theme::Dark,      QColor(0x15171C), QColor(0x1C1F26), QColor(0x252932), QColor(0x343A46), QColor(0xE8EAEE),
            QColor(0xA1A9B8), QColor(0x626A79), QColor(0xF0B64A), QColor(0x45C4C0), QColor(0xFF7A6B), QColor(0x6F9BFF),
            QColor(0xD4ADFF), QColor(0x7CCB8A), QColor(0xE8C35A), QColor(0xED6D6A)};
}

Palette lightPalette()
{
    return {Theme::Light,     QColor(0xF6F5F2), QColor(0xFFFFFF), QColor(0xFBFAF8), QColor(0xDEDAD2), QColor(0x20232A),
            QColor(0x5C6370), QColor(0xA3A8B1), QColor(0x956000), QColor(0x007A7C), QColor(0xC23539), QColor(0x2F62C9),
            QColor(0x6C239B), QColor(0x28793C), QColor(0x8A6100), QColor(0xB3261E)};
}

/// White on black: every text has 7 : 1 or more.
Palette highContrastPalette()
{
    return {Theme::HighContrast, QColor(Qt::black), QColor(Qt::black), QColor(0x0C0C0C),
            QColor(0x8A8A8A),    QColor(0xFFFFFF),  QColor(0xE2E2E2),  QColor(0x9C9C9C),
            QColor(0xFFC83D),    QColor(0x4DE8E0),  QColor(0xFF9A8A),  QColor(0x8AB4FF),
            QColor(0xEDCAFF),    QColor(0x8FF0A0),  QColor(0xFFE066),  QColor(0xFF8A84)};
}

double luminance(const QColor& colour) // WCAG 2.1, relative luminance
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

const Palette& Palette::of(Theme theme)
{
    static const Palette dark = darkPalette();
    static const Palette light = lightPalette();
    static const Palette highContrast = highContrastPalette();
    switch (theme) {
    case Theme::Light: return light;
    case Theme::HighContrast: return highContrast;
    case Theme::Dark: break;
    }
    return dark;
}

QPalette Palette::widgets() const
{
    QPalette colours;
    colours.setColor(QPalette::Window, window);
    colours.setColor(QPalette::WindowText, text);
    colours.setColor(QPalette::Base, surface);
    colours.setColor(QPalette::AlternateBase, raised);
    colours.setColor(QPalette::Text, text);
    colours.setColor(QPalette::PlaceholderText, secondaryText);
    colours.setColor(QPalette::Button, raised);
    colours.setColor(QPalette::ButtonText, text);
    colours.setColor(QPalette::BrightText, error);
    colours.setColor(QPalette::Highlight, selected());
    colours.setColor(QPalette::HighlightedText, text);
    colours.setColor(QPalette::ToolTipBase, raised);
    colours.setColor(QPalette::ToolTipText, text);
    colours.setColor(QPalette::Link, trainLoss);
    colours.setColor(QPalette::LinkVisited, validLoss);
    colours.setColor(QPalette::Light, raised);
    colours.setColor(QPalette::Midlight, raised);
    colours.setColor(QPalette::Mid, line);
    colours.setColor(QPalette::Dark, line);
    colours.setColor(QPalette::Shadow, window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        colours.setColor(QPalette::Disabled, role, disabledText);
    return colours;
}

QColor Palette::hovered() const
{
    return mixed(raised, text, theme == Theme::HighContrast ? 0.14 : 0.06);
}

QColor Palette::selected() const
{
    return mixed(surface, text, theme == Theme::HighContrast ? 0.24 : 0.10);
}

QColor Palette::onAccent() const
{
    return isDark() ? window : surface;
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor& a, const QColor& b, double amount)
{
    const auto channel = [amount](float from, float to) { return static_cast<float>(from + (to - from) * amount); };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

} // namespace cadenza::ui
