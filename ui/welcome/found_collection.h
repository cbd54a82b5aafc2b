#pragma once

#include "core/library/library.h"

#include <QString>

#include <filesystem>

namespace cadenza::ui {

/// What a zip was found to hold when all of it was read.
struct FoundCollection {
    std::filesystem::path file;
    std::size_t pieces{0}, composers{0}, notes{0};
    Seconds length{0.0};
    std::size_t unreadable{0}; ///< files that gave no music
};

[[nodiscard]] FoundCollection foundIn(const std::filesystem::path& file, const library::Library& library);

/// Whether it is the whole of “classical-music-midi”, as it is to be had from Kaggle.
[[nodiscard]] bool isWholeKaggleSet(const FoundCollection& found);

/// In a sentence: “295 pieces by 19 composers, 710,085 notes, 20.0 hours. Every file can be read.”
[[nodiscard]] QString inWords(const FoundCollection& found);

} // namespace cadenza::ui
