#pragma once

#include <functional>
#include <string_view>

namespace cadenza {

/// Hears how far a piece of work has come: `fraction` in 0…1 and what is being done. Called on the working thread.
using ProgressSink = std::function<void(double fraction, std::string_view what)>;

} // namespace cadenza
