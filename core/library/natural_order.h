#pragma once

#include <string_view>

namespace cadenza::library {

/// Whether `a` stands before `b` as people sort: without regard to case, numbers by value (2 before 10). A strict weak
/// ordering; texts that differ only in case or zeros are ordered by their bytes.
[[nodiscard]] bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace cadenza::library
