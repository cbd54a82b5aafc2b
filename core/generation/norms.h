#pragma once

#include "core/generation/measures.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// How the measures of real music are spread: what a take is compared with. A value; any thread.
class Norms {
public:
    Norms() = default;
    explicit Norms(std::vector<Measures> stretches) : stretches_(std::move(stretches)) {}

    [[nodiscard]] bool empty() const { return stretches_.empty(); }
    [[nodiscard]] std::size_t stretches() const { return stretches_.size(); }
    /// The share of stretches that have less of it, those with as much counted half: 0…1. Precondition: not empty.
    [[nodiscard]] double shareBelow(double Measures::* measure, double value) const;

private:
    std::vector<Measures> stretches_;
};

/// Notes of a stretch, and the most stretches that are measured: spread evenly over all there are.
inline constexpr std::size_t kNormNotes = 200;
inline constexpr std::size_t kMostNorms = 300;

/// Of these pieces; what is shorter than a stretch is one by itself, down to 32 notes. Empty when stopped.
[[nodiscard]] Norms normsOf(std::span<const std::shared_ptr<const midi::Piece>> pieces, const std::stop_token& stop);

} // namespace cadenza::generation
