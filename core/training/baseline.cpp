#include "core/training/baseline.h"

#include "core/encoding/event.h"
#include "core/training/classic_corpus.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cadenza::training {
namespace {

/// Counts how often each class comes true.
class ClassCounts {
public:
    void add(const encoding::Event& event)
    {
        ++step_[event.step];
        ++pitch_[event.pitch];
        ++duration_[event.duration];
        ++velocity_[event.velocity];
        ++events_;
    }
    [[nodiscard]] Baseline baseline() const
    {
        if (events_ == 0)
            return {};
        const auto share = [this](const auto& counts) {
            return static_cast<double>(*std::ranges::max_element(counts)) / static_cast<double>(events_);
        };
        return {share(step_), share(pitch_), share(duration_), share(velocity_)};
    }

private:
    std::array<std::size_t, encoding::kStepClasses> step_{};
    std::array<std::size_t, encoding::kPitchClasses> pitch_{};
    std::array<std::size_t, encoding::kDurationClasses> duration_{};
    std::array<std::size_t, encoding::kVelocityClasses> velocity_{};
    std::size_t events_{0};
};

} // namespace

Baseline baselineOf(const Corpus& corpus, const std::function<bool(const CorpusPiece&)>& counts)
{
    ClassCounts classes;
    for (const CorpusPiece& piece : corpus.pieces)
        if (counts(piece))
            for (std::size_t i = 1; i < piece.events.size(); ++i)
                classes.add(piece.events[i]);
    return classes.baseline();
}

Baseline baselineOfValidation(const Corpus& corpus)
{
    if (corpus.vocabulary)
        return classicBaseline(corpus);
    return baselineOf(corpus, [&](const CorpusPiece& piece) { return corpus.validNotes == 0 || piece.validation; });
}

} // namespace cadenza::training
