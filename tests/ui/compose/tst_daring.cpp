#include "ui/compose/daring.h"

#include <QTest>

#include <cmath>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

class TestDaring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMiddleIsTheUsualSettings();
    void temperaturesRiseWithDaring();
    void staysInsideItsEnds();
    void saysItInWords();
};

void TestDaring::theMiddleIsTheUsualSettings()
{
    const generation::GenerationSettings usual;
    const auto middle = settingsFor(0.5);
    QCOMPARE(middle.pitch.temperature, usual.pitch.temperature);
    QCOMPARE(middle.pitch.minP, usual.pitch.minP);
    QCOMPARE(middle.step.temperature, usual.step.temperature);
    QCOMPARE(middle.step.topP, usual.step.topP);
}

void TestDaring::temperaturesRiseWithDaring()
{
    for (double daring = 0.1; daring <= 1.0; daring += 0.1) {
        QVERIFY(settingsFor(daring).pitch.temperature > settingsFor(daring - 0.1).pitch.temperature);
        QVERIFY(settingsFor(daring).duration.temperature > settingsFor(daring - 0.1).duration.temperature);
        QVERIFY(settingsFor(daring).pitch.minP < settingsFor(daring - 0.1).pitch.minP);
    }
    QCOMPARE(settingsFor(1.0).pitch.temperature, std::exp2(0.6));
}

void TestDaring::staysInsideItsEnds()
{
    QCOMPARE(settingsFor(-1.0).pitch.temperature, settingsFor(0.0).pitch.temperature);
    QCOMPARE(settingsFor(2.0).pitch.temperature, settingsFor(1.0).pitch.temperature);
}

void TestDaring::saysItInWords()
{
    QCOMPARE(wordsFor(0.0), u"Very faithful"_s);
    QCOMPARE(wordsFor(0.5), u"Balanced"_s);
    QCOMPARE(wordsFor(1.0), u"Very adventurous"_s);
}

QTEST_GUILESS_MAIN(TestDaring)
#include "tst_daring.moc"
