#include "core/library/entry_builder.h"

#include "core/library/composer_names.h"
#include "core/library/statistics.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <utility>

namespace cadenza::library {

namespace fs = std::filesystem;

namespace {

/// The folders a file lies in, the nearest first, up to and with the one that was imported.
std::vector<std::string> foldersOf(const MidiSource& source)
{
    std::vector<std::string> folders;
    fs::path folder = source.name().parent_path();
    while (!folder.empty() && folder != folder.root_path()) {
        folders.push_back(folder.filename().string());
        if (!source.archive && folder == source.root)
            break;
        folder = folder.parent_path();
    }
    return folders;
}

bool isGeneric(std::string_view name)
{
    constexpr std::array<std::string_view, 16> kGeneric{"midi",  "midis",    "mid",       "files",    "music", "piano",
                                                        "songs", "archive",  "data",      "train",    "test",  "valid",
                                                        "kar",   "untitled", "midi file", "downloads"};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::find(kGeneric, lower) != kGeneric.end();
}

std::string composerOf(const MidiSource& source, const std::optional<FileMetadata>& metadata,
                       const midi::MidiReading& reading, const midi::Piece& piece)
{
    if (metadata && !metadata->composer.empty())
        return knownComposer(metadata->composer).value_or(metadata->composer);
    const std::vector<std::string> folders = foldersOf(source);
    for (const std::string& folder : folders)
        if (auto composer = knownComposer(folder))
            return *composer;
    if (!piece.composer.empty())
        return knownComposer(piece.composer).value_or(piece.composer);
    if (auto composer = composerInTexts(reading.texts))
        return *composer;
    // A folder below the one that was imported groups what lies in it; the imported one is only a place.
    const bool below = source.archive ? !folders.empty() : folders.size() > 1;
    if (below && !isGeneric(folders.front()))
        return prettyName(folders.front());
    return {};
}

std::string titleOf(const MidiSource& source, const std::optional<FileMetadata>& metadata,
                    const midi::MidiReading& reading, const midi::Piece& piece)
{
    if (metadata && !metadata->title.empty())
        return metadata->title;
    for (const midi::FileText& text : reading.texts)
        if (text.kind == midi::TextKind::EmptyTrackName && reading.sequences.size() == 1)
            if (auto title = titleAfterComposer(text.text))
                return *title;
    if (piece.title.size() > 2 && !isGeneric(piece.title))
        return titleAfterComposer(piece.title).value_or(piece.title);
    return prettyName(source.name().stem().string());
}

} // namespace

Result<std::vector<Entry>> entriesOf(const MidiSource& source, std::span<const std::byte> bytes)
{
    auto reading = midi::readMidi(bytes);
    if (!reading) {
        Error error = reading.error();
        error.subject = source.id();
        return std::unexpected(std::move(error));
    }
    const auto metadata = source.metadata ? source.metadata->find(source.name()) : std::nullopt;
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < reading->sequences.size(); ++i) {
        midi::Piece& piece = reading->sequences[i];
        Entry entry;
        entry.id = source.id() + (i == 0 ? std::string() : '#' + std::to_string(i + 1));
        entry.composer = composerOf(source, metadata, *reading, piece);
        entry.title = titleOf(source, metadata, *reading, piece);
        entry.source = source.path;
        entry.member = source.archive ? source.member.name : std::string();
        auto statistics = std::make_shared<const Statistics>(statisticsOf(piece));
        entry.notes = statistics->notes;
        entry.length = statistics->length;
        entry.gridFit = statistics->grid.share();
        entry.statistics = std::move(statistics);
        entry.parts = partsOf(piece);
        entry.diagnostics = reading->diagnostics;
        piece.composer = entry.composer;
        piece.title = entry.title;
        entry.piece = std::make_shared<const midi::Piece>(std::move(piece));
        entries.push_back(std::move(entry));
    }
    return entries;
}

void tellTitlesApart(std::vector<Entry>& entries)
{
    std::map<std::pair<std::string, std::string>, int> uses;
    for (const Entry& entry : entries)
        ++uses[{entry.composer, entry.title}];
    for (Entry& entry : entries) {
        if (uses[{entry.composer, entry.title}] < 2)
            continue;
        const fs::path file = entry.member.empty() ? entry.source : fs::path(entry.member);
        const std::size_t mark = entry.id.rfind('#');
        const bool numbered = mark != std::string::npos && entry.id.find('/', mark) == std::string::npos;
        entry.title += " (" + file.stem().string() + (numbered ? ' ' + entry.id.substr(mark + 1) : std::string()) + ')';
    }
}

} // namespace cadenza::library
