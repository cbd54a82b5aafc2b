#include "core/training/fine_tuning.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace cadenza::training {

TrainingConfig goingOnFrom(const model::Model& model, TrainingConfig config)
{
    config.shape = model.shape;
    config.fitToMachine = false;
    if (!model.classic) {
        config.classic.reset();
        return config;
    }
    const ClassicSplit split = config.classic ? config.classic->split : ClassicSplit::Works;
    config.classic = ClassicSettings{.shape = model.classic->shape,
                                     .spelling = model.classic->vocabulary.spelling,
                                     .split = split,
                                     .vocabulary = model.classic->vocabulary};
    return config;
}

CorpusSnapshot renumbered(const CorpusSnapshot& corpus, std::span<const std::string> names)
{
    if (std::ranges::equal(corpus->composers, names))
        return corpus;
    auto suited = std::make_shared<Corpus>(*corpus);
    suited->composers.assign(names.begin(), names.end());
    std::vector<int> classes{0};
    for (const std::string& composer : corpus->composers) {
        auto found = std::ranges::find(suited->composers, composer);
        if (found == suited->composers.end())
            found = suited->composers.insert(found, composer);
        classes.push_back(static_cast<int>(found - suited->composers.begin()) + 1);
    }
    for (CorpusPiece& piece : suited->pieces)
        piece.composer = classes[static_cast<std::size_t>(piece.composer)];
    return suited;
}

model::Model withComposers(const model::Model& model, std::size_t composers)
{
    constexpr auto kWidth = static_cast<std::size_t>(model::NetworkShape::kComposerEmbedding);
    auto wider = model;
    auto& rows = wider.parameters["composer.embed"];
    const std::vector<float> any(rows.begin(), rows.begin() + kWidth);
    while (rows.size() < (composers + 1) * kWidth)
        rows.insert(rows.end(), any.begin(), any.end());
    wider.shape.composers = static_cast<int>(rows.size() / kWidth);
    return wider;
}

model::Model withPartClasses(const model::Model& model, int parts)
{
    auto wider = model;
    const auto known = static_cast<std::size_t>(model.shape.parts);
    for (const char* name : {"part.embed", "head.part.weight", "head.part.bias"}) {
        auto& rows = wider.parameters[name];
        const std::size_t width = rows.size() / known;
        for (auto part = known; part < static_cast<std::size_t>(parts); ++part) {
            const std::vector<float> like(rows.end() - static_cast<std::ptrdiff_t>(encoding::kPartFamilies * width),
                                          rows.end()
                                              - static_cast<std::ptrdiff_t>((encoding::kPartFamilies - 1) * width));
            rows.insert(rows.end(), like.begin(), like.end());
        }
    }
    wider.shape.parts = parts;
    return wider;
}

} // namespace cadenza::training
