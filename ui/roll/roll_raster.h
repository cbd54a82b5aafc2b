#pragma once

#include "ui/roll/roll_colours.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"

#include <QImage>

#include <cstdint>
#include <optional>

namespace cadenza::ui {

/// What to paint, all in device pixels.
struct RollPicture {
    RollGeometry geometry;
    QSize size;
    double scale{1.0};             ///< device pixels per device-independent pixel: line and pattern widths
    std::optional<NoteRange> seed; ///< notes outside it are faded, unless the model made them
    NoteColouring colouring{NoteColouring::Role};
    std::int64_t subdivision{0}; ///< ticks between the weakest grid lines; 0: sixteenths
};

/// Paints key rows, grid lines and notes straight into the pixels of an opaque image: every edge is crisp at every
/// scale, and a note costs nanoseconds. Returns an RGB32 image of `picture.size`; a `canvas` that has this form already
/// is painted over instead of allocating one. Any thread.
[[nodiscard]] QImage paintRoll(const RollContent& content, const RollPicture& picture, const RollColours& colours,
                               QImage canvas = {});

/// Only the notes, on `image` as it is: thumbnails have their own ground.
void paintRollNotes(QImage& image, const RollContent& content, const RollPicture& picture, const RollColours& colours);

/// The pixels of one note, clipped to nothing: at least 2 `scale` wide, a row high less the gap above the next; of a
/// drum no wider than high.
[[nodiscard]] QRect noteRect(const RollNote& note, const RollGeometry& geometry, double scale);

/// The colours of a note in a picture.
[[nodiscard]] const RollColours::NoteColours& coloursOf(const RollContent& content, std::size_t note,
                                                        const RollPicture& picture, const RollColours& colours);

/// Whether music outside the chosen seed steps back.
[[nodiscard]] Emphasis emphasisOf(const RollContent& content, std::size_t note, const RollPicture& picture);

/// What of a note's rectangle shows `RollColours::insideOf`, with lines of this width around it: nothing for a solid
/// one, or where there is no room.
[[nodiscard]] QRect insideOf(const QRect& note, NoteFill fill, int line);

/// Fills what of the rectangle is inside the RGB32 or ARGB32 image.
void fillPixels(QImage& image, QRect rect, QRgb colour);

[[nodiscard]] constexpr bool isBlackKey(int pitch)
{
    const int step = pitch % 12;
    return step == 1 || step == 3 || step == 6 || step == 8 || step == 10;
}

} // namespace cadenza::ui
