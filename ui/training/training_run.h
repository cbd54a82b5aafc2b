#pragma once

#include "core/generation/preview.h"
#include "core/training/run_facts.h"
#include "core/training/trainer.h"
#include "ui/training/elsewhere_state.h"

#include <QString>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cadenza::ui {

/// A run as the training page lists it. What is known by number only is asked for when someone wants to see it.
struct TrainingRun {
    /// Model: no run of ours. Elsewhere: `elsewhere` says more.
    enum class State { Model, Running, Paused, Finished, Stopped, Failed, Interrupted, Elsewhere };

    QString name{};
    QString note{};
    State state{State::Running};
    training::TrainingConfig config{};
    training::RunFacts facts{};
    std::vector<training::TrainingReport> history{};
    std::vector<generation::Preview> previews{};
    std::vector<double> moments{}; ///< of which the model is kept, in seconds of training
    std::shared_ptr<const model::Model> model{};
    std::int64_t run{0};    ///< number by which its curves are known; 0 where nothing is kept
    std::int64_t number{0}; ///< of its model; 0 when it left none
    bool historyKnown{true};
    ElsewhereState elsewhere{};       ///< of a run that trains elsewhere
    std::optional<std::size_t> hue{}; ///< of its curve among those that are laid over each other

    [[nodiscard]] bool hasModel() const { return model || number != 0; }
    /// Whether one can go on from the model that made a preview.
    [[nodiscard]] bool keepsModelOf(const generation::Preview& preview) const
    {
        constexpr double kSame = 1e-3; ///< moments are kept to the millisecond
        return std::ranges::any_of(moments, [&](double moment) { return std::abs(moment - preview.seconds) < kSame; });
    }
    /// Whether it can be taken up where it stopped.
    [[nodiscard]] bool canGoOn() const { return run != 0 && (state == State::Interrupted || state == State::Stopped); }
};

} // namespace cadenza::ui
