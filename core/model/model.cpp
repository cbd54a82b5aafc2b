#include "core/model/model.h"

#include "core/base/file.h"
#include "core/model/classic_json.h"
#include "core/model/half.h"
#include "core/model/safetensors.h"
#include "core/model/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace cadenza::model {
namespace {

using Json = nlohmann::ordered_json;
static_assert(std::endian::native == std::endian::little, "weights are stored as they lie in memory");

constexpr std::string_view kFormat = "cadenza-model";
constexpr int kFileVersion = 3;
constexpr int kMaxHidden = 4096;
constexpr int kMaxLayers = 8;
constexpr int kMaxComposers = 4096;
constexpr std::size_t kLongestText = std::size_t{16} << 10;
constexpr std::size_t kMostHashes = 8000;
constexpr std::size_t kMostExamples = 8;
constexpr std::string_view kFingerprints = "fingerprints"; ///< a tensor of bytes beside the parameters

std::unexpected<Error> broken(std::string rule)
{
    return failure(Fault::NotModel, {}, std::move(rule));
}

std::string_view nameOf(encoding::TimeBase timeBase)
{
    return timeBase == encoding::TimeBase::Beats ? "beats" : "performance";
}

/// What a card says must not make the file unreadable: the header's length is limited.
std::string cut(std::string text)
{
    text.resize(std::min(text.size(), kLongestText)); // half a character is replaced when it is written
    return text;
}

std::vector<std::string> cut(const std::vector<std::string>& texts, std::size_t most)
{
    std::vector<std::string> kept(texts.begin(),
                                  texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), most)));
    std::ranges::transform(kept, kept.begin(), [](std::string& text) { return cut(std::move(text)); });
    return kept;
}

/// JSON has no word for what is no number.
double finite(double value)
{
    return std::isfinite(value) ? value : 0.0;
}

std::string descriptionOf(const Model& model)
{
    const Json card{{"name", cut(model.card.name)},
                    {"trainedOn", cut(model.card.trainedOn)},
                    {"licence", cut(model.card.licence)},
                    {"attribution", cut(model.card.attribution)},
                    {"command", cut(model.card.command)},
                    {"seconds", finite(model.card.seconds)},
                    {"trainNll", finite(model.card.trainNll)},
                    {"validNll", finite(model.card.validNll)},
                    {"sourceHashes", cut(model.card.sourceHashes, kMostHashes)},
                    {"settings", cut(model.card.settings)},
                    {"examples", cut(model.card.examples, kMostExamples)}};
    Json network{{"hidden", model.shape.hidden}, {"layers", model.shape.layers}, {"composers", model.shape.composers}};
    if (model.shape.parts != NetworkShape{}.parts) // a model of one instrument is the file it always was
        network["parts"] = model.shape.parts;
    Json description{{"encoding", {{"version", encoding::kEncodingVersion}, {"timeBase", nameOf(model.timeBase)}}},
                     {"network", network},
                     {"composers", model.composers},
                     {"card", card}};
    if (model.classic)
        description["classic"] = jsonOf(*model.classic);
    return description.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Reads what `descriptionOf` wrote. Throws nlohmann's exceptions where a key is missing or of another kind.
Result<Model> modelDescribedBy(const std::string& text)
{
    const Json description = Json::parse(text);
    const Json& coding = description.at("encoding");
    const Json& network = description.at("network");
    const Json& card = description.at("card");
    Model model;
    if (coding.at("version").get<int>() != encoding::kEncodingVersion)
        return failure(Fault::WrongEncoding, {}, "its encoding is of another version of Cadenza");
    const auto timeBase = coding.at("timeBase").get<std::string>();
    if (timeBase != "beats" && timeBase != "performance")
        return broken("unknown time base");
    model.timeBase = timeBase == "beats" ? encoding::TimeBase::Beats : encoding::TimeBase::Performance;
    model.shape = {network.at("hidden").get<int>(), network.at("layers").get<int>(), network.at("composers").get<int>(),
                   network.value("parts", NetworkShape{}.parts)};
    model.composers = description.at("composers").get<std::vector<std::string>>();
    model.card = {card.at("name").get<std::string>(),
                  card.at("trainedOn").get<std::string>(),
                  card.at("licence").get<std::string>(),
                  card.at("attribution").get<std::string>(),
                  card.at("command").get<std::string>(),
                  card.at("seconds").get<double>(),
                  card.at("trainNll").get<double>(),
                  card.at("validNll").get<double>(),
                  card.at("sourceHashes").get<std::vector<std::string>>(),
                  card.value("settings", std::string()),
                  card.value("examples", std::vector<std::string>())};
    if (description.contains("classic"))
        model.classic = classicPartIn(description.at("classic"));
    return model;
}

/// The rule that the sizes break, if any.
std::optional<std::string> faultOf(const Model& model)
{
    const NetworkShape& shape = model.shape;
    if (shape.hidden < 1 || shape.hidden > kMaxHidden)
        return "the hidden size is outside 1…4096";
    if (shape.layers < 1 || shape.layers > kMaxLayers)
        return "the number of layers is outside 1…8";
    if (shape.composers < 1 || shape.composers > kMaxComposers)
        return "the number of composers is outside 1…4096";
    if (shape.parts < encoding::kPartFamilies || shape.parts > encoding::kPartClasses
        || shape.parts % encoding::kPartFamilies != 0)
        return "the number of part classes is no multiple of 17 up to 136";
    if (model.composers.size() + 1 != static_cast<std::size_t>(shape.composers))
        return "the composers' names do not match their number";
    return model.classic ? faultOf(*model.classic) : std::nullopt;
}

/// The number at this place of a tensor.
template <class Stored>
float valueAt(const StoredTensor& tensor, std::size_t place)
{
    Stored stored;
    std::memcpy(&stored, tensor.bytes.data() + place * sizeof(Stored), sizeof(Stored));
    if constexpr (std::is_same_v<Stored, float>)
        return stored;
    else
        return floatOf(stored);
}

template <class Stored>
bool isFinite(const StoredTensor& tensor)
{
    for (std::size_t i = 0; i < tensor.bytes.size() / sizeof(Stored); ++i)
        if (!std::isfinite(valueAt<Stored>(tensor, i)))
            return false;
    return true;
}

template <class Stored>
std::vector<float> valuesOf(const StoredTensor& tensor)
{
    std::vector<float> values(tensor.bytes.size() / sizeof(Stored));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = valueAt<Stored>(tensor, i);
    return values;
}

Result<void> fillFingerprints(Model& model, const StoredTensor& tensor)
{
    if (tensor.dtype != "U8")
        return broken("its fingerprints are not bytes");
    auto read = originality::Fingerprints::fromBytes(tensor.bytes);
    if (!read)
        return std::unexpected(std::move(read.error()));
    model.fingerprints = std::make_shared<const originality::Fingerprints>(std::move(*read));
    return {};
}

bool isFloat32(const StoredTensor& tensor)
{
    return tensor.dtype == "F32";
}

/// All is checked before memory is taken for the first weight: what is refused costs no more than its file.
Result<void> fillParameters(Model& model, const TensorFile& file)
{
    std::map<std::string_view, const StoredTensor*> stored;
    for (const StoredTensor& tensor : file.tensors)
        stored[tensor.name] = &tensor;
    const auto fingerprints = stored.extract(kFingerprints);
    const auto specs = parametersOf(model);
    if (stored.size() != specs.size())
        return broken("it does not hold exactly the network's parameters");
    for (const ParameterSpec& spec : specs) {
        const auto found = stored.find(spec.name);
        if (found == stored.end())
            return broken("a parameter is missing: " + spec.name);
        const StoredTensor& tensor = *found->second;
        if (tensor.shape != spec.shape)
            return broken("a parameter has another size: " + spec.name);
        if (tensor.dtype == "U8")
            return broken("a parameter is no number: " + spec.name);
        if (!(isFloat32(tensor) ? isFinite<float>(tensor) : isFinite<std::uint16_t>(tensor)))
            return broken("a weight is not a number: " + spec.name);
    }
    if (!fingerprints.empty())
        if (auto filled = fillFingerprints(model, *fingerprints.mapped()); !filled)
            return filled;
    for (const auto& [name, tensor] : stored)
        model.parameters.emplace(name,
                                 isFloat32(*tensor) ? valuesOf<float>(*tensor) : valuesOf<std::uint16_t>(*tensor));
    return {};
}

std::string checksumOf(std::string_view description, std::span<const std::byte> payload)
{
    return Sha256().add(description).add(payload).hex();
}

Result<std::shared_ptr<const Model>> modelIn(std::span<const std::byte> bytes)
{
    const auto file = parseTensorFile(bytes);
    if (!file)
        return std::unexpected(file.error());
    const auto& metadata = file->metadata;
    const auto textOf = [&](const char* key) {
        const auto found = metadata.find(key);
        return found == metadata.end() ? std::string() : found->second;
    };
    if (textOf("format") != kFormat)
        return broken("it is not marked as a Cadenza model");
    if (textOf("version") != std::to_string(kFileVersion))
        return broken("it is of another version of Cadenza");
    const std::string description = textOf("model");
    if (textOf("sha256") != checksumOf(description, file->payload))
        return broken("the checksum does not match: the file is damaged");
    try {
        auto model = modelDescribedBy(description);
        if (!model)
            return std::unexpected(model.error());
        if (auto fault = faultOf(*model))
            return broken(std::move(*fault));
        if (auto filled = fillParameters(*model, *file); !filled)
            return std::unexpected(filled.error());
        return std::make_shared<const Model>(std::move(*model));
    } catch (const nlohmann::json::exception& exception) {
        return broken(exception.what());
    }
}

void appendValues(std::vector<std::byte>& payload, const std::vector<float>& values, Precision precision)
{
    if (precision == Precision::Float32) {
        const auto bytes = std::as_bytes(std::span(values));
        payload.insert(payload.end(), bytes.begin(), bytes.end());
        return;
    }
    std::vector<std::uint16_t> halves(values.size());
    std::ranges::transform(values, halves.begin(), halfOf);
    const auto bytes = std::as_bytes(std::span(halves));
    payload.insert(payload.end(), bytes.begin(), bytes.end());
}

} // namespace

Result<std::shared_ptr<const Model>> readModel(const std::filesystem::path& path)
{
    const auto bytes = readFile(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto model = modelIn(*bytes);
    if (!model)
        model.error().subject = path.string();
    return model;
}

Result<void> writeModel(const std::filesystem::path& path, const Model& model, Precision precision)
{
    assert(!faultOf(model));
    const auto specs = parametersOf(model);
    std::vector<std::byte> payload;
    std::vector<std::size_t> ends;
    for (const ParameterSpec& spec : specs) {
        assert(model.parameters.at(spec.name).size() == spec.elements());
        appendValues(payload, model.parameters.at(spec.name), precision);
        ends.push_back(payload.size());
    }
    if (model.fingerprints)
        std::ranges::copy(model.fingerprints->toBytes(), std::back_inserter(payload));
    std::vector<StoredTensor> tensors;
    std::size_t at = 0;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        tensors.push_back({specs[i].name, precision == Precision::Float16 ? "F16" : "F32", specs[i].shape,
                           std::span(payload).subspan(at, ends[i] - at)});
        at = ends[i];
    }
    if (payload.size() > at)
        tensors.push_back({std::string(kFingerprints), "U8", {payload.size() - at}, std::span(payload).subspan(at)});
    const std::string description = descriptionOf(model);
    const std::string header = tensorFileHeader({{"format", std::string(kFormat)},
                                                 {"version", std::to_string(kFileVersion)},
                                                 {"model", description},
                                                 {"sha256", checksumOf(description, payload)}},
                                                tensors);
    if (header.size() > kMaxHeaderBytes)
        return failure(Fault::NotWritable, path.string(), "the composers' names are too long");
    const auto headerBytes = std::as_bytes(std::span(header));
    payload.insert(payload.begin(), headerBytes.begin(), headerBytes.end());
    return writeFileAtomically(path, payload);
}

std::vector<ParameterSpec> parametersOf(const Model& model)
{
    return model.classic ? parametersOf(model.classic->shape) : parametersOf(model.shape);
}

std::string contentHash(const Model& model)
{
    Sha256 hash;
    hash.add(std::to_string(encoding::kEncodingVersion) + ' ' + std::string(nameOf(model.timeBase)));
    for (const std::string& composer : model.composers)
        hash.add('\n' + composer);
    if (model.classic)
        hash.add('\n' + jsonOf(*model.classic).dump());
    for (const ParameterSpec& spec : parametersOf(model)) {
        hash.add('\n' + spec.name);
        for (const std::size_t size : spec.shape)
            hash.add(' ' + std::to_string(size));
        hash.add(std::as_bytes(std::span(model.parameters.at(spec.name))));
    }
    return hash.hex();
}

} // namespace cadenza::model
