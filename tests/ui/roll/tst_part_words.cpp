#include "tests/support/ensemble.h"
#include "ui/roll/part_words.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_words.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What parts, drums and notes of an ensemble are called.
class TestPartWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPartGoesByItsNameOrItsInstrument()
    {
        QCOMPARE(partNames(test::ensemble(1)), (std::vector{u"Flute"_s, u"Violin I"_s, u"Violoncello"_s, u"Drums"_s}));
    }

    void partsOfOneNameAreNumbered()
    {
        midi::Piece piece;
        piece.parts = {test::part("", 40, {}), test::part("", 42, {}), test::part("", 40, {})};
        QCOMPARE(partNames(piece), (std::vector{u"Violin 1"_s, u"Cello"_s, u"Violin 2"_s}));
    }

    void aNameOfBlanksIsNone()
    {
        midi::Piece piece;
        piece.parts = {test::part(" \t", 40, {}), test::part("  Alto\n II ", 52, {})};
        QCOMPARE(partNames(piece), (std::vector{u"Violin"_s, u"Alto II"_s}));
    }

    void keysOfDrumsAreCalledByWhatTheyStrike()
    {
        QCOMPARE(drumWords(42), u"Closed hi-hat"_s);
        QCOMPARE(drumWords(20), pitchName(20));
    }

    void aNoteOfAnEnsembleNamesItsPart()
    {
        const RollContent content(std::make_shared<const midi::Piece>(test::ensemble(1)), {});
        QCOMPARE(describeNote(content.notes()[1], content), u"Violin I · D4 · bar 1, beat 1 · eighth · velocity 60"_s);
        QVERIFY(describeNote(content.notes()[2], content).startsWith(u"Drums · Bass drum 1 · bar 1"));
    }
};

QTEST_GUILESS_MAIN(TestPartWords)
#include "tst_part_words.moc"
