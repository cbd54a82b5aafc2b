#include "core/base/file.h"
#include "core/project/project.h"
#include "ui/window/file_opener.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
namespace fs = std::filesystem;

/// What is dropped on the window goes where it belongs.
class TestFileOpener : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    fs::path root_;

private Q_SLOTS:
    void initTestCase()
    {
        root_ = scratch_.path().toStdString();
        QVERIFY(project::Project::create(root_ / "project", "one"));
        QVERIFY(writeFileAtomically(root_ / "m.safetensors", std::string_view()));
    }

    void musicAndModelsGoTheirWays()
    {
        FileOpener opener;
        std::vector<fs::path> music;
        std::vector<fs::path> models;
        connect(&opener, &FileOpener::musicGiven, this, [&](const auto& paths) { music = paths; });
        connect(&opener, &FileOpener::modelGiven, this, [&](const auto& file) { models.push_back(file); });
        opener.open({root_ / "one.mid", root_ / "m.safetensors"});
        QVERIFY(opener.looking());
        QTRY_VERIFY(!models.empty());
        QVERIFY(!opener.looking());
        QCOMPARE(music, std::vector<fs::path>{root_ / "one.mid"});
        QCOMPARE(models, std::vector<fs::path>{root_ / "m.safetensors"});
    }

    void projectsComeAloneWithoutMusic()
    {
        FileOpener opener;
        QSignalSpy others(&opener, &FileOpener::onlyOthersGiven);
        QSignalSpy projects(&opener, &FileOpener::projectGiven);
        opener.open({root_ / "project"});
        QTRY_COMPARE(projects.size(), 1);
        QCOMPARE(others.size(), 1);
    }
};

QTEST_MAIN(TestFileOpener)
#include "tst_file_opener.moc"
