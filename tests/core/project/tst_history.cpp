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

    void tidyingEndsTheHistory()
    {
        QVERIFY(project_->history().perform("Delete", [&] { return project_->remove(take_); }));
        QVERIFY(project_->tidy());
        QVERIFY(project_->history().undoable().empty());
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
