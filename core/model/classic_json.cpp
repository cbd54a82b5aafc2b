#include "core/model/classic_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cadenza::model {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxHidden = 4096;
constexpr int kMaxDense = 4096;
constexpr int kLongestTime = 1 << 20; ///< twelfths of a quarter
constexpr const char* kPitchClasses = "pitch classes";
constexpr const char* kPitches = "pitches";

bool ascendWithin(const std::vector<int>& times)
{
    return !times.empty() && times.front() >= 0 && times.back() <= kLongestTime
           && std::ranges::adjacent_find(times, std::ranges::greater_equal()) == times.end();
}

} // namespace

Json jsonOf(const encoding::ClassicVocabulary& vocabulary)
{
    const bool pitches = vocabulary.spelling.chords == encoding::ChordSpelling::Pitches;
    return {{"chords", pitches ? kPitches : kPitchClasses},
            {"zeroDurations", vocabulary.spelling.zeroDurations},
            {"words", vocabulary.words},
            {"offsets", vocabulary.offsets},
            {"durations", vocabulary.durations}};
}

encoding::ClassicVocabulary classicVocabularyIn(const Json& json)
{
    return {.spelling = {.chords = json.at("chords").get<std::string>() == kPitches
                                       ? encoding::ChordSpelling::Pitches
                                       : encoding::ChordSpelling::PitchClasses,
                         .zeroDurations = json.at("zeroDurations").get<bool>()},
            .words = json.at("words").get<std::vector<std::string>>(),
            .offsets = json.at("offsets").get<std::vector<int>>(),
            .durations = json.at("durations").get<std::vector<int>>()};
}

Json jsonOf(const ClassicPart& part)
{
    Json json{{"hidden", part.shape.hidden}, {"dense", part.shape.dense}, {"reads", nameOf(part.shape.reads)}};
    json.update(jsonOf(part.vocabulary));
    return json;
}

ClassicPart classicPartIn(const Json& json)
{
    ClassicPart part;
    part.vocabulary = classicVocabularyIn(json);
    part.shape =
        withClasses({.hidden = json.at("hidden").get<int>(),
                     .dense = json.at("dense").get<int>(),
                     .reads = classicReadingNamed(json.at("reads").get<std::string>()).value_or(ClassicReading::Own),
                     .classes = {}},
                    part.vocabulary);
    return part;
}

std::optional<std::string> faultOf(const ClassicPart& part)
{
    const auto& vocabulary = part.vocabulary;
    if (part.shape.hidden < 1 || part.shape.hidden > kMaxHidden)
        return "the hidden size is outside 1…4096";
    if (part.shape.dense < 1 || part.shape.dense > kMaxDense)
        return "the dense layer is outside 1…4096";
    if (std::max({vocabulary.words.size(), vocabulary.offsets.size(), vocabulary.durations.size()})
        > encoding::kMostClassicClasses)
        return "a vocabulary has more than 65535 entries";
    if (vocabulary.words.empty() || std::ranges::any_of(vocabulary.words, [](const std::string& word) {
            return encoding::pitchesOfClassicWord(word).empty();
        }))
        return "a word of its vocabulary is no note and no chord";
    if (std::ranges::adjacent_find(vocabulary.words, std::ranges::greater_equal()) != vocabulary.words.end())
        return "its words are not in order";
    if (!ascendWithin(vocabulary.offsets) || !ascendWithin(vocabulary.durations))
        return "its offsets or durations are not in order";
    if (part.shape != withClasses(part.shape, vocabulary))
        return "its sizes do not match its vocabulary";
    return std::nullopt;
}

} // namespace cadenza::model
