#include "core/encoding/onset_grid.h"

#include "core/encoding/event.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cadenza::encoding {
namespace {

constexpr int kChoices = 3;                     ///< nearest position − 1, itself, + 1
constexpr double kMergeCost = 0.7;              ///< of two distinct onsets on one position
constexpr double kMoveCost = 0.5;               ///< per squared step and note
constexpr double kTogetherQuarters = 1.5 / 480; ///< onsets closer than this are one chord
constexpr double kImpossible = std::numeric_limits<double>::infinity();

/// Shortest path through the choices of each onset (Viterbi): costs so far and the choice each came from.
class OnsetPath {
public:
    OnsetPath(std::span<const Onset> onsets, int ticksPerQuarter) : onsets_(onsets), ticksPerQuarter_(ticksPerQuarter)
    {
        from_.reserve(onsets.size());
        for (std::size_t i = 0; i < onsets.size(); ++i)
            extendTo(i);
    }

    [[nodiscard]] std::vector<std::int64_t> positions() const
    {
        std::vector<std::int64_t> result(onsets_.size());
        std::size_t choice = cheapest();
        for (std::size_t i = onsets_.size(); i-- > 0;) {
            result[i] = position(i, choice);
            choice = from_[i][choice];
        }
        return result;
    }

private:
    [[nodiscard]] std::int64_t position(std::size_t onset, std::size_t choice) const
    {
        return gridAtTick(onsets_[onset].at, ticksPerQuarter_) + static_cast<std::int64_t>(choice) - 1;
    }

    [[nodiscard]] bool isExact(Tick at, std::int64_t position) const
    {
        return std::abs((tickAtGrid(position, ticksPerQuarter_) - at).value) <= 1;
    }

    [[nodiscard]] double costOf(std::size_t onset, std::size_t choice) const
    {
        const auto [at, notes] = onsets_[onset];
        const std::int64_t there = position(onset, choice);
        if (there < 0)
            return kImpossible;
        const double exactPosition = static_cast<double>(at.value) * kStepsPerQuarter / ticksPerQuarter_;
        const double moved = static_cast<double>(there) - exactPosition;
        const bool leavesGrid = !isExact(at, there) && isExact(at, position(onset, 1));
        return static_cast<double>(notes) * (kMoveCost * moved * moved + (leavesGrid ? 1.0 : 0.0));
    }

    [[nodiscard]] double mergeCost(std::size_t onset) const
    {
        const auto apart = static_cast<double>((onsets_[onset].at - onsets_[onset - 1].at).value);
        return apart < kTogetherQuarters * ticksPerQuarter_ ? 0.0 : kMergeCost;
    }

    void extendTo(std::size_t onset)
    {
        std::array<double, kChoices> next{};
        std::array<std::uint8_t, kChoices> from{};
        for (std::size_t choice = 0; choice < kChoices; ++choice) {
            double best = onset == 0 ? 0.0 : kImpossible;
            for (std::size_t before = 0; onset > 0 && before < kChoices; ++before) {
                const std::int64_t step = position(onset, choice) - position(onset - 1, before);
                const double cost = cost_[before] + (step < 0 ? kImpossible : step == 0 ? mergeCost(onset) : 0.0);
                if (cost < best) {
                    best = cost;
                    from[choice] = static_cast<std::uint8_t>(before);
                }
            }
            next[choice] = best + costOf(onset, choice);
        }
        cost_ = next;
        from_.push_back(from);
    }

    [[nodiscard]] std::size_t cheapest() const
    {
        return static_cast<std::size_t>(std::ranges::min_element(cost_) - cost_.begin());
    }

    std::span<const Onset> onsets_;
    int ticksPerQuarter_;
    std::array<double, kChoices> cost_{};
    std::vector<std::array<std::uint8_t, kChoices>> from_;
};

} // namespace

std::vector<std::int64_t> gridPositions(std::span<const Onset> onsets, int ticksPerQuarter)
{
    return OnsetPath(onsets, ticksPerQuarter).positions();
}

Tick quarterShift(const midi::Piece& piece)
{
    const auto& signatures = piece.timeSignatures;
    if (signatures.size() < 2 || signatures[0].numerator == 0 || signatures[0].denominator == 0)
        return {};
    const auto [first, second] = std::pair(signatures[0], signatures[1]);
    const Tick bar{std::int64_t{piece.ticksPerQuarter} * 4 * first.numerator / first.denominator};
    const bool saidAgain = first.numerator == second.numerator && first.denominator == second.denominator;
    if (second.at <= first.at || (!saidAgain && second.at >= bar + first.at))
        return {};
    const std::int64_t quarter = piece.ticksPerQuarter;
    return {(quarter - second.at.value % quarter) % quarter};
}

} // namespace cadenza::encoding
