#include "core/elsewhere/training_folder.h"

#include "core/base/file.h"
#include "core/library/piece_loading.h"
#include "core/model/sha256.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestSettings = std::uintmax_t{1} << 28; ///< bytes; a million pieces take less

/// Whether a file begins as our settings do: enough to tell a folder from others without reading all of it.
bool beginsAsSettings(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error)) // a pipe would hold us up
        return false;
    std::array<char, 64> head{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), head.size());
    const std::string_view text(head.data(), static_cast<std::size_t>(stream.gcount()));
    return text.find("\"cadenza\"") != std::string_view::npos
           && text.find("\"training folder\"") != std::string_view::npos;
}

Result<void> compare(const fs::path& file, const std::string& sha256)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return failure(Fault::TrainingFolderDamaged, file.string(),
                       bytes.error().fault == Fault::NotFound ? "it is missing" : bytes.error().detail);
    if (model::Sha256().add(*bytes).hex() != sha256)
        return failure(Fault::TrainingFolderDamaged, file.string(), "its bytes are others");
    return {};
}

} // namespace

fs::path trainingFolderNamed(const fs::path& path)
{
    const fs::path whole = fs::absolute(path).lexically_normal();
    if (whole.filename() == kSettingsFile && beginsAsSettings(whole))
        return whole.parent_path();
    return beginsAsSettings(whole / kSettingsFile) ? whole : fs::path();
}

fs::path resultOf(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(folder / kStateFile, error) ? folder : folder / kResultFolder;
}

Result<TrainingOrder> readOrder(const fs::path& folder)
{
    std::error_code unknown;
    if (const auto size = fs::file_size(folder / kSettingsFile, unknown); !unknown && size > kLargestSettings)
        return failure(Fault::TrainingFolderDamaged, (folder / kSettingsFile).string(), "it is too large");
    const auto bytes = readFile(folder / kSettingsFile);
    if (!bytes)
        return failure(bytes.error().fault == Fault::NotFound ? Fault::NotTrainingFolder : bytes.error().fault,
                       folder.string(), bytes.error().detail);
    auto order = orderFromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!order)
        order.error().subject =
            (order.error().fault == Fault::NotTrainingFolder ? folder : folder / kSettingsFile).string();
    return order;
}

Result<std::vector<library::Entry>> readMusic(const fs::path& folder, const TrainingOrder& order,
                                              const std::stop_token& stop)
{
    const fs::path place = folder / kMusicFolder;
    library::Library music;
    std::set<std::string> compared;
    for (const OrderedPiece& piece : order.pieces) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        if (compared.insert(piece.file).second)
            if (auto same = compare(place / piece.file, piece.sha256); !same)
                return std::unexpected(same.error());
        library::Entry& entry = music.entries.emplace_back();
        entry.source = place / piece.file;
        entry.id = library::idOf(entry.source, {}, piece.sequence);
        entry.composer = piece.composer;
        entry.title = piece.title;
    }
    if (auto loaded = library::loadPieces(music, stop); !loaded)
        return std::unexpected(loaded.error());
    if (!music.skipped.empty())
        return failure(Fault::TrainingFolderDamaged, music.skipped.front().subject, music.skipped.front().error.detail);
    return std::move(music.entries);
}

std::optional<training::Split> splitOf(const TrainingOrder& order)
{
    if (order.config.classic && order.config.classic->split == training::ClassicSplit::Windows)
        return std::nullopt;
    std::vector<training::Split::Row> rows;
    for (const OrderedPiece& piece : order.pieces)
        rows.push_back({fs::path(kMusicFolder) / piece.file, {{}, piece.part}});
    return training::Split::of(rows);
}

Result<std::shared_ptr<const model::Model>> readFrom(const fs::path& folder, const TrainingOrder& order)
{
    if (order.from.empty())
        return std::shared_ptr<const model::Model>();
    auto from = model::readModel(folder / kFromFile);
    if (!from)
        return failure(Fault::TrainingFolderDamaged, (folder / kFromFile).string(), from.error().detail);
    if (model::contentHash(**from) != order.from)
        return failure(Fault::TrainingFolderDamaged, (folder / kFromFile).string(), "it is another model");
    return from;
}

} // namespace cadenza::elsewhere
