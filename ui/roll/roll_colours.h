#pragma once

#include "ui/roll/roll_content.h"
#include "ui/style/palette.h"

#include <QColor>

#include <array>

namespace cadenza::ui {

/// How strongly a note stands out: music outside the chosen seed steps back.
enum class Emphasis : std::uint8_t { Full, Faded };

/// What the hue of a note tells: that it is music or made, or which part or hand plays it.
enum class NoteColouring : std::uint8_t { Role, Voice };

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

    QRgb whiteRow, blackRow, octaveLine, barLine, beatLine, subdivisionLine;
    QColor ivory, ebony, keyLine, keyLabel; ///< the keyboard strip

private:
    static constexpr std::size_t kVoices = 7;
    using ByVelocity = std::array<std::array<NoteColours, 128>, 2>; ///< by emphasis
    [[nodiscard]] static ByVelocity shades(const QColor& hue, const Palette& palette);

    std::array<ByVelocity, 2> notes_;
    std::array<ByVelocity, kVoices> voices_;
};

} // namespace cadenza::ui
