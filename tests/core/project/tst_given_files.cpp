#include "core/base/file.h"
#include "core/project/given_files.h"
#include "core/project/project_copy.h"
#include "tests/core/library/zip_bytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::project;
namespace fs = std::filesystem;

/// Whatever is double-clicked, dropped or named on the command line goes where it belongs.
class TestGivenFiles : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    fs::path root_;

private Q_SLOTS:
    void initTestCase()
    {
        root_ = scratch_.path().toStdString();
        const auto project = *Project::create(root_ / "project", "one");
        QVERIFY(archiveProject(*project, root_ / "packed.zip"));
        const std::vector<std::byte> nothing;
        QVERIFY(writeFileAtomically(root_ / "songs.zip", test::zipOf({{"songs/one.mid", nothing}})));
        QVERIFY(writeFileAtomically(root_ / "broken.zip", nothing));
        QVERIFY(writeFileAtomically(root_ / "m.safetensors", nothing));
        QVERIFY(writeFileAtomically(root_ / "one.mid", nothing));
        fs::create_directories(root_ / "folder");
    }

    void aFolderWithADatabaseIsAProject()
    {
        const fs::path paths[] = {root_ / "project", root_ / "project" / "project.db"};
        QCOMPARE(tellApart(paths).projects, (std::vector<fs::path>{root_ / "project", root_ / "project"}));
        QVERIFY(projectNamed(root_ / "folder").empty());
        QVERIFY(projectNamed(root_ / "folder" / "project.db").empty());
    }

    void aZipIsAProjectOnlyWhereOneWasPackedIntoIt()
    {
        const fs::path paths[] = {root_ / "songs.zip", root_ / "packed.zip", root_ / "broken.zip"};
        const GivenFiles given = tellApart(paths);
        QCOMPARE(given.archives, std::vector<fs::path>{root_ / "packed.zip"});
        QCOMPARE(given.music, (std::vector<fs::path>{root_ / "songs.zip", root_ / "broken.zip"}));
    }

    void aModelIsKnownByItsEnding()
    {
        const fs::path paths[] = {root_ / "m.safetensors"};
        QCOMPARE(tellApart(paths).models, std::vector<fs::path>{root_ / "m.safetensors"});
    }

    void everythingElseIsMusic()
    {
        const std::vector<fs::path> paths{root_ / "one.mid", root_ / "folder", root_ / "not there"};
        QCOMPARE(tellApart(paths).music, paths);
    }

    /// The magic numbers of the desktop's file types stand there.
    void anArchiveBeginsWithItsDatabase()
    {
        const auto bytes = *readFile(root_ / "packed.zip");
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        QCOMPARE(text.substr(30, 10), std::string_view("project.db"));
        const auto database = *readFile(root_ / "project" / "project.db");
        QCOMPARE(std::string_view(reinterpret_cast<const char*>(database.data()) + 68, 4), std::string_view("CdPr"));
    }
};

QTEST_GUILESS_MAIN(TestGivenFiles)
#include "tst_given_files.moc"
