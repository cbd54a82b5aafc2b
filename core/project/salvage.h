#pragma once

#include "core/project/database.h"

#include <cstddef>
#include <string>

namespace cadenza::project {

/// Copies every row of `table` that `damaged` still gives, unless `target` has one of that number. Goes on behind
/// places that cannot be read, row by row. Returns how many rows were new.
std::size_t salvageTable(const Database& damaged, Database& target, const std::string& table);

} // namespace cadenza::project
