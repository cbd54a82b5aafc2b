#include "core/base/file.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "tests/core/project/project_things.h"

#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

#include <vector>

using namespace cadenza;
using namespace cadenza::project;

/// Who may change a project: one writer at a time, and only a program that knows its version.
class TestProjectAccess : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    int projects_{0};
    std::filesystem::path folder_;

    static int currentVersion() { return static_cast<int>(currentSchema().size()); }
    /// The versions a later program knows.
    static Schema laterSchema()
    {
        static const std::vector<SchemaStep> steps = [] {
            std::vector<SchemaStep> all(currentSchema().begin(), currentSchema().end());
            all.push_back({"ALTER TABLE takes ADD COLUMN colour TEXT"});
            return all;
        }();
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
        QCOMPARE(*versionOf(project->database()), currentVersion() + 1);
        QCOMPARE(project->takes()->size(), std::size_t{1});
        const auto name = "project-version-" + std::to_string(currentVersion()) + ".db";
        const auto backup = Database::open(folder_ / kBackups / name, Database::Mode::ReadOnly);
        QVERIFY(backup);
        QCOMPARE(*versionOf(*backup), currentVersion());
        QCOMPARE(*backup->integer("SELECT count(*) FROM takes"), 1);
    }

    void aProjectOfTheFirstVersionIsBroughtUpToDate()
    {
        const auto first = folder_ / "first";
        std::filesystem::create_directories(first);
        {
            auto database = *Database::open(first / kDatabaseFile, Database::Mode::Create);
            QVERIFY(migrate(database, currentSchema().first(1)));
            QVERIFY(database.execute("INSERT INTO about(id, name, created) VALUES(1, 'old', 0)"));
            QVERIFY(database.execute("INSERT INTO seeds(name, created, source, member, first, count)"
                                     " VALUES('dawn', 0, 1, '0.mid', 3, 64)"));
        }
        const auto project = *Project::open(first);
        QCOMPARE(*project->name(), std::string("old"));
        const auto seed = project->seeds()->front();
        QVERIFY(project->history().perform("Star", [&] { return project->star(seed.id, Starring::Starred); }));
        QCOMPARE(project->starredSeeds()->front().name, std::string("dawn"));
    }

    void lookingAtAnOlderProjectLeavesItAsItIs()
    {
        {
            const auto project = *Project::open(folder_, Access::ReadOnly, laterSchema());
            QCOMPARE(*versionOf(project->database()), currentVersion() + 1);
            QCOMPARE(project->takes()->size(), std::size_t{1});
        }
        QCOMPARE(*versionOf((*Project::open(folder_))->database()), currentVersion());
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
