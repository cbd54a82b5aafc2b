#include "core/library/piece_loading.h"

#include "core/base/file.h"
#include "core/library/archive.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace cadenza::library {

namespace {

Result<std::vector<std::byte>> bytesOf(const Entry& entry)
{
    if (entry.member.empty())
        return readFile(entry.source);
    const auto archive = Archive::open(entry.source);
    if (!archive)
        return std::unexpected(archive.error());
    const auto member = std::ranges::find(archive->members(), entry.member, &ArchiveMember::name);
    if (member == archive->members().end())
        return failure(Fault::NotFound, entry.id);
    return archive->read(*member);
}

/// Which sequence of its file an entry is: its id ends in “#2” for the second.
std::size_t sequenceOf(const Entry& entry)
{
    const std::string file = entry.member.empty() ? entry.source.string() : entry.source.string() + '!' + entry.member;
    if (!entry.id.starts_with(file + '#'))
        return 0;
    const std::string_view number = std::string_view(entry.id).substr(file.size() + 1);
    std::size_t sequence = 1;
    std::from_chars(number.data(), number.data() + number.size(), sequence);
    return std::max<std::size_t>(1, sequence) - 1;
}

} // namespace

Result<std::shared_ptr<const midi::Piece>> loadPiece(const Entry& entry)
{
    if (entry.piece)
        return entry.piece;
    const auto bytes = bytesOf(entry);
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

} // namespace cadenza::library
