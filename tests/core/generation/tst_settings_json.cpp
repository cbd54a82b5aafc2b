#include "core/generation/settings_json.h"

#include <QtTest>

using namespace cadenza;
using namespace cadenza::generation;

class TestSettingsJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void whatIsLeftOutKeepsItsDefault();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
};

void TestSettingsJson::comesBackAsItWas()
{
    GenerationSettings settings;
    settings.pitch = {.temperature = 1.25, .topP = 0.9, .topK = 12, .minP = 0.01, .typicalP = 0.8};
    settings.constraints = {.key = KeyWish{4, true, 0.5},
                            .lowestPitch = 30,
                            .highestPitch = 90,
                            .maxPolyphony = 6,
                            .handSpan = 12,
                            .sparseness = -0.5,
                            .metre = 4};
    settings.loopGuard = {.enabled = false, .strength = 0.25};
    settings.composer = 3;
    settings.recall = 7;
    settings.includeSeed = false;
    const auto back = settingsFromJson(toJson(settings));
    QVERIFY(back);
    QVERIFY(*back == settings);
    QVERIFY(*settingsFromJson(toJson({})) == GenerationSettings{});
}

void TestSettingsJson::whatIsLeftOutKeepsItsDefault()
{
    const auto settings = settingsFromJson(R"({"pitch": {"temperature": 1.5}, "constraints": {"metre": null}})");
    QVERIFY(settings);
    QCOMPARE(settings->pitch.temperature, 1.5);
    QCOMPARE(settings->pitch.minP, GenerationSettings{}.pitch.minP);
    QVERIFY(settings->step == GenerationSettings{}.step);
}

void TestSettingsJson::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("subject");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("settings");
    QTest::newRow("an array") << QByteArray("[]") << QByteArray("settings");
    QTest::newRow("a slip of the pen") << QByteArray(R"({"pitch": {"temprature": 1}})")
                                       << QByteArray("pitch.temprature");
    QTest::newRow("wrong kind") << QByteArray(R"({"step": {"temperature": "hot"}})") << QByteArray("step.temperature");
    QTest::newRow("half a note") << QByteArray(R"({"pitch": {"topK": 1.5}})") << QByteArray("pitch.topK");
    QTest::newRow("too large") << QByteArray(R"({"pitch": {"topK": 1e30}})") << QByteArray("pitch.topK");
    QTest::newRow("no object") << QByteArray(R"({"constraints": {"key": 7}})") << QByteArray("constraints.key");
    QTest::newRow("out of range") << QByteArray(R"({"pitch": {"temperature": 0}})") << QByteArray("pitch temperature");
}

void TestSettingsJson::refusesWhatItDoesNotKnow()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, subject);
    const auto settings = settingsFromJson(json.toStdString());
    QVERIFY(!settings);
    QCOMPARE(settings.error().fault, Fault::InvalidSetting);
    QCOMPARE(settings.error().subject, subject.toStdString());
}

QTEST_GUILESS_MAIN(TestSettingsJson)
#include "tst_settings_json.moc"
