#include "core/base/file.h"
#include "core/project/project_folder.h"
#include "core/project/recovery.h"
#include "tests/core/project/project_things.h"
#include "tests/support/thorough.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace cadenza;
using namespace cadenza::project;
namespace fs = std::filesystem;

/// A project.db with seeded damage: it is noticed or does no harm, what can be saved is saved into a new project, and
/// the old one stays as it was.
class TestDamagedProjects : public QObject {
    Q_OBJECT

    static constexpr int kTakeCount = 24;
    static constexpr int kSeeds = 400;
    static constexpr int kReports = 600;

    QTemporaryDir scratch_;
    fs::path whole_; ///< a sound project
    std::vector<std::byte> database_;

    [[nodiscard]] fs::path at(const char* name) const { return fs::path(scratch_.path().toStdString()) / name; }

    enum class Backup { There, Gone };
    /// A copy of the sound project with this database.
    fs::path damagedCopy(const std::vector<std::byte>& database, Backup backup) const
    {
        const fs::path folder = at("damaged");
        fs::remove_all(folder);
        fs::remove_all(at("rescued"));
        fs::copy(whole_, folder, fs::copy_options::recursive);
        if (backup == Backup::Gone)
            fs::remove_all(folder / kBackups);
        (void)writeFileAtomically(folder / kDatabaseFile, database);
        return folder;
    }
    /// Every take's music is in the project and named by a row.
    static bool holdsAllMusic(const Project& project)
    {
        std::set<std::string> named;
        const auto takes = *project.takes();
        for (const auto& take : takes)
            named.insert(take.file);
        const auto files = filesEnding(project.folder() / kTakes, ".mid");
        return files.size() == kTakeCount
               && std::ranges::all_of(files, [&](const auto& f) { return named.contains(f); });
    }
    /// A flipped bit may mark one as deleted: it can be restored then.
    static std::size_t seedsIn(const Project& project)
    {
        return project.seeds()->size() + project.seeds(Which::Deleted)->size();
    }

    std::vector<std::byte> withDamage(Random& random) const
    {
        auto bytes = database_;
        const auto at = [&] { return static_cast<std::size_t>(random.below(bytes.size())); };
        switch (random.below(4)) {
        case 0: bytes[at()] ^= static_cast<std::byte>(1u << random.below(8)); break;
        case 1:
            for (std::uint64_t i = 0; i < 40; ++i)
                bytes[at()] ^= static_cast<std::byte>(1u << random.below(8));
            break;
        case 2: { // a block of the disk is gone
            const std::size_t page = at() / 4096 * 4096;
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page),
                        std::min<std::size_t>(4096, bytes.size() - page), std::byte{0});
            break;
        }
        default: bytes.resize(at()); break;
        }
        return bytes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        whole_ = at("whole");
        const auto project = *Project::create(whole_, "whole");
        for (int i = 0; i < kTakeCount; ++i)
            QVERIFY(project->addTake(test::someTake(static_cast<std::uint64_t>(i)), {.name = "t" + std::to_string(i)}));
        QVERIFY(project->addModel(*test::smallModel(1), "m"));
        const auto run = *project->beginRun("r", {});
        std::vector<training::TrainingReport> reports;
        for (int i = 0; i < kReports; ++i)
            reports.push_back(test::report(i));
        QVERIFY(project->addReports(run, reports));
        QVERIFY(project->history().perform("many seeds", [&]() -> Result<void> {
            for (int i = 0; i < kSeeds; ++i)
                if (const auto put = project->put(project::Seed{.name = "seed " + std::to_string(i), .count = 64});
                    !put)
                    return std::unexpected(put.error());
            return {};
        }));
        QVERIFY(project->backUp());
        QVERIFY(project->database().copyTo(at("compact.db"))); // what is in the log too
        database_ = *readFile(at("compact.db"));
        QVERIFY(database_.size() > 100'000);
    }

    void savesWhatCanBeSaved()
    {
        const std::uint64_t count = test::tenthOf(400);
        std::uint64_t noticed = 0;
        std::uint64_t saved = 0;
        std::uint64_t rescued = 0;
        for (std::uint64_t seed = 0; seed < count; ++seed) {
            Random random(seed);
            const auto bytes = withDamage(random);
            const Backup backup = seed % 2 ? Backup::There : Backup::Gone;
            const auto folder = damagedCopy(bytes, backup);
            const QByteArray which = QByteArray("seed ") + QByteArray::number(static_cast<qulonglong>(seed));
            {
                const auto opened = Project::open(folder);
                const auto health = opened ? checkProject(**opened) : std::unexpected(opened.error());
                noticed += !health || !health->good();
                if (health && health->databaseFaults.empty())
                    continue; // the damage lies where nothing was
            }
            (void)writeFileAtomically(folder / kDatabaseFile, bytes); // as it was before the attempt
            fs::remove(folder / (std::string(kDatabaseFile) + "-wal"));
            const auto rescue = rescueProject(folder, at("rescued"));
            QVERIFY2(rescue, which + (rescue ? "" : rescue.error().detail.c_str()));
            QVERIFY2(*readFile(folder / kDatabaseFile) == bytes, which);
            const auto project = Project::open(at("rescued"));
            QVERIFY2(project, which);
            QCOMPARE((*project)->database().faults(), std::string());
            QVERIFY2(holdsAllMusic(**project), which);
            QVERIFY2(backup == Backup::Gone || seedsIn(**project) >= kSeeds, which);
            ++rescued;
            saved += std::min<std::size_t>(seedsIn(**project), kSeeds);
        }
        QVERIFY(rescued > count / 3);
        qInfo("damaged project.db: %llu files, %llu noticed, %llu rescued with all their takes; %.1f %% of other rows",
              static_cast<unsigned long long>(count), static_cast<unsigned long long>(noticed),
              static_cast<unsigned long long>(rescued),
              100.0 * static_cast<double>(saved) / static_cast<double>(rescued * kSeeds));
    }

    void aDatabaseThatIsGoneIsMadeAnew()
    {
        const auto folder = damagedCopy(database_, Backup::Gone);
        fs::remove(folder / kDatabaseFile);
        QCOMPARE(Project::open(folder).error().fault, Fault::NotProject);
        const auto rescue = rescueProject(folder, at("rescued"));
        QVERIFY(rescue);
        QCOMPARE(rescue->adopted, std::size_t{kTakeCount + 1});
        QVERIFY(holdsAllMusic(**Project::open(at("rescued"))));
    }

    void aDeletedLogCostsAtMostWhatItHeld()
    {
        const auto folder = damagedCopy(database_, Backup::Gone);
        {
            const auto project = *Project::open(folder);
            QVERIFY(project->addTake(test::someTake(99), {.name = "in the log"}));
            QVERIFY(fs::exists(folder / "project.db-wal"));
            fs::copy(folder, at("without log"), fs::copy_options::recursive);
        }
        fs::remove(at("without log") / "project.db-wal");
        fs::remove(at("without log") / "project.db-shm");
        const auto project = *Project::open(at("without log"));
        QCOMPARE(project->database().faults(), std::string());
        QCOMPARE(project->takes()->size(), std::size_t{kTakeCount});
        const auto adopted = *project->adoptFiles(); // its music is there
        QCOMPARE(adopted.size(), std::size_t{1});
        QCOMPARE(project->takes()->back().name, std::string("in the log"));
    }

    void saysWhatIsAmiss()
    {
        const auto folder = damagedCopy(database_, Backup::Gone);
        fs::remove(folder / kTakes / "t3.mid");
        QVERIFY(writeFileAtomically(folder / kModels / "m.safetensors", std::string_view("worse")));
        QVERIFY(writeFileAtomically(folder / kTakes / "new.mid", std::string_view("no music")));
        const auto project = *Project::open(folder);
        const auto health = *checkProject(*project);
        QVERIFY(!health.good());
        QVERIFY(health.missing == std::vector<fs::path>{folder / kTakes / "t3.mid"});
        QVERIFY(health.damaged == std::vector<fs::path>{folder / kModels / "m.safetensors"});
        QVERIFY(health.unclaimed == std::vector<fs::path>{folder / kTakes / "new.mid"});
        QCOMPARE(health.interrupted.size(), std::size_t{1});
        QVERIFY(project->adoptFiles()->empty());
    }

    void rescuesOnlyWhatNobodyUses()
    {
        const auto folder = damagedCopy(database_, Backup::Gone);
        const auto open = *Project::open(folder);
        QCOMPARE(rescueProject(folder, at("rescued")).error().fault, Fault::InUse);
        QCOMPARE(rescueProject(at("nowhere"), at("rescued")).error().fault, Fault::NotProject);
    }
};

QTEST_GUILESS_MAIN(TestDamagedProjects)
#include "tst_damaged_projects.moc"
