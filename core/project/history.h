#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cadenza::project {

class Project;

/// Whether an action becomes part of the one before it, where that has the same name: steps that one does in one go.
enum class Joining { Alone, ToTheLast };
/// What came of an action: one that changed nothing is not kept.
enum class Performed { Nothing, Added, Joined };

/// What a person did to a project, by name, to be undone and redone, also after the project was closed: until it is
/// tidied. An action is the rows it changed, before and after, as SQLite's session extension writes them down
/// (https://www.sqlite.org/sessionintro.html): no action needs code of its own to be undone. The oldest are forgotten
/// where there are more than 1000, or where they take more than 16 MiB. The thread rules are the project's.
class History {
public:
    explicit History(Project& project) : project_(project) {}

    /// Does `work`, calls that change the project, as one action; what had been undone is forgotten. Fails as `work`
    /// does, and nothing is changed then.
    [[nodiscard]] Result<Performed> perform(const std::string& name, const std::function<Result<void>()>& work,
                                            Joining joining = Joining::Alone);
    /// Returns the name of the action. Fails with NotFound when there is none, and as storing fails.
    [[nodiscard]] Result<std::string> undo();
    [[nodiscard]] Result<std::string> redo();

    [[nodiscard]] std::vector<std::string> undoable() const; ///< names, the next first
    [[nodiscard]] std::vector<std::string> redoable() const;

private:
    [[nodiscard]] Result<Performed> keep(const std::string& name, std::vector<std::byte> changes, Joining joining);
    [[nodiscard]] Result<void> trim();

    Project& project_;
};

} // namespace cadenza::project
