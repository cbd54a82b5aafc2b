#include "core/model/classic_shape.h"

#include <algorithm>
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

std::string_view nameOf(ClassicReading reading)
{
    switch (reading) {
    case ClassicReading::Own: return "own";
    case ClassicReading::All: return "all";
    case ClassicReading::Everything: break;
    }
    return "everything";
}

std::optional<ClassicReading> classicReadingNamed(std::string_view name)
{
    const auto* found = std::ranges::find(kClassicReadings, name, [](ClassicReading one) { return nameOf(one); });
    return found == kClassicReadings.end() ? std::nullopt : std::optional(*found);
}

int ClassicShape::allClasses() const
{
    return std::accumulate(classes.begin(), classes.end(), 0);
}

int ClassicShape::inputsOf(ClassicStream stream) const
{
    const int everything = 2 * allClasses() + 2 * classesOf(stream) + static_cast<int>(kClassicTrusts);
    switch (reads) {
    case ClassicReading::Own: return classesOf(stream);
    case ClassicReading::All: return allClasses();
    case ClassicReading::Everything: break;
    }
    switch (stream) {
    case ClassicStream::Offset: return everything;
    case ClassicStream::Word: return everything + classesOf(ClassicStream::Offset);
    case ClassicStream::Duration: break;
    }
    return everything + classesOf(ClassicStream::Offset) + classesOf(ClassicStream::Word);
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
        if (shape.reads == ClassicReading::Everything)
            specs.push_back({name + ".recall", {kClassicTrusts}});
    }
    return specs;
}

std::vector<std::size_t> inputRowsOf(const ClassicShape& shape, ClassicStream stream, const ClassicInput& input)
{
    if (shape.reads == ClassicReading::Own)
        return {classIn(stream, input.token)};
    const auto words = static_cast<std::size_t>(shape.classesOf(ClassicStream::Word));
    const auto offsets = static_cast<std::size_t>(shape.classesOf(ClassicStream::Offset));
    const auto all = static_cast<std::size_t>(shape.allClasses());
    std::vector<std::size_t> rows;
    const auto add = [&](const encoding::ClassicClasses& token, std::size_t first) {
        rows.insert(rows.end(),
                    {first + token.word, first + words + token.offset, first + words + offsets + token.duration});
    };
    add(input.token, 0);
    if (shape.reads == ClassicReading::All)
        return rows;
    const auto own = static_cast<std::size_t>(shape.classesOf(stream));
    const std::size_t trusts = 2 * all + 2 * own;
    const auto hints = hintsOf(stream, input);
    if (hints[0].given)
        add(input.expected[0].classes, all);
    if (hints[1].given)
        rows.push_back(2 * all + hints[1].target);
    if (hints[2].given)
        rows.push_back(2 * all + own + hints[2].target);
    for (const ClassicHint& hint : hints)
        rows.push_back(trusts + hint.trust);
    const std::size_t known = trusts + kClassicTrusts;
    if (stream != ClassicStream::Offset)
        rows.push_back(known + input.next.offset);
    if (stream == ClassicStream::Duration)
        rows.push_back(known + offsets + input.next.word);
    return rows;
}

std::array<ClassicHint, kClassicHints> hintsOf(ClassicStream stream, const ClassicInput& input)
{
    using encoding::ClassicLikeness;
    const ClassicLikeness kindred = stream == ClassicStream::Word ? ClassicLikeness::Word : ClassicLikeness::Rhythm;
    const auto hintBy = [&](ClassicLikeness likeness, std::size_t place) -> ClassicHint {
        const encoding::ClassicExpectation& expected = input.expected[static_cast<std::size_t>(likeness)];
        const bool agrees = (stream == ClassicStream::Offset || expected.classes.offset == input.next.offset)
                            && (stream != ClassicStream::Duration || likeness == ClassicLikeness::Rhythm
                                || expected.classes.word == input.next.word);
        const std::size_t level = place * encoding::kClassicRecallLevels + expected.level;
        return {expected.level > 0, classIn(stream, expected.classes), 2 * level + (agrees ? 1 : 0)};
    };
    return {hintBy(ClassicLikeness::Token, 0), hintBy(kindred, 1), hintBy(ClassicLikeness::Moves, 2)};
}

} // namespace cadenza::model
