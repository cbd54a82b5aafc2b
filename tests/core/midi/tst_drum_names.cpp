#include "core/midi/drum_names.h"

#include <QTest>

using namespace cadenza::midi;

/// The names that General MIDI 1 gives the keys of the drum channel.
class TestDrumNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drumsHaveTheNamesOfTheirKeys()
    {
        QCOMPARE(drumName(36), "Bass drum 1");
        QCOMPARE(drumName(38), "Acoustic snare");
        QCOMPARE(drumName(42), "Closed hi-hat");
        QCOMPARE(drumName(49), "Crash cymbal 1");
        QCOMPARE(drumName(51), "Ride cymbal 1");
        QCOMPARE(drumName(81), "Open triangle");
    }

    void otherKeysOfTheDrumChannelHaveNone()
    {
        QVERIFY(drumName(0).empty());
        QVERIFY(drumName(34).empty());
        QVERIFY(drumName(82).empty());
        QVERIFY(drumName(127).empty());
    }
};

QTEST_GUILESS_MAIN(TestDrumNames)
#include "tst_drum_names.moc"
