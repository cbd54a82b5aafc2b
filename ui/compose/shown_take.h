#pragma once

#include "core/generation/generator.h"
#include "ui/roll/roll_content.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::ui {

/// A take as the page shows it.
struct ShownTake {
    std::shared_ptr<const midi::Piece> piece{};
    QString name{};                ///< "Take 2", "Take 2.1"
    std::vector<NoteRole> roles{}; ///< by note: of the seed, made by the model, or kept as written
    std::string entryId{};         ///< of the piece that its seed comes from; empty where that is not known
    std::size_t made{0};           ///< notes that are its own
    std::size_t depth{0};          ///< how many takes lie between it and the seed
    QString descent{};             ///< "Goes on from Take 1 at bar 9.", and by which model
    QString settings{};            ///< that it was made with, in words
    std::vector<std::optional<generation::NoteInsight>> insights{}; ///< by note, as far as they are known
};

/// What one says of settings: only the dials that are not as usual, and the random seed.
[[nodiscard]] QString inWords(const generation::GenerationSettings& settings, std::uint64_t randomSeed);

} // namespace cadenza::ui
