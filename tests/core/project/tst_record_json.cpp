#include "core/project/record_json.h"

#include <QTest>

using namespace cadenza;

class TestRecordJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingsComeBack()
    {
        training::TrainingConfig config;
        config.shape.hidden = 96;
        config.time = std::chrono::seconds(90);
        config.epochs.reset();
        config.schedule = training::Schedule::Constant;
        const auto back = project::configFromJson(project::toJson(config));
        QCOMPARE(back.shape.hidden, 96);
        QVERIFY(back.time == config.time);
        QVERIFY(!back.epochs);
        QVERIFY(back.schedule == training::Schedule::Constant);
        QVERIFY(!back.classic);
    }

    /// A run that goes on from a model needs its words, not those of the music.
    void aClassicRunKeepsItsVocabulary()
    {
        training::TrainingConfig config;
        config.classic.emplace();
        config.classic->shape.reads = model::ClassicReading::Everything;
        config.classic->split = training::ClassicSplit::Windows;
        QVERIFY(!project::configFromJson(project::toJson(config)).classic->vocabulary);
        config.classic->vocabulary = {.spelling = {encoding::ChordSpelling::Pitches, false},
                                      .words = {"A4", "E4.G4"},
                                      .offsets = {0, 6},
                                      .durations = {3, 12}};
        const auto back = project::configFromJson(project::toJson(config));
        QVERIFY(back.classic->shape.reads == model::ClassicReading::Everything);
        QVERIFY(back.classic->split == training::ClassicSplit::Windows);
        QVERIFY(back.classic->vocabulary == config.classic->vocabulary);
    }

    void thePrecisionComesBackAndIsFloatInOlderRecords()
    {
        training::TrainingConfig config;
        config.arithmetic = training::Arithmetic::BFloat16;
        const std::string record = project::toJson(config);
        QVERIFY(record.find(R"("precision":"bfloat16")") != std::string::npos);
        QVERIFY(project::configFromJson(record).arithmetic == training::Arithmetic::BFloat16);
        for (const char* older : {"{}", R"({"precision": "float"})", R"({"precision": "float8"})"})
            QVERIFY(project::configFromJson(older).arithmetic == training::Arithmetic::Float32);
    }

    void aWholeNumberThatIsNoneOrTooLargeIsTheDefault()
    {
        QCOMPARE(project::configFromJson(R"({"batch": 99999999999})").batch, training::TrainingConfig{}.batch);
        QCOMPARE(project::configFromJson(R"({"batch": 1e300})").batch, training::TrainingConfig{}.batch);
        QCOMPARE(project::factsFromJson(R"({"trainNotes": -5, "pieces": 7})").trainNotes, std::size_t{0});
        QCOMPARE(project::factsFromJson(R"({"trainNotes": -5, "pieces": 7})").pieces, std::size_t{7});
    }

    void whatIsNoRecordIsTheDefault()
    {
        QCOMPARE(project::configFromJson("nonsense").batch, training::TrainingConfig{}.batch);
        QVERIFY(!project::configFromJson(R"({"classic": 3, "batch": "many"})").classic);
    }
};

QTEST_GUILESS_MAIN(TestRecordJson)
#include "tst_record_json.moc"
