#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"
#include "core/project/sources.h"
#include "tests/core/library/zip_bytes.h"
#include "tests/core/project/project_things.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <thread>

using namespace cadenza;
using namespace cadenza::project;
namespace fs = std::filesystem;

/// A project once more, as one file, and back; and zips that mean harm.
class TestProjectCopy : public QObject {
    Q_OBJECT

    using Files = std::vector<std::pair<std::string, std::vector<std::byte>>>;
    QTemporaryDir scratch_;
    int tests_{0};
    fs::path root_;
    std::unique_ptr<Project> project_;
    TakeId take_;
    ModelId model_;

    [[nodiscard]] std::vector<std::byte> databaseBytes(const std::string& extra = {}) const
    {
        (void)project_->copyDatabaseTo(root_ / "copy.db");
        if (!extra.empty()) {
            auto copy = *Database::open(root_ / "copy.db", Database::Mode::ReadWrite);
            (void)copy.execute(extra);
        }
        return *readFile(root_ / "copy.db");
    }
    [[nodiscard]] Result<void> restore(const Files& files) const
    {
        (void)writeFileAtomically(root_ / "given.zip", test::zipOf(files));
        return restoreArchive(root_ / "given.zip", root_ / "back");
    }
    /// Nothing but what was there before the attempt.
    [[nodiscard]] bool nothingAppeared() const
    {
        return !fs::exists(root_ / "back") && !fs::exists(root_ / "back.part") && !fs::exists(root_ / "evil")
               && !fs::exists(root_.parent_path() / "evil");
    }

private Q_SLOTS:
    void init()
    {
        root_ = fs::path(scratch_.path().toStdString()) / std::to_string(++tests_);
        project_ = *Project::create(root_ / "project", "original");
        QVERIFY(writeFileAtomically(root_ / "project" / kSeeds / "1.mid", midi::writeMidi(test::wanderingLine(9))));
        fs::create_directories(root_ / "music" / "Bach");
        QVERIFY(writeFileAtomically(root_ / "music" / "Bach" / "one.mid", midi::writeMidi(test::wanderingLine(20))));
        const fs::path paths[] = {root_ / "music" / "Bach"};
        const auto described = *describeSource(paths[0], *library::importLibrary(paths));
        QVERIFY(project_->addSource(described.source, described.pieces));
        take_ = *project_->addTake(test::someTake(1), {.name = "one"});
        model_ = *project_->addModel(*test::smallModel(1), "m");
    }

    void duplicates()
    {
        QVERIFY(duplicateProject(*project_, root_ / "second", "copy"));
        const auto copy = *Project::open(root_ / "second");
        QCOMPARE(*copy->name(), std::string("copy"));
        QVERIFY(copy->loadTake(take_));
        QVERIFY(fs::exists(root_ / "second" / kSeeds / "1.mid"));
        QVERIFY(copy->loadModel(model_));
        QVERIFY(copy->addTake(test::someTake(2), {.name = "two"}));
        QCOMPARE(project_->takes()->size(), std::size_t{1});
        const auto again = duplicateProject(*project_, root_ / "second", "copy");
        QVERIFY(!again);
        QCOMPARE(again.error().fault, Fault::NotWritable);
    }

    void archivesAndRestoresEverything()
    {
        const auto report = archiveProject(*project_, root_ / "all.zip");
        QVERIFY(report);
        QVERIFY(report->missing.empty());
        QCOMPARE(report->files, std::size_t{6});
        fs::remove_all(root_ / "music"); // on another machine
        QVERIFY(restoreArchive(root_ / "all.zip", root_ / "back"));
        const auto back = *Project::open(root_ / "back");
        QVERIFY(back->loadTake(take_)->piece == test::someTake(1).piece);
        QVERIFY(back->loadModel(model_));
        QVERIFY(fs::exists(root_ / "back" / kSeeds / "1.mid"));
        const auto places = *findSources(*back);
        QVERIFY(places[0].found.has_value());
        QVERIFY(fs::exists(*places[0].found / "one.mid"));
        QVERIFY(!fs::exists(root_ / "all.zip.part") && !fs::exists(root_ / "all.zip.db"));
    }

    void leavesMusicAndModelsOutWhenAsked()
    {
        const auto report = archiveProject(*project_, root_ / "small.zip", {.music = false, .models = false});
        QCOMPARE(report->files, std::size_t{4});
        QVERIFY(restoreArchive(root_ / "small.zip", root_ / "back"));
        const auto back = *Project::open(root_ / "back");
        QCOMPARE(back->models()->size(), std::size_t{1}); // its card is still known
        QCOMPARE(back->loadModel(model_).error().fault, Fault::NotFound);
        QVERIFY(back->loadTake(take_));
        QCOMPARE(back->sources()->front().place, root_ / "music" / "Bach");
    }

    void saysWhatIsMissing()
    {
        fs::remove_all(root_ / "music");
        fs::remove(root_ / "project" / kTakes / "one.mid");
        const auto report = archiveProject(*project_, root_ / "all.zip");
        QVERIFY(report);
        QVERIFY(report->missing
                == (std::vector<fs::path>{root_ / "music" / "Bach", root_ / "project" / kTakes / "one.mid"}));
    }

    void copiesBetweenTwoChangesOfOtherThreads()
    {
        std::jthread other([&](const std::stop_token& stop) {
            for (std::int64_t i = 0; !stop.stop_requested(); ++i)
                if (!project_->setState("page", StateValue(i)))
                    std::abort();
        });
        for (int i = 0; i < 5; ++i)
            QVERIFY(duplicateProject(*project_, root_ / ("copy " + std::to_string(i)), "copy"));
        QVERIFY(archiveProject(*project_, root_ / "all.zip"));
    }

    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(archiveProject(*project_, root_ / "all.zip", {}, stop.get_token()).error().fault, Fault::Cancelled);
        QVERIFY(!fs::exists(root_ / "all.zip") && !fs::exists(root_ / "all.zip.part"));
        QVERIFY(archiveProject(*project_, root_ / "all.zip"));
        QCOMPARE(restoreArchive(root_ / "all.zip", root_ / "back", stop.get_token()).error().fault, Fault::Cancelled);
        QVERIFY(nothingAppeared());
    }

    void restoresAFolderThatAPersonPacked()
    {
        const auto restored = restore({{"My project/project.db", databaseBytes()},
                                       {"My project/takes/one.mid", midi::writeMidi(test::someTake(1).piece)},
                                       {"My project/project.lock", {}},
                                       {"__MACOSX/x", {}}});
        QVERIFY(restored);
        QVERIFY((*Project::open(root_ / "back"))->loadTake(take_));
        QVERIFY(!fs::exists(root_ / "back" / "__MACOSX"));
    }

    void refusesNamesThatLeadOut_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"../evil", "takes/../../evil.mid", "/evil", "takes\\..\\evil.mid", "music/../../evil",
                                 "C:/evil", "models/../../evil.safetensors"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void refusesNamesThatLeadOut()
    {
        QFETCH(QString, name);
        const auto refused = restore({{kDatabaseFile, databaseBytes()}, {name.toStdString(), {std::byte{1}}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::ArchiveRefused);
        QVERIFY(nothingAppeared());
    }

    void refusesHarmfulDatabases()
    {
        const auto trigger = restore(
            {{kDatabaseFile, databaseBytes("CREATE TRIGGER t AFTER INSERT ON takes BEGIN DELETE FROM takes; END")}});
        QCOMPARE(trigger.error().fault, Fault::ArchiveRefused);
        QVERIFY(nothingAppeared());
        const auto none = restore({{"takes/one.mid", {}}});
        QCOMPARE(none.error().fault, Fault::NotProject);
        const auto junk = restore({{kDatabaseFile, std::vector<std::byte>(5000, std::byte{7})}});
        QCOMPARE(junk.error().fault, Fault::ProjectDamaged);
        const auto empty = restore({{kDatabaseFile, {}}});
        QVERIFY(!empty);
        QVERIFY(nothingAppeared());
    }

    void rowsThatNameFilesElsewhereReachNothing()
    {
        QVERIFY(writeFileAtomically(root_ / "secret.mid", midi::writeMidi(test::wanderingLine(9))));
        QVERIFY(restore({{kDatabaseFile, databaseBytes("UPDATE takes SET file='../../secret.mid', deleted=1;"
                                                       "UPDATE models SET file='../../secret.mid'")}}));
        const auto back = *Project::open(root_ / "back");
        QVERIFY(!back->loadTake(take_));
        QVERIFY(!back->exportModel(model_, root_ / "out"));
        QVERIFY(back->tidy());
        QVERIFY(fs::exists(root_ / "secret.mid"));
    }

    void refusesBombsAndDamage()
    {
        const auto bomb =
            restore({{kDatabaseFile, databaseBytes()}, {"music/zeros", std::vector<std::byte>(std::size_t{8} << 20)}});
        QCOMPARE(bomb.error().fault, Fault::ArchiveRefused);
        QVERIFY(nothingAppeared());
        auto cut = test::zipOf({{kDatabaseFile, databaseBytes()}});
        cut.resize(cut.size() / 2);
        QVERIFY(writeFileAtomically(root_ / "cut.zip", cut));
        QCOMPARE(restoreArchive(root_ / "cut.zip", root_ / "back").error().fault, Fault::NotArchive);
        QCOMPARE(restoreArchive(root_ / "nowhere.zip", root_ / "back").error().fault, Fault::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestProjectCopy)
#include "tst_project_copy.moc"
