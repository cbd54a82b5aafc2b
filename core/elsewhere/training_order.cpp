#include "core/elsewhere/training_order.h"

#include "core/elsewhere/foreign.h"
#include "core/project/project_folder.h"
#include "core/project/record_json.h"
#include "core/training/trainer.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <utility>

namespace cadenza::elsewhere {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKind = "training folder";
constexpr int kVersion = 2;

const char* nameOf(training::SplitPart part)
{
    switch (part) {
    case training::SplitPart::Train: return "train";
    case training::SplitPart::Valid: return "valid";
    case training::SplitPart::Test: break;
    }
    return "test";
}

Json jsonOf(const OrderedPiece& piece)
{
    return {{"file", piece.file},         {"sequence", piece.sequence}, {"sha256", piece.sha256},
            {"composer", piece.composer}, {"title", piece.title},       {"part", nameOf(piece.part)}};
}

/// Throws nlohmann's exceptions, as does what follows.
OrderedPiece pieceIn(const Json& json)
{
    const auto part = training::splitPartNamed(json.at("part").get<std::string>());
    return {.file = json.at("file"),
            .sequence = json.at("sequence"),
            .sha256 = json.at("sha256"),
            .composer = json.at("composer"),
            .title = json.at("title"),
            .part = part.value_or(training::SplitPart::Test)};
}

/// The version of orders that first knew a setting; where it is not given in older ones its default stands.
int versionOf(std::string_view setting)
{
    return setting == "precision" ? 2 : 1;
}

/// The first setting that reading did not take over as it stands; nothing where all were.
std::optional<std::string> notTaken(const Json& given, const training::TrainingConfig& taken, int version)
{
    const Json again = Json::parse(project::toJson(taken));
    for (const auto& [name, value] : again.items())
        if (given.contains(name) ? given[name] != value : version >= versionOf(name))
            return name;
    for (const auto& [name, value] : given.items())
        if (!again.contains(name))
            return name;
    return std::nullopt;
}

Result<TrainingOrder> orderIn(const Json& json)
{
    TrainingOrder order;
    order.id = json.at("id");
    order.name = shortened(json.at("name"), kLongestWord);
    order.config = project::configFromJson(json.at("config").dump());
    order.facts = plausible(project::factsFromJson(json.at("facts").dump()));
    order.from = json.at("from");
    for (const Json& piece : json.at("pieces"))
        order.pieces.push_back(pieceIn(piece));
    if (const auto name = notTaken(json.at("config"), order.config, json.at("version")))
        return failure(Fault::TrainingFolderDamaged, {}, "the setting “" + *name + "” cannot be read");
    if (const auto valid = training::validate(order.config); !valid)
        return failure(Fault::TrainingFolderDamaged, {},
                       "the setting “" + valid.error().subject + "”: " + valid.error().detail);
    for (const OrderedPiece& piece : order.pieces)
        if (!project::isPlainFileName(piece.file))
            return failure(Fault::TrainingFolderDamaged, {}, "a piece lies outside the folder");
    return order;
}

} // namespace

std::string newOrderId()
{
    std::random_device device;
    std::string id;
    for (int i = 0; i < 32; ++i)
        id += "0123456789abcdef"[device() % 16];
    return id;
}

std::string toJson(const TrainingOrder& order)
{
    Json pieces = Json::array();
    for (const OrderedPiece& piece : order.pieces)
        pieces.push_back(jsonOf(piece));
    const Json json{{"cadenza", kKind},
                    {"version", kVersion},
                    {"id", order.id},
                    {"name", order.name},
                    {"config", Json::parse(project::toJson(order.config))},
                    {"facts", Json::parse(project::toJson(order.facts))},
                    {"from", order.from},
                    {"pieces", std::move(pieces)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<TrainingOrder> orderFromJson(std::string_view text)
try {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded())
        return failure(Fault::TrainingFolderDamaged, {}, "it is no JSON");
    if (!json.is_object() || json.value("cadenza", "") != kKind)
        return failure(Fault::NotTrainingFolder);
    if (json.at("version").get<int>() > kVersion)
        return failure(Fault::Unsupported, {}, "a newer Cadenza wrote it");
    return orderIn(json);
} catch (const nlohmann::json::exception& wrong) {
    return failure(Fault::TrainingFolderDamaged, {}, wrong.what());
}

} // namespace cadenza::elsewhere
