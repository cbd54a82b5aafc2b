#include "ui/roll/roll_colours.h"

#include <cmath>

namespace cadenza::ui {
namespace {

/// Velocity as lightness within the hue: soft notes are nearer to the paper. Piano velocities crowd around 50 of 127,
/// so the middle of the range gets most of the difference.
QColor byVelocity(const QColor& hue, const QColor& paper, double faintest, int velocity)
{
    const double loudness = std::pow(std::clamp((velocity - 16) / 90.0, 0.0, 1.0), 0.8);
    return mixed(paper, hue, faintest + (1.0 - faintest) * loudness);
}

constexpr double kFaintest = 0.46;
constexpr double kFaintestOfPart = 0.62; ///< the hue has to tell more than two apart

} // namespace

RollColours::RollColours(const Palette& palette)
{
    const bool dark = palette.isDark();
    const QColor black = mixed(palette.surface, palette.window, dark ? 0.62 : 1.0);
    whiteRow = palette.surface.rgb();
    blackRow = black.rgb();
    octaveLine = mixed(palette.surface, palette.line, 0.55).rgb();
    barLine = mixed(palette.line, palette.text, dark ? 0.10 : 0.14).rgb();
    beatLine = mixed(palette.surface, palette.line, dark ? 0.62 : 0.70).rgb();
    subdivisionLine = mixed(palette.surface, palette.line, dark ? 0.28 : 0.34).rgb();
    ivory = dark ? mixed(palette.raised, palette.text, 0.58) : palette.surface;
    ebony = dark ? palette.window : mixed(palette.text, palette.surface, 0.12);
    keyLine = dark ? mixed(palette.raised, palette.window, 0.2) : palette.line;
    keyLabel = dark ? palette.window : palette.secondaryText;

    notes_[0] = shades(palette.music, kFaintest, palette);
    notes_[1] = shades(palette.made, kFaintest, palette);
    const QColor calm = mixed(palette.surface, palette.made, 0.55);
    for (std::size_t i = 0; i < kSurprises; ++i) {
        const QColor body = mixed(calm, palette.validLoss, static_cast<double>(i) / (kSurprises - 1));
        surprises_[i] = {body.rgb(), mixed(body, dark ? palette.window : palette.text, 0.45).rgb(), body.rgb()};
    }
    // Orange, sky blue, green, purple, vermilion, blue, yellow, and grey where the two have black.
    constexpr QRgb hues[kHues] = {0xE69F00, 0x56B4E9, 0x009E73, 0xCC79A7, 0xD55E00, 0x0072B2, 0xF0E442, 0xC9CED8};
    constexpr QRgb greyOnLight = 0x4A4F5A;
    for (std::size_t i = 0; i < kHues; ++i) {
        const QColor hue = dark ? QColor(hues[i]) : i + 1 == kHues ? QColor(greyOnLight) : QColor(hues[i]).darker(118);
        hues_[i] = shades(hue, kFaintestOfPart, palette);
        const QColor inside = mixed(palette.surface, hue, 0.16);
        insides_[i] = {inside.rgb(), mixed(palette.surface, inside, 0.5).rgb()};
    }
}

RollColours::ByVelocity RollColours::shades(const QColor& hue, double faintest, const Palette& palette)
{
    const bool dark = palette.isDark();
    const QColor ink = dark ? palette.window : palette.text;
    ByVelocity shades;
    for (int velocity = 0; velocity < 128; ++velocity) {
        const QColor full = byVelocity(hue, palette.surface, faintest, velocity);
        const QColor faded = mixed(palette.surface, full, dark ? 0.48 : 0.50);
        const auto index = static_cast<std::size_t>(velocity);
        shades[0][index] = {full.rgb(), mixed(full, ink, 0.45).rgb(), mixed(full, ink, 0.22).rgb()};
        shades[1][index] = {faded.rgb(), mixed(faded, ink, 0.35).rgb(), mixed(faded, ink, 0.16).rgb()};
    }
    return shades;
}

} // namespace cadenza::ui
