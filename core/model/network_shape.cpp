#include "core/model/network_shape.h"

#include <functional>
#include <numeric>
#include <utility>

namespace cadenza::model {
namespace {

using Shape = NetworkShape;

std::size_t sized(int n)
{
    return static_cast<std::size_t>(n);
}

void addEmbedding(std::vector<ParameterSpec>& specs, const char* name, int classes, int width)
{
    specs.push_back({std::string(name) + ".embed", {sized(classes), sized(width)}});
}

void addHead(std::vector<ParameterSpec>& specs, const std::string& name, int classes, int width)
{
    specs.push_back({"head." + name + ".weight", {sized(classes), sized(width)}});
    specs.push_back({"head." + name + ".bias", {sized(classes)}});
    specs.push_back({"recall." + name, {sized(encoding::kRecallLevels), 2}});
}

void addEmbeddings(std::vector<ParameterSpec>& specs, const Shape& shape)
{
    addEmbedding(specs, "step", encoding::kStepClasses, Shape::kStepEmbedding);
    addEmbedding(specs, "part", shape.parts, Shape::kPartEmbedding);
    addEmbedding(specs, "pitch", encoding::kPitchClasses, Shape::kPitchEmbedding);
    addEmbedding(specs, "duration", encoding::kDurationClasses, Shape::kDurationEmbedding);
    addEmbedding(specs, "velocity", encoding::kVelocityClasses, Shape::kVelocityEmbedding);
    addEmbedding(specs, "tempo", encoding::kTempoClasses, Shape::kTempoEmbedding);
    addEmbedding(specs, "pedal", encoding::kPedalClasses, Shape::kPedalEmbedding);
    addEmbedding(specs, "beat", encoding::kBeatClasses, Shape::kBeatEmbedding);
    addEmbedding(specs, "metre", encoding::kMetreClasses, Shape::kMetreEmbedding);
    addEmbedding(specs, "composer", shape.composers, Shape::kComposerEmbedding);
    addEmbedding(specs, "recall", encoding::kRecallLevels, Shape::kRecallEmbedding);
}

void addLayers(std::vector<ParameterSpec>& specs, const Shape& shape)
{
    const std::size_t gates = 4 * sized(shape.hidden);
    for (int layer = 0; layer < shape.layers; ++layer) {
        const std::string name = "lstm." + std::to_string(layer);
        const std::size_t input = sized(layer == 0 ? Shape::inputSize() : shape.hidden);
        specs.push_back({name + ".weight_ih", {gates, input}});
        specs.push_back({name + ".weight_hh", {gates, sized(shape.hidden)}});
        specs.push_back({name + ".bias", {gates}});
    }
}

void addHeads(std::vector<ParameterSpec>& specs, const Shape& shape)
{
    const int timed = shape.hidden + Shape::kStepEmbedding + Shape::kBeatEmbedding;
    const int placed = timed + Shape::kPartEmbedding;
    const int pitched = placed + Shape::kPitchEmbedding;
    addHead(specs, "step", encoding::kStepClasses, shape.hidden);
    addHead(specs, "part", shape.parts, timed);
    addHead(specs, "pitch", encoding::kPitchClasses, placed);
    addHead(specs, "duration", encoding::kDurationClasses, pitched);
    addHead(specs, "velocity", encoding::kVelocityClasses, pitched + Shape::kDurationEmbedding);
    addHead(specs, "tempo", encoding::kTempoClasses, timed);
    addHead(specs, "pedal", encoding::kPedalClasses, timed);
}

} // namespace

std::size_t ParameterSpec::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::vector<ParameterSpec> parametersOf(const NetworkShape& shape)
{
    std::vector<ParameterSpec> specs;
    addEmbeddings(specs, shape);
    addLayers(specs, shape);
    addHeads(specs, shape);
    return specs;
}

} // namespace cadenza::model
