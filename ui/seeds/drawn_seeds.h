#pragma once

#include "core/base/result.h"
#include "core/library/library.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cadenza::ui {

/// Seeds that a person drew or changed by hand: entries of the library whose music is edited, each kept as a MIDI file
/// in a folder of its own.
namespace drawn_seeds {

[[nodiscard]] bool isDrawn(const std::string& entryId);

/// An entry for such a seed. `number` tells it from others.
[[nodiscard]] library::Entry entry(int number, const std::string& title, std::shared_ptr<const midi::Piece> piece);
/// The same entry with other music.
[[nodiscard]] library::Entry withMusic(const library::Entry& entry, std::shared_ptr<const midi::Piece> piece);
/// A number that no entry has.
[[nodiscard]] int nextNumber(const library::Library& library);

/// All seeds in the folder; files that hold none are passed over.
[[nodiscard]] std::vector<library::Entry> read(const std::filesystem::path& folder);
/// Makes the folder where it is missing. Any thread. Fails as writing does.
[[nodiscard]] Result<void> store(const library::Entry& entry, const std::filesystem::path& folder);

} // namespace drawn_seeds
} // namespace cadenza::ui
