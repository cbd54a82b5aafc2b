#pragma once

#include "core/seeds/surprise.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace cadenza::ui {

/// What a model made of one piece, and of what it is measured by; nothing where no model has read it. A value.
struct HeardPiece {
    std::shared_ptr<const std::vector<float>> surprise; ///< nats by note
    seeds::SurpriseRange usual;

    /// For a piece of `notes` notes: a file that changed since has nothing.
    [[nodiscard]] std::span<const float> of(std::size_t notes) const
    {
        return surprise && surprise->size() == notes ? std::span<const float>(*surprise) : std::span<const float>();
    }
};

/// What a model made of several pieces, by the ids of their entries. A value.
struct HeardPieces {
    std::unordered_map<std::string, std::shared_ptr<const std::vector<float>>> surprise;
    seeds::SurpriseRange usual;

    [[nodiscard]] HeardPiece of(const std::string& entryId) const
    {
        const auto known = surprise.find(entryId);
        return known == surprise.end() ? HeardPiece{} : HeardPiece{known->second, usual};
    }
};

} // namespace cadenza::ui
