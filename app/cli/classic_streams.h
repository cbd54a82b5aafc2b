#pragma once

#include "core/base/result.h"
#include "core/encoding/classic_tokens.h"
#include "core/library/library.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <iosfwd>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::app {

/// How many tokens of the Classic model a collection has, and how many words, offsets and durations they use:
/// {"tokens","words","offsets","durations","notes","chords"}. Reads every file again, because the tokens follow its
/// tracks. Fails as reading a source does, or with Cancelled.
[[nodiscard]] Result<nlohmann::ordered_json> classicCounts(const library::Library& library,
                                                           const std::stop_token& stop);

/// A stream as CSV, one token a line: word,offset,duration,pitches.
void printClassicStream(std::span<const encoding::ClassicToken> tokens, std::ostream& out);

/// The stream of a MIDI file's bytes. Fails with NotMidi.
[[nodiscard]] Result<std::vector<encoding::ClassicToken>> classicStreamOf(std::span<const std::byte> file);

} // namespace cadenza::app
