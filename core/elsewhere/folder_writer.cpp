#include "core/elsewhere/folder_writer.h"

#include "core/base/file.h"
#include "core/elsewhere/read_me.h"
#include "core/elsewhere/training_folder.h"
#include "core/library/piece_loading.h"
#include "core/model/sha256.h"
#include "core/project/folder_aside.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName = 60; ///< of a file, without its ending

/// A name that every file system keeps as it is and tells from the others: ASCII without signs, in any letter case.
std::string plainName(const std::string& stem)
{
    std::string name;
    for (const char c : stem.substr(0, kLongestName)) {
        const bool plain = static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c));
        if (plain || c == '-' || c == '_')
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    return name.empty() ? "piece" : name;
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Copies the files that entries come from, each once.
class MusicCopy {
public:
    explicit MusicCopy(fs::path folder) : folder_(std::move(folder)) {}

    /// Where the piece lies now. Fails as reading and writing do.
    Result<OrderedPiece> add(const library::Entry& entry)
    {
        const auto known = files_.find({entry.source, entry.member});
        if (known != files_.end())
            return pieceOf(entry, known->second);
        const auto bytes = reader_.read(entry);
        if (!bytes)
            return std::unexpected(bytes.error());
        const CopiedFile file{freeName(entry), model::Sha256().add(*bytes).hex()};
        if (auto written = writeFileAtomically(folder_ / file.name, *bytes); !written)
            return std::unexpected(written.error());
        files_.emplace(std::pair(entry.source, entry.member), file);
        return pieceOf(entry, file);
    }

private:
    struct CopiedFile {
        std::string name, sha256;
    };

    static OrderedPiece pieceOf(const library::Entry& entry, const CopiedFile& file)
    {
        return {.file = file.name,
                .sequence = library::sequenceOf(entry),
                .sha256 = file.sha256,
                .composer = entry.composer,
                .title = entry.title};
    }

    std::string freeName(const library::Entry& entry)
    {
        const fs::path file = entry.member.empty() ? entry.source : fs::path(entry.member);
        const std::string stem = plainName(file.stem().string());
        std::string name = stem + ".mid";
        for (int i = 2; !names_.insert(lowerCase(name)).second; ++i)
            name = stem + '-' + std::to_string(i) + ".mid";
        return name;
    }

    fs::path folder_;
    library::SourceReader reader_;
    std::map<std::pair<fs::path, std::string>, CopiedFile> files_;
    std::set<std::string> names_; ///< in lower case
};

/// What is decided here: the machine there has its own cores.
TrainingOrder orderFor(const FolderRequest& request, const training::Corpus& corpus)
{
    TrainingOrder order{.id = newOrderId(),
                        .name = request.name,
                        .config = request.config,
                        .facts = training::factsOf(corpus),
                        .from = request.from ? model::contentHash(*request.from) : std::string()};
    order.config.threads = 0;
    order.facts.from = request.fromName;
    return order;
}

Result<std::vector<OrderedPiece>> copyMusic(const fs::path& folder, const std::vector<library::Entry>& entries,
                                            const std::stop_token& stop, const ProgressSink& progress)
{
    MusicCopy copy(folder);
    std::vector<OrderedPiece> pieces;
    for (const library::Entry& entry : entries) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        if (progress)
            progress(static_cast<double>(pieces.size()) / static_cast<double>(entries.size()), entry.title);
        auto piece = copy.add(entry);
        if (!piece)
            return std::unexpected(piece.error());
        pieces.push_back(std::move(*piece));
    }
    return pieces;
}

Result<void> fill(const fs::path& folder, const FolderRequest& request, TrainingOrder& order,
                  const training::Corpus& corpus, const std::stop_token& stop, const ProgressSink& progress)
{
    std::error_code error;
    fs::create_directories(folder / kMusicFolder, error);
    if (error)
        return failure(Fault::NotWritable, folder.string(), error.message());
    auto pieces = copyMusic(folder / kMusicFolder, request.entries, stop, progress);
    if (!pieces)
        return std::unexpected(pieces.error());
    order.pieces = std::move(*pieces);
    if (splitOf(order)) // else all music is one piece of the corpus
        for (const training::CorpusPiece& piece : corpus.pieces)
            if (piece.validation)
                order.pieces[piece.entry].part = training::SplitPart::Valid;
    if (request.from)
        if (auto written = model::writeModel(folder / kFromFile, *request.from); !written)
            return written;
    if (auto written = writeFileAtomically(folder / kReadMeFile, readMeOf(order)); !written)
        return written;
    return writeFileAtomically(folder / kSettingsFile, toJson(order));
}

} // namespace

std::string commandLine(training::Device device)
{
    return std::string("cadenza-cli train --folder .") + (device == training::Device::Cuda ? " --device cuda" : "");
}

Result<TrainingOrder> writeTrainingFolder(const fs::path& target, FolderRequest request, const std::stop_token& stop,
                                          const ProgressSink& progress)
{
    library::Library music{std::move(request.entries), {}};
    if (auto loaded = library::loadPieces(music, stop); !loaded)
        return std::unexpected(loaded.error());
    request.entries = std::move(music.entries);
    const auto corpus = training::makeCorpus(request.entries, request.config, stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    auto aside = project::FolderAside::of(target);
    if (!aside)
        return std::unexpected(aside.error());
    TrainingOrder order = orderFor(request, **corpus);
    if (auto filled = fill(aside->path(), request, order, **corpus, stop, progress); !filled)
        return std::unexpected(filled.error());
    if (auto moved = aside->becomeTarget(); !moved)
        return std::unexpected(moved.error());
    return order;
}

} // namespace cadenza::elsewhere
