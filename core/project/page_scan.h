#pragma once

#include "core/project/database.h"
#include "core/project/schema.h"

#include <cstddef>
#include <span>

namespace cadenza::project {

/// Looks for rows on every page of a damaged SQLite file, whether or not the database's tree still leads there, and
/// puts those whose columns fit one of our tables into `target`, unless it has one of that number. A row that was
/// changed or deleted lately may come back as it was: for a rescue, after everything better. Returns how many rows were
/// new.
std::size_t salvagePages(std::span<const std::byte> file, Database& target, Schema schema);

} // namespace cadenza::project
