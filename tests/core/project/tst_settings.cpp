#include "core/base/file.h"
#include "core/base/random.h"
#include "core/project/settings.h"
#include "tests/support/damage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::project;

/// Settings survive their file, whatever is in it.
class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file_;

    void write(std::string_view text) const { QVERIFY(writeFileAtomically(file_, text)); }

private Q_SLOTS:
    void init()
    {
        file_ = std::filesystem::path(folder_.path().toStdString()) / "cadenza" / "settings.json";
        std::filesystem::remove_all(file_.parent_path());
        std::filesystem::create_directories(file_.parent_path());
    }

    void givesBackWhatWasWritten()
    {
        Settings settings;
        settings.theme = Theme::Light;
        settings.scale = 1.25;
        settings.midiOutput = "Piano “links”";
        settings.recentProjects = {"/a", "/b"};
        std::filesystem::remove_all(file_.parent_path());
        QVERIFY(writeSettings(file_, settings));
        const auto reading = readSettings(file_);
        QVERIFY(reading.settings == settings);
        QVERIFY(reading.problems.empty());
        QVERIFY(changedSettings(settings)
                == (std::vector<std::string>{"theme", "scale", "midiOutput", "recentProjects"}));
    }

    void noFileIsNoProblem()
    {
        const auto reading = readSettings(file_);
        QVERIFY(reading.settings == Settings{});
        QVERIFY(reading.problems.empty());
    }

    void aBrokenFileStopsNothingAndIsKept()
    {
        write("{\"theme\": \"light\", ");
        const auto reading = readSettings(file_);
        QVERIFY(reading.settings == Settings{});
        QCOMPARE(reading.problems.size(), std::size_t{1});
        QCOMPARE(reading.problems[0].fault, Fault::InvalidSetting);
        QVERIFY(writeSettings(file_, reading.settings));
        QVERIFY(readSettings(file_).problems.empty());
        QCOMPARE(readFile(file_.string() + ".broken")->size(), std::size_t{19});
    }

    void oneBadValueCostsOnlyItself()
    {
        write(
            R"({"version":2,"theme":"pink","scale":9,"gain":"loud","periods":3,"periodFrames":1e300,"midiInput":"keys"})");
        const auto reading = readSettings(file_);
        QCOMPARE(reading.settings.periods, 3);
        QCOMPARE(reading.settings.midiInput, std::string("keys"));
        QCOMPARE(reading.settings.scale, 1.0);
        std::vector<std::string> subjects;
        for (const Error& problem : reading.problems)
            subjects.push_back(problem.subject);
        QVERIFY(subjects == (std::vector<std::string>{"theme", "scale", "periodFrames", "gain"}));
    }

    void anEarlierVersionIsBroughtUpToDate()
    {
        write(R"({"version":1,"lightTheme":true,"scale":2})");
        const auto reading = readSettings(file_);
        QVERIFY(reading.settings.theme == Theme::Light);
        QCOMPARE(reading.settings.scale, 2.0);
    }

    void whatANewerProgramWroteStays()
    {
        write(R"({"version":9,"holograms":true,"scale":2})");
        auto settings = readSettings(file_).settings;
        settings.scale = 1.5;
        QVERIFY(writeSettings(file_, settings));
        const auto bytes = *readFile(file_);
        const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        QVERIFY(text.find("\"holograms\": true") != std::string::npos);
        QVERIFY(text.find("\"version\": 9") != std::string::npos);
    }

    void eachIsResetAlone()
    {
        Settings settings;
        settings.scale = 2.0;
        settings.theme = Theme::Dark;
        settings.recentProjects = {"/a"};
        QVERIFY(reset(settings, "theme"));
        QVERIFY(settings.theme == Theme::System);
        QCOMPARE(settings.scale, 2.0);
        for (const std::string& name : settingNames())
            QVERIFY(reset(settings, name));
        QVERIFY(settings == Settings{});
        QCOMPARE(reset(settings, "colour").error().fault, Fault::InvalidSetting);
    }

    void refusesToWriteWhatItWouldNotRead()
    {
        Settings settings;
        settings.gain = 5.0;
        const auto written = writeSettings(file_, settings);
        QVERIFY(!written);
        QCOMPARE(written.error().subject, std::string("gain"));
    }

    void recentProjectsAreFewAndEachOnce()
    {
        Settings settings;
        for (int i = 0; i < 20; ++i)
            noteRecent(settings.recentProjects, "/p" + std::to_string(i));
        noteRecent(settings.recentProjects, "/p15");
        QCOMPARE(settings.recentProjects.size(), kMostRecent);
        QCOMPARE(settings.recentProjects[0], std::string("/p15"));
        QCOMPARE(settings.recentProjects[1], std::string("/p19"));
    }

    void anyBytesAreRead()
    {
        QVERIFY(writeSettings(file_, Settings{}));
        const auto sound = *readFile(file_);
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            Random random(seed);
            QVERIFY(writeFileAtomically(file_, test::damaged(sound, random)));
            const auto reading = readSettings(file_);
            QVERIFY(validate(reading.settings));
            QVERIFY(writeSettings(file_, reading.settings));
        }
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
