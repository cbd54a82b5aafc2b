#include "ui/seeds/drawn_seeds.h"

#include "core/base/file.h"
#include "core/library/statistics.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace cadenza::ui::drawn_seeds {
namespace {

constexpr std::string_view kPrefix = "drawn:";

int numberOf(std::string_view text)
{
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::filesystem::path fileOf(const std::string& id, const std::filesystem::path& folder)
{
    return folder / (id.substr(kPrefix.size()) + ".mid");
}

} // namespace

bool isDrawn(const std::string& entryId)
{
    return entryId.starts_with(kPrefix);
}

library::Entry withMusic(const library::Entry& entry, std::shared_ptr<const midi::Piece> piece)
{
    library::Entry changed = entry;
    changed.statistics = std::make_shared<library::Statistics>(library::statisticsOf(*piece));
    changed.notes = changed.statistics->notes;
    changed.length = changed.statistics->length;
    changed.gridFit = changed.statistics->grid.share();
    changed.piece = std::move(piece);
    return changed;
}

library::Entry entry(int number, const std::string& title, std::shared_ptr<const midi::Piece> piece)
{
    library::Entry made;
    made.id = std::string(kPrefix) + std::to_string(number);
    made.composer = QCoreApplication::translate("LibraryPage", "My seeds").toStdString();
    made.title = title;
    return withMusic(made, std::move(piece));
}

int nextNumber(const library::Library& library)
{
    int highest = 0;
    for (const library::Entry& known : library.entries)
        if (isDrawn(known.id))
            highest = std::max(highest, numberOf(std::string_view(known.id).substr(kPrefix.size())));
    return highest + 1;
}

std::vector<library::Entry> read(const std::filesystem::path& folder)
{
    std::vector<library::Entry> entries;
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
        const auto bytes = readFile(file.path());
        const auto reading = bytes ? midi::readMidi(*bytes) : std::unexpected(bytes.error());
        const int number = numberOf(file.path().stem().string());
        if (reading && !reading->sequences.empty() && number > 0)
            entries.push_back(entry(number, reading->sequences.front().title,
                                    std::make_shared<const midi::Piece>(reading->sequences.front())));
    }
    return entries;
}

Result<void> store(const library::Entry& entry, const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    midi::Piece piece = *entry.piece;
    piece.title = entry.title;
    return writeFileAtomically(fileOf(entry.id, folder), midi::writeMidi(piece));
}

} // namespace cadenza::ui::drawn_seeds
