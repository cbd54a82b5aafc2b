#pragma once

#include "ui/roll/roll_content.h"
#include "ui/style/palette.h"

#include <QColor>

#include <algorithm>
#include <array>

namespace cadenza::ui {

/// How strongly a note stands out: music outside the chosen seed steps back.
enum class Emphasis : std::uint8_t { Full, Faded };

/// What the hue of a note tells. In an ensemble it is its part, unless surprise is asked for; in a piece of one part
/// that it is music or made, which hand plays it, or how much it surprised the model that made it.
enum class NoteColouring : std::uint8_t { Role, Hand, Surprise };

/// How notes of a part are filled: after eight hues the same ones come hollow, then banded.
enum class NoteFill : std::uint8_t { Solid, Hollow, Banded };

/// Every colour of the roll, ready for painting: note colours by role, emphasis and velocity. A value.
class RollColours {
public:
    explicit RollColours(const Palette& palette);

    struct NoteColours {
        QRgb body, edge, hatch;
    };
    [[nodiscard]] const NoteColours& of(NoteRole role, Emphasis emphasis, int velocity) const
    {
        return notes_[role == NoteRole::Made ? 1 : 0][static_cast<std::size_t>(emphasis)]
                     [static_cast<std::size_t>(velocity) & 127U];
    }

    /// The same by part: the colours of M. Okabe and K. Ito (Color Universal Design, 2008), which are told apart in
    /// colour blindness; the ninth part has the first one again, in another fill.
    [[nodiscard]] const NoteColours& ofPart(std::size_t part, Emphasis emphasis, int velocity) const
    {
        return hues_[part % kHues][static_cast<std::size_t>(emphasis)][static_cast<std::size_t>(velocity) & 127U];
    }
    [[nodiscard]] static NoteFill fillOf(std::size_t part) { return static_cast<NoteFill>(part / kHues % 3); }
    /// What a hollow or banded note shows inside.
    [[nodiscard]] QRgb insideOf(std::size_t part, Emphasis emphasis) const
    {
        return insides_[part % kHues][static_cast<std::size_t>(emphasis)];
    }
    [[nodiscard]] const NoteColours& ofHand(midi::Hand hand, Emphasis emphasis, int velocity) const
    {
        constexpr std::size_t orange = 0, vermilion = 4, skyBlue = 1;
        return ofPart(hand == midi::Hand::Unknown ? orange
                      : hand == midi::Hand::Left  ? vermilion
                                                  : skyBlue,
                      emphasis, velocity);
    }

    /// From what was expected to what was not: up to `kVerySurprising` nats. Velocity does not show.
    [[nodiscard]] const NoteColours& ofSurprise(float nats) const
    {
        const float place = std::clamp(nats / kVerySurprising, 0.0F, 1.0F);
        return surprises_[static_cast<std::size_t>(place * (kSurprises - 1) + 0.5F)];
    }
    static constexpr float kVerySurprising = 12.0F; ///< nats of a note: one in 160,000

    QRgb whiteRow, blackRow, octaveLine, barLine, beatLine, subdivisionLine;
    QColor ivory, ebony, keyLine, keyLabel; ///< the keyboard strip

private:
    static constexpr std::size_t kHues = 8;
    using ByVelocity = std::array<std::array<NoteColours, 128>, 2>; ///< by emphasis
    /// Soft notes keep at least the share `faintest` of the hue.
    [[nodiscard]] static ByVelocity shades(const QColor& hue, double faintest, const Palette& palette);

    static constexpr std::size_t kSurprises = 24;

    std::array<ByVelocity, 2> notes_;
    std::array<NoteColours, kSurprises> surprises_;
    std::array<ByVelocity, kHues> hues_;
    std::array<std::array<QRgb, 2>, kHues> insides_; ///< by emphasis
};

} // namespace cadenza::ui
