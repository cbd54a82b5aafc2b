#include "core/base/file.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "tests/core/project/project_things.h"

#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace cadenza;
using namespace cadenza::project;

/// Who may change a project: one writer at a time, and only a program that knows its version.
class TestProjectAccess : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    int projects_{0};
    std::filesystem::path folder_;

    /// The versions a later program knows.
    static Schema laterSchema()
    {
        static const SchemaStep steps[] = {currentSchema()[0], {"ALTER TABLE takes ADD COLUMN colour TEXT"}};
        return steps;
    }

private Q_SLOTS:
    void init()
    {
        folder_ = std::filesystem::path(scratch_.path().toStdString()) / std::to_string(++projects_);
        const auto project = *Project::create(folder_, "p");
        QVERIFY(project->addTake(test::someTake(1), {.name = "one"}));
    }

    void theSecondIsToldAndMayLook()
    {
        const auto first = *Project::open(folder_);
        const auto second = Project::open(folder_);
        QVERIFY(!second);
        QCOMPARE(second.error().fault, Fault::InUse);
        QVERIFY(second.error().detail.find(std::to_string(::getpid())) != std::string::npos);
        const auto looking = *Project::open(folder_, Access::ReadOnly);
        QVERIFY(looking->readOnlyBecause() == ReadOnlyBecause::Asked);
        QCOMPARE(looking->takes()->size(), std::size_t{1});
        QVERIFY(first->addTake(test::someTake(2), {.name = "two"}));
        QCOMPARE(looking->takes()->size(), std::size_t{2}); // sees what the other does
    }

    void readOnlyChangesNothing()
    {
        const auto project = *Project::open(folder_, Access::ReadOnly);
        const auto refused = [](const auto& result) { return !result && result.error().fault == Fault::NotWritable; };
        QVERIFY(refused(project->addTake(test::someTake(2), {.name = "two"})));
        QVERIFY(refused(project->addModel(*test::smallModel(1), "m")));
        QVERIFY(refused(project->beginRun("r", {})));
        QVERIFY(refused(project->setState("page", StateValue(std::int64_t{1}))));
        QVERIFY(refused(project->tidy()));
        QVERIFY(refused(project->remove(TakeId{1})));
        QCOMPARE(filesEnding(folder_ / kTakes, "").size(), std::size_t{1});
    }

    void theNextOneWritesWhenTheFirstIsGone()
    {
        {
            const auto first = *Project::open(folder_);
        }
        const auto second = Project::open(folder_);
        QVERIFY(second);
        QVERIFY(!(*second)->readOnlyBecause());
    }

    void anOlderProjectIsBroughtUpToDateAfterABackup()
    {
        const auto project = *Project::open(folder_, Access::ReadWrite, laterSchema());
        QCOMPARE(*versionOf(project->database()), 2);
        QCOMPARE(project->takes()->size(), std::size_t{1});
        const auto backup = Database::open(folder_ / kBackups / "project-version-1.db", Database::Mode::ReadOnly);
        QVERIFY(backup);
        QCOMPARE(*versionOf(*backup), 1);
        QCOMPARE(*backup->integer("SELECT count(*) FROM takes"), 1);
    }

    void lookingAtAnOlderProjectLeavesItAsItIs()
    {
        {
            const auto project = *Project::open(folder_, Access::ReadOnly, laterSchema());
            QCOMPARE(*versionOf(project->database()), 2);
            QCOMPARE(project->takes()->size(), std::size_t{1});
        }
        QCOMPARE(*versionOf((*Project::open(folder_))->database()), 1);
        QVERIFY(filesEnding(folder_ / kBackups, "").empty());
    }

    void aNewerProjectOpensReadOnlyWithAWord()
    {
        {
            const auto newer = *Project::open(folder_, Access::ReadWrite, laterSchema());
        }
        const auto project = Project::open(folder_);
        QVERIFY(project);
        QVERIFY((*project)->readOnlyBecause() == ReadOnlyBecause::MadeByNewer);
        QCOMPARE((*project)->takes()->size(), std::size_t{1});
        const auto refused = (*project)->rename(TakeId{1}, "x");
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.find("newer Cadenza") != std::string::npos);
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        std::filesystem::remove(folder_ / kDatabaseFile);
        {
            auto other = *Database::open(folder_ / kDatabaseFile, Database::Mode::Create);
            QVERIFY(other.execute("CREATE TABLE addresses(name)"));
        }
        const auto opened = Project::open(folder_);
        QVERIFY(!opened);
        QCOMPARE(opened.error().fault, Fault::NotProject);
    }

    void knowsAStrangersTables()
    {
        auto database = *Database::open(folder_ / kDatabaseFile, Database::Mode::ReadWrite);
        QVERIFY(hasOnlyOurTables(database, currentSchema()));
        QVERIFY(database.execute("CREATE TRIGGER t AFTER INSERT ON takes BEGIN DELETE FROM takes; END"));
        QVERIFY(!hasOnlyOurTables(database, currentSchema()));
    }
};

QTEST_GUILESS_MAIN(TestProjectAccess)
#include "tst_project_access.moc"
