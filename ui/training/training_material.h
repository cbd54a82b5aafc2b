#pragma once

#include "core/base/tick.h"
#include "core/library/library.h"
#include "core/midi/part_selection.h"

#include <cstddef>
#include <string>
#include <vector>

namespace cadenza::ui {

/// A word that selects parts of the music, see `midi::PartSelection`, and how much music they have.
struct OfferedPart {
    enum class Kind { Family, Name };
    Kind kind{Kind::Family};
    std::string word; ///< in lower case
    std::string name; ///< for people: a family in General MIDI's English, or what parts are called
    std::size_t notes{0};
    friend bool operator==(const OfferedPart&, const OfferedPart&) = default;
};

/// What there is to learn from: the pieces that one model can learn together.
struct TrainingMaterial {
    std::size_t pieces{0};
    std::size_t composers{0};
    std::size_t notes{0}; ///< of the chosen parts
    Seconds length{0.0};
    std::size_t leftOut{0};             ///< pieces of the other kind: those that keep no beat, or those that do
    bool onTheBeat{true};               ///< the pieces keep a beat; those left out do not
    std::size_t withoutParts{0};        ///< pieces that have none of the chosen parts
    std::vector<OfferedPart> offered{}; ///< families, then names, those with most notes first; none for solo music
};

/// A collection as training sees it.
struct TrainingSelection {
    std::vector<library::Entry> entries;
    TrainingMaterial material; ///< of these entries
};

/// Music that keeps a beat and recordings that keep none are never mixed in one model: this takes the kind that has
/// more notes, and of it the pieces that have any of the chosen parts. Only pieces whose grid fit is in doubt are
/// looked through: it returns within milliseconds, for 10,000 ensembles within a tenth of a second or two.
[[nodiscard]] TrainingSelection trainableTogether(const library::Library& library,
                                                  const midi::PartSelection& parts = {});

} // namespace cadenza::ui
