// The music side of a project: sources with their pieces, selections and seeds.
#include "core/library/sqlite_statement.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/record_json.h"

#include <string>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

/// Relative to the project where it lies inside, so that both may move together.
fs::path storedPlace(const fs::path& place, const fs::path& folder)
{
    if (place.is_relative())
        return place.lexically_normal();
    const fs::path relative = place.lexically_normal().lexically_relative(folder.lexically_normal());
    return relative.empty() || *relative.begin() == ".." ? place.lexically_normal() : relative;
}

Result<void> storePieces(const Database& database, std::int64_t source, std::span<const Piece> pieces)
{
    Statement clear(database.handle(), "DELETE FROM pieces WHERE source=?");
    if (auto cleared = stored(clear.bind(1, source), database); !cleared)
        return cleared;
    Statement insert(
        database.handle(),
        "INSERT OR REPLACE INTO pieces(source, member, sha256, composer, title, notes) VALUES(?,?,?,?,?,?)");
    for (const Piece& piece : pieces) {
        insert.bind(1, source).bind(2, piece.member).bind(3, piece.sha256).bind(4, piece.composer);
        insert.bind(5, piece.title).bind(6, static_cast<std::int64_t>(piece.notes));
        if (auto done = stored(insert, database); !done)
            return done;
    }
    return {};
}

Result<std::vector<Seed>> seedsBy(const Database& database, std::string_view sql)
{
    Statement rows(database.handle(), sql);
    std::vector<Seed> seeds;
    while (rows.next())
        seeds.push_back({{rows.integer(0)},
                         rows.text(1),
                         rows.text(2),
                         {{rows.integer(3)}, rows.text(4)},
                         static_cast<std::size_t>(rows.integer(5)),
                         static_cast<std::size_t>(rows.integer(6))});
    if (rows.failed())
        return std::unexpected(database.error());
    return seeds;
}

} // namespace

Result<std::vector<Source>> Project::sources(Which which) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(), "SELECT id, name, note, kind, place, sha256 FROM sources"
                                           + std::string(deletedIs(which == Which::Deleted)));
    std::vector<Source> sources;
    while (rows.next())
        sources.push_back({{rows.integer(0)},
                           rows.text(1),
                           rows.text(2),
                           rows.integer(3) == 0 ? SourceKind::File : SourceKind::Folder,
                           rows.text(4),
                           rows.text(5)});
    if (rows.failed())
        return std::unexpected(database_.error());
    return sources;
}

Result<std::vector<Piece>> Project::pieces(SourceId source) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(),
                   "SELECT member, sha256, composer, title, notes FROM pieces WHERE source=? ORDER BY member");
    rows.bind(1, source.value);
    std::vector<Piece> pieces;
    while (rows.next())
        pieces.push_back(
            {rows.text(0), rows.text(1), rows.text(2), rows.text(3), static_cast<std::size_t>(rows.integer(4))});
    if (rows.failed())
        return std::unexpected(database_.error());
    return pieces;
}

Result<SourceId> Project::addSource(const Source& source, std::span<const Piece> pieces)
{
    constexpr RowSql sql{
        "INSERT INTO sources(name, note, created, kind, place, sha256) VALUES(?1,?2,?3,?4,?5,?6)",
        "UPDATE sources SET name=?1, note=?2, kind=?4, place=?5, sha256=?6, deleted=NULL WHERE id=?20"};
    const std::string place = storedPlace(source.place, folder_).string();
    SourceId id;
    const auto done = change([&]() -> Result<void> {
        Statement known(database_.handle(), "SELECT id FROM sources WHERE place=?");
        id.value = known.bind(1, place).next() ? known.integer(0) : 0;
        const auto put = putRow<SourceId>(id, sql, [&](Statement& row) {
            row.bind(1, source.name).bind(2, source.note).bind(3, now());
            row.bind(4, std::int64_t{source.kind == SourceKind::Folder}).bind(5, place).bind(6, source.sha256);
        });
        if (!put)
            return std::unexpected(put.error());
        id = *put;
        return storePieces(database_, id.value, pieces);
    });
    if (!done)
        return std::unexpected(done.error());
    return id;
}

Result<void> Project::moveSource(SourceId source, const fs::path& place)
{
    return changeRow(source, "place=?1", storedPlace(place, folder_).string());
}

Result<std::vector<Selection>> Project::selections(Which which) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(),
                   "SELECT id, name, note, pieces FROM selections" + std::string(deletedIs(which == Which::Deleted)));
    std::vector<Selection> selections;
    while (rows.next())
        selections.push_back({{rows.integer(0)}, rows.text(1), rows.text(2), piecesFromJson(rows.text(3))});
    if (rows.failed())
        return std::unexpected(database_.error());
    return selections;
}

Result<SelectionId> Project::put(const Selection& selection)
{
    constexpr RowSql sql{"INSERT INTO selections(name, note, created, pieces) VALUES(?1,?2,?3,?4)",
                         "UPDATE selections SET name=?1, note=?2, pieces=?4 WHERE id=?20"};
    return putRow<SelectionId>(selection.id, sql, [&](Statement& row) {
        row.bind(1, selection.name).bind(2, selection.note).bind(3, now()).bind(4, toJson(selection.pieces));
    });
}

Result<std::vector<Seed>> Project::seeds(Which which) const
{
    const std::scoped_lock lock(mutex_);
    return seedsBy(database_, "SELECT id, name, note, source, member, first, count FROM seeds"
                                  + std::string(deletedIs(which == Which::Deleted)));
}

Result<std::vector<Seed>> Project::starredSeeds() const
{
    const std::scoped_lock lock(mutex_);
    return seedsBy(database_, "SELECT id, name, note, source, member, first, count FROM seeds"
                              " JOIN stars ON stars.seed=seeds.id WHERE deleted IS NULL ORDER BY since, id");
}

Result<void> Project::star(SeedId seed, Starring starring)
{
    return change([&]() -> Result<void> {
        const bool starred = starring == Starring::Starred;
        Statement row(database_.handle(), starred ? "INSERT OR IGNORE INTO stars(seed, since) VALUES(?1,?2)"
                                                  : "DELETE FROM stars WHERE seed=?1");
        row.bind(1, seed.value);
        if (starred)
            row.bind(2, now());
        return stored(row, database_);
    });
}

Result<std::vector<PieceRef>> Project::leftOut() const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(), "SELECT source, member FROM leftOut ORDER BY source, member");
    std::vector<PieceRef> pieces;
    while (rows.next())
        pieces.push_back({{rows.integer(0)}, rows.text(1)});
    if (rows.failed())
        return std::unexpected(database_.error());
    return pieces;
}

Result<void> Project::leaveOut(std::span<const PieceRef> pieces)
{
    return change([&]() -> Result<void> {
        Statement insert(database_.handle(), "INSERT OR IGNORE INTO leftOut(source, member, since) VALUES(?,?,?)");
        for (const PieceRef& piece : pieces)
            if (auto done = stored(insert.bind(1, piece.source.value).bind(2, piece.member).bind(3, now()), database_);
                !done)
                return done;
        return {};
    });
}

Result<void> Project::takeBackIn(std::span<const PieceRef> pieces)
{
    return change([&]() -> Result<void> {
        Statement remove(database_.handle(), "DELETE FROM leftOut WHERE source=? AND member=?");
        for (const PieceRef& piece : pieces)
            if (auto done = stored(remove.bind(1, piece.source.value).bind(2, piece.member), database_); !done)
                return done;
        return {};
    });
}

Result<SeedId> Project::put(const Seed& seed)
{
    constexpr RowSql sql{
        "INSERT INTO seeds(name, note, created, source, member, first, count) VALUES(?1,?2,?3,?4,?5,?6,?7)",
        "UPDATE seeds SET name=?1, note=?2, source=?4, member=?5, first=?6, count=?7 WHERE id=?20"};
    return putRow<SeedId>(seed.id, sql, [&](Statement& row) {
        row.bind(1, seed.name).bind(2, seed.note).bind(3, now());
        row.bind(4, seed.piece.source.value).bind(5, seed.piece.member);
        row.bind(6, static_cast<std::int64_t>(seed.first)).bind(7, static_cast<std::int64_t>(seed.count));
    });
}

} // namespace cadenza::project
