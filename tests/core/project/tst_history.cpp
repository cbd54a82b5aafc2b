#include "core/project/project.h"
#include "tests/core/project/project_things.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::project;

/// Undo and redo of named actions.
class TestHistory : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    int projects_{0};
    std::unique_ptr<Project> project_;
    TakeId take_;

    [[nodiscard]] std::vector<std::string> takeNames() const
    {
        std::vector<std::string> names;
        const auto takes = *project_->takes();
        for (const auto& take : takes)
            names.push_back(take.name);
        return names;
    }

private Q_SLOTS:
    void init()
    {
        const auto folder = std::filesystem::path(scratch_.path().toStdString()) / std::to_string(++projects_);
        project_ = *Project::create(folder, "p");
        take_ = *project_->addTake(test::someTake(1), {.name = "one"});
    }

    void takesBackAndDoesAgain()
    {
        History& history = project_->history();
        QVERIFY(history.perform("Rename the take", [&] { return project_->rename(take_, "uno"); }));
        QVERIFY(history.perform("Delete the take", [&] { return project_->remove(take_); }));
        QVERIFY(takeNames().empty());
        QVERIFY(history.undoable() == (std::vector<std::string>{"Delete the take", "Rename the take"}));
        QCOMPARE(*history.undo(), std::string("Delete the take"));
        QVERIFY(takeNames() == std::vector<std::string>{"uno"});
        QCOMPARE(*history.undo(), std::string("Rename the take"));
        QVERIFY(takeNames() == std::vector<std::string>{"one"});
        QCOMPARE(history.undo().error().fault, Fault::NotFound);
        QVERIFY(history.redoable() == (std::vector<std::string>{"Rename the take", "Delete the take"}));
        QVERIFY(history.redo());
        QVERIFY(history.redo());
        QVERIFY(takeNames().empty());
        QVERIFY(history.undo());
        QVERIFY(project_->loadTake(take_));
    }

    void undoesSelectionsAndSeedsWithTheirNumbers()
    {
        History& history = project_->history();
        SeedId seed;
        QVERIFY(history.perform("Choose a seed", [&]() -> Result<void> {
            const auto put = project_->put(project::Seed{.name = "dawn", .first = 3, .count = 64});
            seed = put.value_or(SeedId{});
            return put ? Result<void>() : std::unexpected(put.error());
        }));
        QVERIFY(history.perform("Move the seed", [&]() -> Result<void> {
            const auto put = project_->put(project::Seed{.id = seed, .name = "dawn", .first = 9, .count = 64});
            return put ? Result<void>() : std::unexpected(put.error());
        }));
        QVERIFY(history.undo());
        QCOMPARE(project_->seeds()->front().first, std::size_t{3});
        QVERIFY(history.undo());
        QVERIFY(project_->seeds()->empty());
        QVERIFY(history.redo());
        QCOMPARE(project_->seeds()->front().id.value, seed.value);
    }

    void anActionIsAllOrNothing()
    {
        const auto done = project_->history().perform("Half an action", [&]() -> Result<void> {
            if (auto renamed = project_->rename(take_, "half"); !renamed)
                return renamed;
            return failure(Fault::Cancelled);
        });
        QVERIFY(!done);
        QVERIFY(takeNames() == std::vector<std::string>{"one"});
        QVERIFY(project_->history().undoable().empty());
    }

    void aNewActionForgetsWhatWasUndone()
    {
        History& history = project_->history();
        QVERIFY(history.perform("a", [&] { return project_->rename(take_, "a"); }));
        QVERIFY(history.undo());
        QVERIFY(history.perform("b", [&] { return project_->rename(take_, "b"); }));
        QVERIFY(history.redoable().empty());
        QVERIFY(history.perform("nothing", [] { return Result<void>(); }));
        QCOMPARE(history.undoable().size(), std::size_t{1});
    }

    void leavesAloneWhatWasStoredBeside()
    {
        const auto run = *project_->beginRun("r", {});
        QVERIFY(project_->history().perform("Delete the run", [&] { return project_->remove(run); }));
        QVERIFY(project_->addReports(run, std::vector{test::report(1), test::report(2)})); // training goes on
        QVERIFY(project_->setState(run, RunState::Finished));
        QVERIFY(project_->history().undo());
        QVERIFY(project_->runs()->front().state == RunState::Finished);
        QCOMPARE(project_->historyOf(run)->size(), std::size_t{2});
    }

    void goesOnAfterTheProjectWasClosed()
    {
        QVERIFY(project_->history().perform("Rename", [&] { return project_->rename(take_, "uno"); }));
        QVERIFY(project_->history().perform("Delete", [&] { return project_->remove(take_); }));
        QVERIFY(project_->history().undo());
        const auto folder = project_->folder();
        project_.reset();
        project_ = *Project::open(folder);
        QVERIFY(project_->history().undoable() == std::vector<std::string>{"Rename"});
        QVERIFY(project_->history().redoable() == std::vector<std::string>{"Delete"});
        QVERIFY(project_->history().redo());
        QVERIFY(takeNames().empty());
        QVERIFY(project_->history().undo());
        QVERIFY(project_->history().undo());
        QVERIFY(takeNames() == std::vector<std::string>{"one"});
    }

    void stepsInOneGoAreOneAction()
    {
        History& history = project_->history();
        const auto name = [&](const char* to, Joining joining) {
            return history.perform("Name", [&] { return project_->rename(take_, to); }, joining);
        };
        QVERIFY(*name("a", Joining::ToTheLast) == Performed::Added);
        QVERIFY(*name("b", Joining::ToTheLast) == Performed::Joined);
        QVERIFY(*name("c", Joining::Alone) == Performed::Added);
        QVERIFY(*history.perform(
                    "Note", [&] { return project_->setNote(take_, "n"); }, Joining::ToTheLast)
                == Performed::Added);
        QVERIFY(*history.perform("Nothing", [] { return Result<void>(); }) == Performed::Nothing);
        QVERIFY(history.undo());
        QVERIFY(history.undo());
        QVERIFY(takeNames() == std::vector<std::string>{"b"});
        QVERIFY(history.undo());
        QVERIFY(takeNames() == std::vector<std::string>{"one"});
    }

    void starsAndLeftOutPiecesComeAndGo()
    {
        History& history = project_->history();
        const auto seed = *project_->put(project::Seed{.name = "dawn", .count = 64});
        const std::vector<PieceRef> pieces{{{1}, "a.mid"}, {{1}, "b.mid"}};
        QVERIFY(history.perform("Star", [&] { return project_->star(seed, Starring::Starred); }));
        QVERIFY(history.perform("Leave out", [&] { return project_->leaveOut(pieces); }));
        QVERIFY(history.perform("Take in", [&] { return project_->takeBackIn(std::span(pieces).first(1)); }));
        QVERIFY(*project_->leftOut() == std::vector(pieces.begin() + 1, pieces.end()));
        QVERIFY(history.undo());
        QVERIFY(*project_->leftOut() == pieces);
        QVERIFY(history.undo());
        QVERIFY(project_->leftOut()->empty());
        QCOMPARE(project_->starredSeeds()->size(), std::size_t{1});
        QVERIFY(history.undo());
        QVERIFY(project_->starredSeeds()->empty());
    }

    void theOldestAreForgotten()
    {
        QVERIFY(project_->history().perform("Delete", [&] { return project_->remove(take_); }));
        const std::string long_(std::size_t{3} << 20, 'x');
        for (int i = 0; i < 4; ++i)
            QVERIFY(project_->history().perform("Describe",
                                                [&] { return project_->describe("p", long_ + std::to_string(i)); }));
        QCOMPARE(project_->history().undoable().size(), std::size_t{2}); // of 6 MiB each, before and after
    }

    void tidyingEndsTheHistory()
    {
        QVERIFY(project_->history().perform("Delete", [&] { return project_->remove(take_); }));
        QVERIFY(project_->tidy());
        QVERIFY(project_->history().undoable().empty());
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
