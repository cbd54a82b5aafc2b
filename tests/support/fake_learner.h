#pragma once

#include "core/training/learner.h"

#include <memory>
#include <span>
#include <vector>

namespace cadenza::test {

/// A model of this shape whose weights are all zero: every choice is equally likely.
inline model::Model zeroModel(const model::NetworkShape& shape)
{
    model::Model made;
    made.shape = shape;
    made.composers.assign(static_cast<std::size_t>(shape.composers > 0 ? shape.composers - 1 : 0), "Nobody");
    for (const model::ParameterSpec& spec : model::parametersOf(shape))
        made.parameters[spec.name].assign(spec.elements(), 0.0F);
    return made;
}

/// The same, but it expects nothing but the keyboard to play, as a model of piano music does.
inline model::Model keyboardModel(const model::NetworkShape& shape)
{
    model::Model made = zeroModel(shape);
    made.parameters.at("head.part.bias").front() = 20.0F;
    return made;
}

/// Stands in for the network where a test is about the run around it: each batch lowers the loss by a fixed share.
class FakeLearner : public training::Learner {
public:
    explicit FakeLearner(const model::NetworkShape& shape) : shape_(shape) {}

    Result<training::Tally> trainOn(const training::Batch& batch, double) override
    {
        loss_ *= 0.99;
        return tallyOf(batch);
    }
    Result<training::Tally> evaluateOn(const training::Batch& batch) override { return tallyOf(batch); }
    double gradientNorm() const override { return 1.0; }
    model::Model exportModel() const override { return zeroModel(shape_); }
    Result<void> importModel(const model::Model&) override { return {}; }
    std::vector<std::byte> saveState() const override { return {}; }
    Result<void> restoreState(std::span<const std::byte>) override { return {}; }

private:
    training::Tally tallyOf(const training::Batch& batch) const
    {
        training::Tally tally;
        for (const std::uint8_t counts : batch.counts)
            tally.notes += counts;
        tally.pitch = loss_ * tally.notes;
        tally.pitchRight = tally.notes / 2.0;
        return tally;
    }

    model::NetworkShape shape_;
    double loss_{10.0};
};

inline training::LearnerFactory fakeLearners()
{
    return [](const model::NetworkShape& shape,
              const training::TrainingConfig&) -> Result<std::unique_ptr<training::Learner>> {
        return std::make_unique<FakeLearner>(shape);
    };
}

} // namespace cadenza::test
