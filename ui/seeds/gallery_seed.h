#pragma once

#include "core/seeds/seed_scoring.h"
#include "ui/roll/roll_content.h"

#include <memory>
#include <string>

namespace cadenza::ui {

/// A seed as a gallery shows it, with the piece it is of.
struct GallerySeed {
    seeds::ScoredWindow window;
    std::shared_ptr<const RollContent> content; ///< of the whole piece
    std::string entryId{};                      ///< of the piece; empty for the one that is shown
    std::string title{};                        ///< of the piece, where seeds of several are shown
    bool starred{false};

    [[nodiscard]] NoteRange range() const { return {window.first, window.count}; }
};

} // namespace cadenza::ui
