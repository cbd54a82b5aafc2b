#pragma once

#include "ui/training/training_run.h"
#include "ui/training/training_story.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace cadenza::ui {

/// The runs that the training page lists, oldest first, and which of them goes on or went on last. A value.
class TrainingRuns {
public:
    /// Its index: a model that no run of ours made comes before all runs.
    std::size_t add(TrainingRun run);
    [[nodiscard]] std::size_t size() const { return runs_.size(); }
    [[nodiscard]] bool empty() const { return runs_.empty(); }
    [[nodiscard]] TrainingRun& operator[](std::size_t index) { return runs_[index]; }
    [[nodiscard]] const TrainingRun& operator[](std::size_t index) const { return runs_[index]; }

    void setActive(std::size_t index) { active_ = index; }
    [[nodiscard]] std::size_t activeIndex() const { return active_; } ///< `size()` or more where there is none
    [[nodiscard]] bool isActive(std::size_t index) const { return index == active_ && active_ < runs_.size(); }
    [[nodiscard]] TrainingRun* active() { return active_ < runs_.size() ? &runs_[active_] : nullptr; }
    [[nodiscard]] const TrainingRun* active() const { return active_ < runs_.size() ? &runs_[active_] : nullptr; }

    /// Null where there is none, and for the number 0.
    [[nodiscard]] TrainingRun* ofNumber(std::int64_t run);
    [[nodiscard]] const TrainingRun* ofNumber(std::int64_t run) const;
    [[nodiscard]] TrainingRun* ofModelNumber(std::int64_t model);
    [[nodiscard]] const TrainingRun* ofModel(const std::shared_ptr<const model::Model>& model) const;
    [[nodiscard]] std::size_t indexOf(const TrainingRun& run) const; ///< precondition: it is one of these

    /// Whose curves are laid over each other, oldest first; fewer than two compare nothing. A run keeps its hue,
    /// whoever joins or leaves.
    [[nodiscard]] std::vector<const TrainingRun*> compared() const;
    void setCompared(std::size_t index, bool compared);
    void compareNothing();

    [[nodiscard]] bool keepsAny() const; ///< whether a run is known by number
    /// How many were trained here, so that the next gets a number.
    [[nodiscard]] std::size_t trained() const;
    /// The project's runs as they are now, oldest first, in place of those that were kept before; what is known of
    /// their curves and models stays known.
    void replaceKept(const std::vector<TrainingRun>& kept);

private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    std::vector<TrainingRun> runs_;
    std::size_t active_{kNone};
};

/// The story of a run that another machine trains or that is over, told again from its reports.
[[nodiscard]] TrainingStory storyOf(const TrainingRun& run);

} // namespace cadenza::ui
