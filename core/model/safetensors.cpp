#include "core/model/safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace cadenza::model {
namespace {

using Json = nlohmann::json;
constexpr std::size_t kLengthBytes = 8;
constexpr int kMaxDepth = 4; ///< { "name": { "shape": [ … ] } }

std::unexpected<Error> broken(std::string rule, std::size_t offset)
{
    return failure(Fault::NotModel, {}, std::move(rule), offset);
}

std::uint64_t lengthAt(std::span<const std::byte> file)
{
    std::uint64_t length = 0;
    for (std::size_t i = kLengthBytes; i-- > 0;)
        length = (length << 8) | std::to_integer<std::uint64_t>(file[i]);
    return length;
}

/// The header as JSON without doubled keys and not nested deeper than the format needs.
std::optional<Json> parseHeader(std::string_view text)
{
    bool sound = true;
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
        if (depth > kMaxDepth)
            sound = false;
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key)
            sound = sound && keys.back().insert(value.get<std::string>()).second;
        return sound;
    };
    Json header = Json::parse(text, watch, /*allow_exceptions=*/false);
    if (!sound || !header.is_object())
        return std::nullopt;
    return header;
}

std::optional<std::size_t> sizeIn(const Json& value)
{
    if (!value.is_number_unsigned())
        return std::nullopt;
    return value.get<std::size_t>();
}

/// Bytes of a tensor, or nothing when the product does not fit.
std::optional<std::size_t> bytesOf(std::string_view dtype, std::span<const std::size_t> shape)
{
    std::size_t bytes = dtype == "U8" ? 1 : dtype == "F16" ? 2 : 4;
    for (const std::size_t size : shape)
        if (__builtin_mul_overflow(bytes, size, &bytes))
            return std::nullopt;
    return bytes;
}

struct Placed {
    StoredTensor tensor;
    std::size_t begin{0};
    std::size_t end{0};
};

/// One entry of the header, or the rule it breaks.
std::expected<Placed, std::string> placedTensor(const std::string& name, const Json& entry)
{
    if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") || !entry.contains("shape")
        || !entry.contains("data_offsets"))
        return std::unexpected("a tensor needs dtype, shape and data_offsets: " + name);
    Placed placed;
    placed.tensor.name = name;
    if (!entry["dtype"].is_string())
        return std::unexpected("a dtype is not a string: " + name);
    placed.tensor.dtype = entry["dtype"].get<std::string>();
    if (placed.tensor.dtype != "F32" && placed.tensor.dtype != "F16" && placed.tensor.dtype != "U8")
        return std::unexpected("only F32, F16 and U8 are known: " + name);
    const Json& offsets = entry["data_offsets"];
    if (!entry["shape"].is_array() || !offsets.is_array() || offsets.size() != 2)
        return std::unexpected("shape and data_offsets are lists: " + name);
    for (const Json& value : entry["shape"]) {
        const auto size = sizeIn(value);
        if (!size)
            return std::unexpected("a size is not a whole number: " + name);
        placed.tensor.shape.push_back(*size);
    }
    const auto begin = sizeIn(offsets[0]);
    const auto end = sizeIn(offsets[1]);
    const auto bytes = bytesOf(placed.tensor.dtype, placed.tensor.shape);
    if (!begin || !end || *begin > *end || !bytes || *end - *begin != *bytes)
        return std::unexpected("the offsets do not fit the shape: " + name);
    placed.begin = *begin;
    placed.end = *end;
    return placed;
}

std::expected<std::map<std::string, std::string>, std::string> metadataOf(const Json& entry)
{
    if (!entry.is_object())
        return std::unexpected("__metadata__ is not an object");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : entry.items()) {
        if (!value.is_string())
            return std::unexpected("__metadata__ holds more than strings: " + key);
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

} // namespace

Result<TensorFile> parseTensorFile(std::span<const std::byte> file)
{
    if (file.size() < kLengthBytes)
        return broken("shorter than a header", file.size());
    const std::uint64_t length = lengthAt(file);
    if (length > kMaxHeaderBytes || length > file.size() - kLengthBytes)
        return broken("the header's length is impossible", 0);
    const auto text = file.subspan(kLengthBytes, static_cast<std::size_t>(length));
    const std::size_t payloadAt = kLengthBytes + text.size();
    const auto header = parseHeader({reinterpret_cast<const char*>(text.data()), text.size()});
    if (!header)
        return broken("the header is not JSON as the format asks", kLengthBytes);

    TensorFile result;
    result.payload = file.subspan(payloadAt);
    std::vector<Placed> all;
    for (const auto& [name, entry] : header->items()) {
        if (name == "__metadata__") {
            auto metadata = metadataOf(entry);
            if (!metadata)
                return broken(metadata.error(), kLengthBytes);
            result.metadata = std::move(*metadata);
            continue;
        }
        auto placed = placedTensor(name, entry);
        if (!placed)
            return broken(placed.error(), kLengthBytes);
        all.push_back(std::move(*placed));
    }
    std::ranges::sort(all, {}, [](const Placed& placed) { return std::pair(placed.begin, placed.end); });
    std::size_t at = 0;
    for (Placed& placed : all) {
        if (placed.begin != at || placed.end > result.payload.size())
            return broken("tensors leave a hole, overlap or leave the file: " + placed.tensor.name, payloadAt + at);
        placed.tensor.bytes = result.payload.subspan(placed.begin, placed.end - placed.begin);
        at = placed.end;
        result.tensors.push_back(std::move(placed.tensor));
    }
    if (at != result.payload.size())
        return broken("bytes after the last tensor", payloadAt + at);
    return result;
}

std::string tensorFileHeader(const std::map<std::string, std::string>& metadata, std::span<const StoredTensor> tensors)
{
    nlohmann::ordered_json header;
    header["__metadata__"] = metadata;
    std::size_t at = 0;
    for (const StoredTensor& tensor : tensors) {
        const std::size_t end = at + tensor.bytes.size();
        header[tensor.name] = {{"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
    std::string bytes;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        bytes += static_cast<char>((text.size() >> (8 * i)) & 0xff);
    return bytes + text;
}

} // namespace cadenza::model
