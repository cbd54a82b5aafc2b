#include "core/training/checkpoint.h"

#include "core/base/byte_stream.h"
#include "core/base/file.h"
#include "core/model/sha256.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace cadenza::training {
namespace {

constexpr std::string_view kMagic = "cadenza-checkpoint 3\n";
constexpr std::size_t kDigits = 64;                       ///< of the checksum that follows the magic
constexpr std::size_t kRoomBeside = std::size_t{1} << 20; ///< bytes for what is small, about

std::string checksumOf(std::span<const std::byte> body)
{
    return model::Sha256().add(body).hex();
}

/// The whole file but for its checksum, in one piece of memory: a run is at its largest here.
std::vector<std::byte> fileOf(const Checkpoint& checkpoint)
{
    std::size_t values = 0;
    for (const auto& [name, parameter] : checkpoint.best)
        values += parameter.size();
    ByteWriter writer;
    writer.reserve(checkpoint.learner.size() + values * sizeof(float) + kRoomBeside);
    for (const char letter : kMagic)
        writer.add(letter);
    for (std::size_t i = 0; i < kDigits; ++i)
        writer.add('0');
    writer.addText(checkpoint.fingerprint);
    writer.add(static_cast<std::uint64_t>(checkpoint.composers.size()));
    for (const std::string& composer : checkpoint.composers)
        writer.addText(composer);
    writer.add(checkpoint.progress);
    writer.add(checkpoint.batches.random);
    writer.addList(checkpoint.batches.queue);
    writer.addList(checkpoint.batches.lanes);
    writer.addList(checkpoint.batches.fresh);
    writer.addList(checkpoint.learner);
    writer.add(static_cast<std::uint64_t>(checkpoint.best.size()));
    for (const auto& [name, parameter] : checkpoint.best) {
        writer.addText(name);
        writer.addList(parameter);
    }
    return writer.take();
}

std::optional<Checkpoint> checkpointOf(std::span<const std::byte> body)
{
    ByteReader reader(body);
    Checkpoint checkpoint;
    checkpoint.fingerprint = reader.readText();
    const auto composers = reader.read<std::uint64_t>();
    for (std::uint64_t i = 0; i < composers && reader.isSound(); ++i)
        checkpoint.composers.push_back(reader.readText());
    checkpoint.progress = reader.read<RunProgress>();
    checkpoint.batches.random = reader.read<std::array<std::uint64_t, 4>>();
    checkpoint.batches.queue = reader.readList<Passage>();
    checkpoint.batches.lanes = reader.readList<Passage>();
    checkpoint.batches.fresh = reader.readList<std::uint8_t>();
    checkpoint.learner = reader.readList<std::byte>();
    const auto parameters = reader.read<std::uint64_t>();
    for (std::uint64_t i = 0; i < parameters && reader.isSound(); ++i) {
        auto name = reader.readText();
        checkpoint.best.emplace(std::move(name), reader.readList<float>());
    }
    if (!reader.isSound() || !reader.isAtEnd())
        return std::nullopt;
    return checkpoint;
}

} // namespace

std::string fingerprintOf(const TrainingConfig& config, const Corpus& corpus)
{
    ByteWriter settings;
    settings.add(config.shape.hidden);
    settings.add(config.shape.layers);
    settings.add(config.batch);
    settings.add(config.steps);
    settings.add(config.learningRate);
    settings.add(config.gradientClip);
    settings.add(config.dropout);
    settings.add(config.recallDropout);
    settings.add(config.transpose);
    settings.add(config.randomSeed);
    settings.add(config.schedule);
    if (config.arithmetic != Arithmetic::Float32)
        settings.add(config.arithmetic);
    if (config.classic) {
        settings.add(config.classic->shape.hidden);
        settings.add(config.classic->shape.dense);
        settings.add(config.classic->shape.reads);
        for (const std::string& word : corpus.vocabulary->words)
            settings.addText(word);
        settings.addList(corpus.vocabulary->offsets);
        settings.addList(corpus.vocabulary->durations);
    }
    settings.add(corpus.timeBase);
    settings.add(encoding::kEncodingVersion);
    for (const std::string& composer : corpus.composers)
        settings.addText(composer);
    model::Sha256 hash;
    hash.add(settings.take());
    for (const CorpusPiece& piece : corpus.pieces) {
        ByteWriter about;
        about.add(piece.composer);
        about.add(piece.validation);
        about.addList(piece.events);
        about.addList(piece.tokens);
        about.addList(piece.roles);
        hash.add(about.take());
    }
    return hash.hex();
}

Result<void> writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint)
{
    auto file = fileOf(checkpoint);
    const std::string checksum = checksumOf(std::span(file).subspan(kMagic.size() + kDigits));
    std::ranges::copy(std::as_bytes(std::span(checksum)), file.begin() + kMagic.size());
    return writeFileAtomically(path, file);
}

Result<Checkpoint> readCheckpoint(const std::filesystem::path& path)
{
    const auto bytes = readFile(path);
    return bytes ? checkpointIn(*bytes, path) : std::unexpected(bytes.error());
}

Result<Checkpoint> checkpointIn(std::span<const std::byte> file, const std::filesystem::path& path)
{
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    if (!text.starts_with(kMagic) || text.size() < kMagic.size() + kDigits)
        return failure(Fault::NotModel, path.string(), "it is no checkpoint of this version of Cadenza");
    const auto body = file.subspan(kMagic.size() + kDigits);
    if (text.substr(kMagic.size(), kDigits) != checksumOf(body))
        return failure(Fault::NotModel, path.string(), "the checksum does not match: the checkpoint is damaged");
    auto checkpoint = checkpointOf(body);
    if (!checkpoint)
        return failure(Fault::NotModel, path.string(), "the checkpoint is damaged");
    return std::move(*checkpoint);
}

} // namespace cadenza::training
