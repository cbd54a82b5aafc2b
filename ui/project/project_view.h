#pragma once

#include "core/base/result.h"
#include "core/project/project.h"
#include "core/project/sources.h"
#include "ui/document/document.h"
#include "ui/project/instrument_keeping.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace cadenza::ui {

/// What the window shows of a project, as it stands there now.
struct ProjectView {
    std::optional<Seed> seed{};
    std::unordered_set<std::string> leftOut{}; ///< by the ids that the library gives its pieces
    std::vector<Seed> stars{};
    std::vector<project::Run> runs{};      ///< oldest first
    std::vector<generation::Take> takes{}; ///< those that were looked at last
    std::vector<TakeLabel> labels{};       ///< one a take
    std::vector<Descent> descents{};       ///< one a take
    int page{0};                           ///< that was in front
    std::vector<std::byte> layout{};       ///< of the panels
    std::string composing{};               ///< how the next takes are to be, as the page writes it
    std::string trainedParts{};            ///< that are learnt from, as `midi::partSelectionFrom` reads them
    ChosenInstruments instruments{};
    std::vector<std::string> undoable{}; ///< names of actions, the next first
    std::vector<std::string> redoable{};
};

/// Reads it; a seed or a take that cannot be read is left out. Off the GUI thread. Fails as reading a project does.
[[nodiscard]] Result<ProjectView> viewOf(project::Project& project, std::span<const project::SourcePlace> sources);

/// A piece of the library in a project's terms and back. What comes from no source, such as a drawn seed, is known by
/// its id.
[[nodiscard]] project::PieceRef refOf(const std::string& entryId, std::span<const project::SourcePlace> sources);
[[nodiscard]] std::string entryIdOf(const project::PieceRef& piece, std::span<const project::SourcePlace> sources);

/// Ids of the takes that are in sight and were not deleted.
[[nodiscard]] std::vector<project::TakeId> takesInSight(const project::Project& project,
                                                        std::span<const project::TakeRecord> records);
/// Puts these in sight.
[[nodiscard]] Result<void> setTakesInSight(project::Project& project, std::span<const project::TakeId> takes);

/// Whether a person gave it a name.
[[nodiscard]] bool isNamed(const project::TakeRecord& take);
/// What a take is called in a project where nobody gave it a name.
[[nodiscard]] std::string takeName(std::size_t index, std::uint64_t randomSeed);

/// A number of its state; 0 where there is none.
[[nodiscard]] std::int64_t numberIn(const project::Project& project, const char* key);

// Keys of a project's state.
inline constexpr const char* kPageState = "window.page";       ///< number of the page in front
inline constexpr const char* kLayoutState = "window.layout";   ///< of the panels, as the page writes it
inline constexpr const char* kSeedState = "window.seed";       ///< id of the seed in use
inline constexpr const char* kModelState = "window.model";     ///< id of the model in use; 0: the ready-trained one
inline constexpr const char* kTakesState = "window.takes";     ///< ids of the takes in sight, with spaces between
inline constexpr const char* kComposeState = "window.compose"; ///< how the next takes are to be, as the page writes it
inline constexpr const char* kPartsState = "window.parts";     ///< that are learnt from, with commas between
inline constexpr const char* kInstrumentsState = "window.instruments"; ///< see instrument_keeping.h

} // namespace cadenza::ui
