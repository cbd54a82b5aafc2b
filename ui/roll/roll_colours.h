#pragma once

#include "ui/roll/roll_content.h"
#include "ui/style/palette.h"

#include <QColor>

#include <algorithm>
#include <array>

namespace cadenza::ui {

/// How strongly a note stands out: music outside the chosen seed steps back.
enum class Emphasis : std::uint8_t { Full, Faded };

/// What the hue of a note tells: that it is music or made, which part or hand plays it, or how much it surprised the
/// model that made it.
enum class NoteColouring : std::uint8_t { Role, Voice, Surprise };

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

    /// The same by part or hand: the colours of M. Okabe and K. Ito (Color Universal Design, 2008), which are told
    /// apart in colour blindness; the eighth voice has the first one again.
    [[nodiscard]] const NoteColours& ofVoice(std::uint8_t voice, Emphasis emphasis, int velocity) const
    {
        return voices_[voice % kVoices][static_cast<std::size_t>(emphasis)][static_cast<std::size_t>(velocity) & 127U];
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
    static constexpr std::size_t kVoices = 7;
    using ByVelocity = std::array<std::array<NoteColours, 128>, 2>; ///< by emphasis
    [[nodiscard]] static ByVelocity shades(const QColor& hue, const Palette& palette);

    static constexpr std::size_t kSurprises = 24;

    std::array<ByVelocity, 2> notes_;
    std::array<NoteColours, kSurprises> surprises_;
    std::array<ByVelocity, kVoices> voices_;
};

} // namespace cadenza::ui
