#pragma once

#include "ui/project/opened_project.h"
#include "ui/project/project_desk.h"
#include "ui/project/project_steps.h"
#include "ui/project/run_keeper.h"
#include "ui/project/take_keeping.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

namespace cadenza::ui {

/// Keeps what the window does in a project, as it happens, and brings it back when the project is opened again. What a
/// person decides is an action of the project's history and a step of the document's undo stack. Without a project
/// everything is done and nothing is kept. GUI thread; the project is asked on a thread of its own.
class ProjectKeeper : public QObject {
    Q_OBJECT

public:
    explicit ProjectKeeper(Document& document, QObject* parent = nullptr);
    ~ProjectKeeper() override; ///< waits until all is stored

    /// `opened` or `failed` follows. `places`: where music that moved is looked for. Once in a window's life.
    void open(const std::filesystem::path& folder, std::vector<std::filesystem::path> places);
    [[nodiscard]] const std::filesystem::path& folder() const { return desk_.folder(); } ///< empty without a project
    [[nodiscard]] bool keeping() const { return desk_.keeping(); }
    [[nodiscard]] RunKeeper& runs() { return runs_; } ///< and their models

    /// Music that was brought in from files and folders.
    void addMusic(const std::vector<std::filesystem::path>& places);
    /// Looks for music that is away, in `folder` and below; what is found is there from now on, and seeds and stars in
    /// it are again.
    struct Search {
        std::vector<std::filesystem::path> found{};   ///< just now
        std::vector<std::filesystem::path> missing{}; ///< where it was last seen
    };
    [[nodiscard]] QFuture<Result<Search>> findMusic(const std::filesystem::path& folder);
    /// New takes of the model in use: on that seed, in place of all but `keptTakes`; or on another take, beside all.
    void addTakes(const std::vector<generation::Take>& takes, const std::optional<Seed>& seed,
                  const std::optional<ParentTake>& parent = {});

    /// Actions on runs, models and takes; `what` is what they are called in the name of the action, such as “Take 2”.
    /// `itemsChanged` follows. Nothing happens where nothing is kept.
    void setLabel(project::Item item, const QString& what, const QString& name, const QString& note);
    void remove(project::Item item, const QString& what); ///< a run goes with its model
    void star(project::TakeId take, const QString& what, bool starred);

    /// How the window stands; no action. See the keys in project_view.h.
    void keepState(const char* key, project::StateValue value);
    /// What plays the parts of pieces.
    void keepInstruments(const ChosenInstruments& instruments);
    /// The same for what changes many times a second: the newest is kept when it has come to rest.
    void keepStateSoon(const char* key, project::StateValue value);

    /// Does something with the whole project, such as archiving it; `failed` follows where that fails.
    [[nodiscard]] QFuture<Result<void>>
    withProject(std::function<Result<void>(project::Project&, std::stop_token)> work);

Q_SIGNALS:
    void opened(const cadenza::ui::OpenedProject& project);
    void damaged(const std::filesystem::path& folder); ///< after `notOpened`, in place of `failed`
    void notOpened();                                  ///< nothing is kept; `failed` says why
    /// Runs or takes were deleted, renamed or the like, or that was undone. The document has the takes already.
    void itemsChanged(const cadenza::ui::ProjectView& view);
    void failed(const cadenza::Error& error); ///< something could not be opened or stored

private:
    using Work = ProjectDesk::Work;

    void follow(Change what);
    void restore(const OpenedProject& project);
    void restoreSeed();
    void showChoices(const ProjectView& view);
    void showItems(const ProjectView& view);
    void storeSeed();
    void storeLeftOut();
    void storeStars();
    void storePending();
    void storeStates();
    void actOnItem(const QString& name, std::function<Result<void>(project::Project&)> work);
    void travel(Result<std::string> (project::History::*way)());

    Document& document_;
    ProjectDesk desk_;
    RunKeeper runs_{desk_};
    ProjectSteps* steps_;
    std::optional<Seed> wantedSeed_; ///< waits for its piece
    std::optional<Seed> storedSeed_; ///< the last that was given to the project
    std::unordered_set<std::string> storedLeftOut_;
    std::vector<Seed> storedStars_;
    QTimer stateTimer_;
    std::map<const char*, project::StateValue> states_; ///< that wait to be kept
    QTimer seedTimer_;                                  ///< a seed that is dragged is one choice
    By seedBy_{By::Person};                             ///< whose that choice is
    bool browsing_{false};                              ///< the last choice was the page's
    bool showing_{false};                               ///< the document follows the project, not the other way round
};

} // namespace cadenza::ui
