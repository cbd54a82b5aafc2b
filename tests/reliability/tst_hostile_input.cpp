#include "core/base/file.h"
#include "core/base/file_name.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"
#include "core/project/recovery.h"
#include "tests/core/project/project_things.h"
#include "tests/reliability/file_faults.h"
#include "tests/support/damage.h"
#include "tests/support/thorough.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::project;
namespace fs = std::filesystem;

/// Names, titles and zips that mean harm: they are text, or they are refused, and nothing appears outside the project.
class TestHostileInput : public QObject {
    Q_OBJECT

    static std::string hostileName(Random& random)
    {
        static const std::string parts[] = {"../",
                                            "..\\",
                                            "/",
                                            "etc/passwd",
                                            "\n",
                                            "\r\t",
                                            "\x01",
                                            "\x7f",
                                            "\u202E",
                                            "\u2066",
                                            "\u200F",
                                            "\uFEFF",
                                            "<img src=x>",
                                            "<b>",
                                            "&amp;",
                                            "'; DROP TABLE takes; --",
                                            "%n%s",
                                            "$(id)",
                                            "`id`",
                                            "CON",
                                            "NUL.mid",
                                            ".",
                                            "..",
                                            " ",
                                            "\xff\xc0\x80",
                                            "\xed\xa0\x80",
                                            "Étude",
                                            "夜想曲",
                                            "🎹",
                                            std::string(1, '\0'),
                                            std::string(4096, 'n')};
        std::string name;
        for (std::uint64_t count = random.below(6); count > 0; --count)
            name += parts[random.below(std::size(parts))];
        return name;
    }

    /// Everything below `root` but what is in `project`.
    static std::size_t strangersBelow(const fs::path& root)
    {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(root))
            count += entry.path().filename() != "project" && entry.path().filename() != "given.zip"
                     && entry.path().filename() != "restored" && entry.path().filename() != "all.zip";
        return count;
    }

private Q_SLOTS:
    void init() { test::countOnly(); } // these files need not reach the disk
    void cleanup() { test::endFaults(); }

    void namesAreText()
    {
        const QTemporaryDir scratch;
        const fs::path root = scratch.path().toStdString();
        const auto project = *Project::create(root / "project", "p");
        const std::uint64_t count = test::tenthOf(1000);
        for (std::uint64_t seed = 0; seed < count; ++seed) {
            Random random(seed);
            const std::string name = hostileName(random);
            const QByteArray which = "seed " + QByteArray::number(static_cast<qulonglong>(seed));
            const std::string file = fileNameOf(name);
            QVERIFY2(isPlainFileName(file) && file.size() <= 120 && !file.ends_with('.'), which);
            QVERIFY2(QString::fromStdString(file).toStdString() == file, which); // sound UTF-8
            const auto take = project->addTake(test::someTake(seed), {.name = name});
            const auto seedId = project->put(project::Seed{.name = name, .note = name, .piece = {{1}, name}});
            QVERIFY2(take && seedId, which);
            QVERIFY2(project->takes()->back().name == name && project->seeds()->back().piece.member == name, which);
            QVERIFY2(project->loadTake(*take), which);
        }
        QCOMPARE(filesEnding(project->folder() / kTakes, ".mid").size(), static_cast<std::size_t>(count));
        QVERIFY(archiveProject(*project, root / "all.zip"));
        QVERIFY(restoreArchive(root / "all.zip", root / "restored"));
        const auto restored = *Project::open(root / "restored");
        const auto health = *checkProject(*restored);
        for (const auto& path : health.missing)
            qWarning("missing: %s", path.c_str());
        for (const auto& path : health.damaged)
            qWarning("damaged: %s", path.c_str());
        QCOMPARE(health.databaseFaults, std::string());
        QVERIFY(health.good());
        QCOMPARE(strangersBelow(root), std::size_t{0});
        qInfo("hostile names: %llu, all stored, archived and given back as text",
              static_cast<unsigned long long>(count));
    }

    void zipsAreRefusedOrSound()
    {
        const QTemporaryDir scratch;
        const fs::path root = scratch.path().toStdString();
        {
            const auto project = *Project::create(root / "project", "p");
            for (std::uint64_t i = 0; i < 3; ++i)
                QVERIFY(project->addTake(test::someTake(i), {.name = "t"}));
            QVERIFY(archiveProject(*project, root / "all.zip"));
        }
        const auto sound = *readFile(root / "all.zip");
        const std::uint64_t count = test::tenthOf(2000);
        std::uint64_t restored = 0;
        for (std::uint64_t seed = 0; seed < count; ++seed) {
            Random random(seed);
            QVERIFY(writeFileAtomically(root / "given.zip", test::damaged(sound, random)));
            const auto done = restoreArchive(root / "given.zip", root / "restored");
            const QByteArray which = "seed " + QByteArray::number(static_cast<qulonglong>(seed));
            if (done) {
                ++restored;
                const auto project = Project::open(root / "restored");
                QVERIFY2(project, which);
                QVERIFY2((*project)->database().faults().empty(), which);
                fs::remove_all(root / "restored");
            } else {
                QVERIFY2(!fs::exists(root / "restored"), which);
            }
            QVERIFY2(strangersBelow(root) == 0, which);
        }
        qInfo("damaged zips: %llu, %llu restored and whole, the others refused; nothing outside the project",
              static_cast<unsigned long long>(count), static_cast<unsigned long long>(restored));
    }
};

QTEST_GUILESS_MAIN(TestHostileInput)
#include "tst_hostile_input.moc"
