#pragma once

#include "core/base/progress.h"
#include "core/library/library.h"
#include "core/library/source_scan.h"

#include <stop_token>
#include <vector>

namespace cadenza::library {

/// What one source gave: its entries under the titles of their own, or why there are none.
using SourceResult = Result<std::vector<Entry>>;

/// Reads all sources on this thread and helpers; the results stand in the order of the sources. A stopped call leaves
/// the rest empty. `progress` is called on this thread.
[[nodiscard]] std::vector<SourceResult> readSources(const std::vector<MidiSource>& sources, const std::stop_token& stop,
                                                    const ProgressSink& progress);

} // namespace cadenza::library
