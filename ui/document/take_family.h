#pragma once

#include "ui/document/document.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::ui {

/// How many takes lie between a take and the seed.
[[nodiscard]] std::size_t depthOf(std::span<const Descent> descents, std::size_t take);

/// The takes as a family tree is read: each followed by those that go on from it, in the order given.
[[nodiscard]] std::vector<std::size_t> familyOrder(std::span<const Descent> descents);

/// Takes in sight, as one value.
struct TakesInSight {
    std::vector<generation::Take> takes{};
    std::vector<TakeLabel> labels{};
    std::vector<Descent> descents{};

    void add(generation::Take take, const Descent& descent, const TakeLabel& label = {});
    /// In the order of `order`, each of whose takes is there; parents that are not in it are forgotten.
    [[nodiscard]] TakesInSight only(std::span<const std::size_t> order) const;
};
[[nodiscard]] TakesInSight takesInSight(const Document& document);

/// What a take is called: as a person named it, else "Take 2", and what goes on from that "Take 2.1".
[[nodiscard]] QString takeTitle(const Document& document, std::size_t take);

/// Those that stay when new takes are made: what a person starred, named or described, what others go on from, and
/// what goes on from another.
[[nodiscard]] std::vector<std::size_t> keptTakes(std::span<const TakeLabel> labels, std::span<const Descent> descents);

} // namespace cadenza::ui
