#include "core/model/classic_shape.h"

#include <numeric>
#include <string>

namespace cadenza::model {

std::string_view nameOf(ClassicStream stream)
{
    switch (stream) {
    case ClassicStream::Word: return "word";
    case ClassicStream::Offset: return "offset";
    case ClassicStream::Duration: return "duration";
    }
    return "word";
}

int ClassicShape::inputsOf(ClassicStream stream) const
{
    return reads == ClassicReading::Own ? classesOf(stream) : std::accumulate(classes.begin(), classes.end(), 0);
}

ClassicShape withClasses(ClassicShape shape, const encoding::ClassicVocabulary& vocabulary)
{
    shape.classes = {static_cast<int>(vocabulary.words.size()), static_cast<int>(vocabulary.offsets.size()),
                     static_cast<int>(vocabulary.durations.size())};
    return shape;
}

std::vector<ParameterSpec> parametersOf(const ClassicShape& shape)
{
    const auto sized = [](int n) { return static_cast<std::size_t>(n); };
    const std::size_t hidden = sized(shape.hidden);
    const std::size_t dense = sized(shape.dense);
    std::vector<ParameterSpec> specs;
    for (const ClassicStream stream : kClassicStreams) {
        const std::string name(nameOf(stream));
        const std::size_t classes = sized(shape.classesOf(stream));
        specs.push_back({name + ".input", {sized(shape.inputsOf(stream)), 4 * hidden}});
        specs.push_back({name + ".bias", {4 * hidden}});
        specs.push_back({name + ".recurrent", {4 * hidden, hidden}});
        specs.push_back({name + ".dense.weight", {dense, hidden}});
        specs.push_back({name + ".dense.bias", {dense}});
        specs.push_back({name + ".output.weight", {classes, dense}});
        specs.push_back({name + ".output.bias", {classes}});
    }
    return specs;
}

std::vector<std::size_t> inputRowsOf(const ClassicShape& shape, ClassicStream stream,
                                     const encoding::ClassicClasses& classes)
{
    if (shape.reads == ClassicReading::Own)
        return {classIn(stream, classes)};
    const auto words = static_cast<std::size_t>(shape.classesOf(ClassicStream::Word));
    const auto offsets = static_cast<std::size_t>(shape.classesOf(ClassicStream::Offset));
    return {classes.word, words + classes.offset, words + offsets + classes.duration};
}

} // namespace cadenza::model
