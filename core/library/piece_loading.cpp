#include "core/library/piece_loading.h"

#include "core/library/source_scan.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace cadenza::library {

namespace {

constexpr std::size_t kMostThreads = 16;

Result<std::shared_ptr<const midi::Piece>> load(const Entry& entry, SourceReader& reader)
{
    const auto bytes = reader.read(entry);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto reading = midi::readMidi(*bytes);
    if (!reading) {
        Error error = reading.error();
        error.subject = entry.id;
        return std::unexpected(std::move(error));
    }
    const std::size_t sequence = sequenceOf(entry);
    if (sequence >= reading->sequences.size())
        return failure(Fault::NotFound, entry.id);
    midi::Piece& piece = reading->sequences[sequence];
    piece.composer = entry.composer;
    piece.title = entry.title;
    return std::make_shared<const midi::Piece>(std::move(piece));
}

} // namespace

std::size_t sequenceOf(const Entry& entry)
{
    const std::string file = idOf(entry.source, entry.member, 0);
    if (!entry.id.starts_with(file + '#'))
        return 0;
    const std::string_view number = std::string_view(entry.id).substr(file.size() + 1);
    std::size_t sequence = 1;
    std::from_chars(number.data(), number.data() + number.size(), sequence);
    return std::max<std::size_t>(1, sequence) - 1;
}

std::string idOf(const std::filesystem::path& source, std::string_view member, std::size_t sequence)
{
    std::string id = source.string();
    if (!member.empty())
        (id += '!') += member;
    if (sequence > 0)
        (id += '#') += std::to_string(sequence + 1);
    return id;
}

Result<std::vector<std::byte>> SourceReader::read(const Entry& entry)
{
    if (entry.member.empty())
        return MidiSource{entry.source, {}, nullptr, {}, nullptr}.read();
    if (!archive_ || path_ != entry.source) {
        auto opened = Archive::open(entry.source);
        if (!opened)
            return std::unexpected(opened.error());
        archive_ = std::move(*opened);
        path_ = entry.source;
    }
    const auto member = std::ranges::find(archive_->members(), entry.member, &ArchiveMember::name);
    if (member == archive_->members().end())
        return failure(Fault::NotFound, entry.id);
    return archive_->read(*member);
}

Result<std::shared_ptr<const midi::Piece>> loadPiece(const Entry& entry)
{
    if (entry.piece)
        return entry.piece;
    SourceReader reader;
    return load(entry, reader);
}

Result<void> loadPieces(Library& library, const std::stop_token& stop)
{
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < library.entries.size(); ++i)
        if (!library.entries[i].piece)
            missing.push_back(i);
    std::vector<std::optional<Error>> errors(library.entries.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        SourceReader reader;
        for (std::size_t i = next++; i < missing.size() && !stop.stop_requested(); i = next++) {
            Entry& entry = library.entries[missing[i]];
            if (auto piece = load(entry, reader))
                entry.piece = std::move(*piece);
            else
                errors[missing[i]] = piece.error();
        }
    };
    {
        std::vector<std::jthread> helpers;
        const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
        for (std::size_t i = 1; i < std::min({cores, kMostThreads, missing.size() / 16 + 1}); ++i)
            helpers.emplace_back(work);
        work();
    }
    if (stop.stop_requested())
        return failure(Fault::Cancelled);
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (errors[i])
            library.skipped.push_back({library.entries[i].id, std::move(*errors[i])});
    std::erase_if(library.entries, [](const Entry& entry) { return !entry.piece; });
    return {};
}

} // namespace cadenza::library
