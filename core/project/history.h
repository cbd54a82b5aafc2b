#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cadenza::project {

class Project;

/// What a person did to a project, by name, to be undone and redone while it is open. An action is the rows it changed,
/// before and after, as SQLite's session extension writes them down (https://www.sqlite.org/sessionintro.html): no
/// action needs code of its own to be undone. The thread rules are the project's.
class History {
public:
    explicit History(Project& project) : project_(project) {}

    /// Does `work`, calls that change the project, as one action; what had been undone is forgotten. Fails as `work`
    /// does, and nothing is changed then. An action that changed nothing is not kept.
    [[nodiscard]] Result<void> perform(std::string name, const std::function<Result<void>()>& work);
    /// Returns the name of the action. Fails with NotFound when there is none, and as storing fails.
    [[nodiscard]] Result<std::string> undo();
    [[nodiscard]] Result<std::string> redo();

    [[nodiscard]] std::vector<std::string> undoable() const; ///< names, the next first
    [[nodiscard]] std::vector<std::string> redoable() const;
    void clear();

private:
    struct Action {
        std::string name;
        std::vector<std::byte> changes; ///< an SQLite changeset, from before to after
    };
    [[nodiscard]] Result<void> apply(std::vector<std::byte> changes);

    static constexpr std::size_t kMostActions = 1000;
    Project& project_;
    std::vector<Action> done_;
    std::vector<Action> undone_; ///< their changes lead back to after
};

} // namespace cadenza::project
