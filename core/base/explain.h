#pragma once

#include "core/base/result.h"

#include <string>

namespace cadenza {

/// One or two plain sentences for people: what happened, to what, and what to do next. English; `ui` may translate.
[[nodiscard]] std::string explain(const Error& error);

} // namespace cadenza
