#pragma once

#include "core/base/random.h"
#include "core/encoding/classic_vocabulary.h"
#include "core/model/model.h"

#include <cmath>
#include <memory>
#include <span>
#include <utility>

namespace cadenza::test {

/// A small Classic model that has learnt nothing, with the vocabulary of these tokens.
inline std::shared_ptr<model::Model> randomClassicModel(std::span<const encoding::ClassicToken> tokens,
                                                        model::ClassicReading reads = model::ClassicReading::Own,
                                                        const encoding::ClassicSpelling& spelling = {})
{
    encoding::ClassicVocabularyBuilder builder(spelling);
    builder.add(tokens);
    auto model = std::make_shared<model::Model>();
    model->card.name = "random";
    model->classic.emplace();
    model->classic->vocabulary = std::move(builder).finish();
    model->classic->shape =
        model::withClasses({.hidden = 16, .dense = 8, .reads = reads, .classes = {}}, model->classic->vocabulary);
    Random random(7);
    for (const auto& spec : model::parametersOf(*model)) {
        const double bound = 1.0 / std::sqrt(static_cast<double>(spec.shape.back()));
        std::vector<float> values(spec.elements());
        for (float& value : values)
            value = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
        model->parameters.emplace(spec.name, std::move(values));
    }
    return model;
}

} // namespace cadenza::test
