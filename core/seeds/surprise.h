#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::seeds {

/// How much the windows of some music surprise a model: quartiles of their means, in nats per note.
struct SurpriseRange {
    double lower{0.0}, median{0.0}, upper{0.0};

    /// 1 at the median, 0 outside Tukey's fences (J. Tukey, Exploratory Data Analysis, 1977: one and a half times the
    /// interquartile range beyond the quartiles), straight lines between.
    [[nodiscard]] double valueOf(double surprise) const;
    [[nodiscard]] double lowerFence() const { return lower - 1.5 * (upper - lower); }
    [[nodiscard]] double upperFence() const { return upper + 1.5 * (upper - lower); }
    friend bool operator==(const SurpriseRange&, const SurpriseRange&) = default;
};

/// What a model made of the pieces of a collection when it read them.
struct Hearing {
    /// By piece and note (`midi::notesInOrder`), in nats; a piece that the model cannot read has none.
    std::vector<std::vector<float>> surprise;
    SurpriseRange usual;

    [[nodiscard]] std::span<const float> of(std::size_t piece) const
    {
        return piece < surprise.size() ? std::span<const float>(surprise[piece]) : std::span<const float>();
    }
};

/// Over all windows of `count` notes of several pieces; all zero where there is none. Linear in the notes.
[[nodiscard]] SurpriseRange surpriseRange(std::span<const std::vector<float>> surprise, std::size_t count);

} // namespace cadenza::seeds
