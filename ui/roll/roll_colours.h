#pragma once

#include "ui/roll/roll_content.h"
#include "ui/style/palette.h"

#include <QColor>

#include <array>

namespace cadenza::ui {

/// How strongly a note stands out: music outside the chosen seed steps back.
enum class Emphasis : std::uint8_t { Full, Faded };

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

    QRgb whiteRow, blackRow, octaveLine, barLine, beatLine, subdivisionLine;
    QColor ivory, ebony, keyLine, keyLabel; ///< the keyboard strip

private:
    std::array<std::array<std::array<NoteColours, 128>, 2>, 2> notes_;
};

} // namespace cadenza::ui
