#pragma once

#include "core/base/random.h"
#include "core/generation/generator.h"
#include "core/model/model.h"
#include "core/training/trainer.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <memory>
#include <string>

namespace cadenza::test {

/// A model small enough to be written hundreds of times, whose weights come from `seed`.
inline std::shared_ptr<const model::Model> smallModel(std::uint64_t seed)
{
    model::Model made = *randomModel({.hidden = 4, .layers = 1, .composers = 1}, seed);
    made.card.name = "Small " + std::to_string(seed);
    made.card.licence = "CC0";
    return std::make_shared<const model::Model>(std::move(made));
}

/// A take with something in every field, decided by `seed`.
inline generation::Take someTake(std::uint64_t seed)
{
    Random random(seed);
    generation::Take take;
    take.modelHash = "hash " + std::to_string(seed);
    take.randomSeed = random.next();
    take.index = seed % 4;
    take.settings.recall = static_cast<int>(random.below(64));
    take.settings.constraints.key = generation::KeyWish{.tonic = static_cast<int>(random.below(12)), .minor = true};
    take.piece = wanderingLine(24);
    take.piece.title = "Take " + std::to_string(seed);
    take.seedNotes = 16;
    for (int i = 0; i < 8; ++i) {
        take.events.push_back({.step = static_cast<std::uint8_t>(random.below(32)),
                               .pitch = static_cast<std::uint8_t>(random.below(128))});
        take.surprise.push_back(static_cast<float>(random.uniform()));
        generation::NoteInsight insight;
        insight.surprise = take.surprise.back();
        insight.likeliest[0] = {60, 0.5F};
        take.insights.push_back(insight);
    }
    take.interventions = {{3, generation::InterventionKind::TakenBack}};
    return take;
}

/// The report number `n` of a run, with an evaluation every third time.
inline training::TrainingReport report(int n)
{
    training::TrainingReport made;
    made.epoch = n / 10.0;
    made.notes = 1000ULL * static_cast<unsigned>(n);
    made.trainNll = 7.0 / (n + 1);
    made.train.notes = 12.0;
    made.learningRate = 2e-3;
    if (n % 3 == 0) {
        made.valid.emplace();
        made.valid->pitch = n;
        made.valid->velocityRight = 1.5;
    }
    return made;
}

} // namespace cadenza::test
