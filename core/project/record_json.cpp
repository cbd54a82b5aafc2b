#include "core/project/record_json.h"

#include "core/model/classic_json.h"
#include "core/training/arithmetic_name.h"

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cadenza::project {
namespace {

using Json = nlohmann::ordered_json;
using Duration = std::chrono::duration<double>;

/// Visits every field by name: the one list that reading and writing share.
template <class Visit>
void visitFields(auto& config, Visit&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(config)>, training::TrainingConfig>
{
    visit("hidden", config.shape.hidden);
    visit("layers", config.shape.layers);
    visit("composers", config.shape.composers);
    visit("partClasses", config.shape.parts);
    visit("parts", config.parts.words);
    visit("fitToMachine", config.fitToMachine);
    visit("batch", config.batch);
    visit("steps", config.steps);
    visit("learningRate", config.learningRate);
    visit("gradientClip", config.gradientClip);
    visit("dropout", config.dropout);
    visit("recallDropout", config.recallDropout);
    visit("transpose", config.transpose);
    visit("epochs", config.epochs);
    visit("seconds", config.time);
    visit("validationShare", config.validationShare);
    visit("patience", config.patience);
    visit("reportEverySeconds", config.reportEvery);
    visit("evaluateEverySeconds", config.evaluateEvery);
    visit("randomSeed", config.randomSeed);
    visit("threads", config.threads);
    visit("device", config.device);
    visit("precision", config.arithmetic);
    visit("constantRate", config.schedule);
    visit("evaluateEpochs", config.evaluateEpochs);
    visit("classic", config.classic);
}

template <class Visit>
void visitFields(auto& classic, Visit&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(classic)>, training::ClassicSettings>
{
    visit("hidden", classic.shape.hidden);
    visit("dense", classic.shape.dense);
    visit("reads", classic.shape.reads);
    visit("pitches", classic.spelling.chords);
    visit("zeroDurations", classic.spelling.zeroDurations);
    visit("windows", classic.split);
    visit("vocabulary", classic.vocabulary);
}

template <class Visit>
void visitFields(auto& card, Visit&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(card)>, model::ModelCard>
{
    visit("name", card.name);
    visit("trainedOn", card.trainedOn);
    visit("licence", card.licence);
    visit("attribution", card.attribution);
    visit("command", card.command);
    visit("seconds", card.seconds);
    visit("trainNll", card.trainNll);
    visit("validNll", card.validNll);
    visit("sourceHashes", card.sourceHashes);
    visit("settings", card.settings);
    visit("examples", card.examples);
}

template <class Visit>
void visitFields(auto& facts, Visit&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(facts)>, training::RunFacts>
{
    visit("pieces", facts.pieces);
    visit("trainNotes", facts.trainNotes);
    visit("validNotes", facts.validNotes);
    visit("baselineStep", facts.baseline.step);
    visit("baselinePitch", facts.baseline.pitch);
    visit("baselineDuration", facts.baseline.duration);
    visit("baselineVelocity", facts.baseline.velocity);
    visit("from", facts.from);
    visit("folder", facts.folder);
    visit("order", facts.order);
    visit("host", facts.host);
    visit("hidden", facts.hidden);
    visit("seconds", facts.seconds);
    visit("bestNll", facts.bestNll);
    visit("endedEarly", facts.endedEarly);
}

Json write(const auto& value)
{
    return value;
}
Json write(const Duration& value)
{
    return value.count();
}
Json write(training::Schedule schedule)
{
    return schedule == training::Schedule::Constant;
}
Json write(model::ClassicReading reads)
{
    return model::nameOf(reads);
}
Json write(const encoding::ClassicVocabulary& vocabulary)
{
    return model::jsonOf(vocabulary);
}
Json write(encoding::ChordSpelling chords)
{
    return chords == encoding::ChordSpelling::Pitches;
}
Json write(training::ClassicSplit split)
{
    return split == training::ClassicSplit::Windows;
}
Json write(training::Device device)
{
    return device == training::Device::Cuda ? "cuda" : "cpu";
}
Json write(training::Arithmetic arithmetic)
{
    return training::nameOf(arithmetic);
}
Json write(const training::ClassicSettings& classic);
template <class T>
Json write(const std::optional<T>& value)
{
    return value ? write(*value) : Json();
}
Json write(const training::ClassicSettings& classic)
{
    Json object = Json::object();
    visitFields(classic, [&](const char* name, const auto& field) { object[name] = write(field); });
    return object;
}

/// Throws nlohmann's exceptions where the value is of another kind.
void read(const Json& json, auto& value)
{
    json.get_to(value);
}
/// Stands as it is where the number is no whole one, or too large.
template <std::integral Whole>
    requires(!std::same_as<Whole, bool>)
void read(const Json& json, Whole& value)
{
    if (json.is_number_unsigned() ? std::in_range<Whole>(json.get<std::uint64_t>())
                                  : json.is_number_integer() && std::in_range<Whole>(json.get<std::int64_t>()))
        json.get_to(value);
}
void read(const Json& json, Duration& value)
{
    value = Duration(json.get<double>());
}
void read(const Json& json, training::Device& device)
{
    device = json == "cuda" ? training::Device::Cuda : training::Device::Cpu;
}
void read(const Json& json, training::Arithmetic& arithmetic)
{
    arithmetic = training::arithmeticNamed(json.get<std::string>()).value_or(arithmetic);
}
void read(const Json& json, training::Schedule& schedule)
{
    schedule = json.get<bool>() ? training::Schedule::Constant : training::Schedule::Cosine;
}
void read(const Json& json, model::ClassicReading& reads)
{
    reads = model::classicReadingNamed(json.get<std::string>()).value_or(reads);
}
void read(const Json& json, encoding::ClassicVocabulary& vocabulary)
{
    vocabulary = model::classicVocabularyIn(json);
}
void read(const Json& json, encoding::ChordSpelling& chords)
{
    chords = json.get<bool>() ? encoding::ChordSpelling::Pitches : encoding::ChordSpelling::PitchClasses;
}
void read(const Json& json, training::ClassicSplit& split)
{
    split = json.get<bool>() ? training::ClassicSplit::Windows : training::ClassicSplit::Works;
}
void read(const Json& json, training::ClassicSettings& classic);
template <class T>
void read(const Json& json, std::optional<T>& value)
{
    if (!json.is_null())
        read(json, value.emplace());
}
void read(const Json& json, training::ClassicSettings& classic)
{
    visitFields(classic, [&](const char* name, auto& field) {
        if (!json.is_object() || json.contains(name)) // of another kind it throws
            read(json.at(name), field);
    });
}

std::string textOf(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string written(const auto& record)
{
    Json object = Json::object();
    visitFields(record, [&](const char* name, const auto& field) { object[name] = write(field); });
    return textOf(object);
}

template <class Record>
Record readFrom(std::string_view text)
{
    const Json object = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    Record record;
    visitFields(record, [&](const char* name, auto& field) {
        if (!object.is_object() || !object.contains(name))
            return;
        try {
            auto value = field;
            read(object[name], value);
            field = std::move(value);
        } catch (const nlohmann::json::exception&) { // another kind of value: the default stands
        }
    });
    return record;
}

} // namespace

std::string toJson(const training::TrainingConfig& config)
{
    return written(config);
}

training::TrainingConfig configFromJson(std::string_view json)
{
    return readFrom<training::TrainingConfig>(json);
}

std::string toJson(const model::ModelCard& card)
{
    return written(card);
}

model::ModelCard cardFromJson(std::string_view json)
{
    return readFrom<model::ModelCard>(json);
}

std::string toJson(const training::RunFacts& facts)
{
    return written(facts);
}

training::RunFacts factsFromJson(std::string_view json)
{
    return readFrom<training::RunFacts>(json);
}

std::string toJson(const std::vector<PieceRef>& pieces)
{
    Json list = Json::array();
    for (const PieceRef& piece : pieces)
        list.push_back({piece.source.value, piece.member});
    return textOf(list);
}

std::vector<PieceRef> piecesFromJson(std::string_view json)
{
    std::vector<PieceRef> pieces;
    const Json list = Json::parse(json, nullptr, /*allow_exceptions=*/false);
    for (const Json& piece : list.is_array() ? list : Json::array())
        if (piece.is_array() && piece.size() == 2 && piece[0].is_number_integer() && piece[1].is_string())
            pieces.push_back({{piece[0].get<std::int64_t>()}, piece[1].get<std::string>()});
    return pieces;
}

} // namespace cadenza::project
