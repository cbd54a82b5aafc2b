#include "ui/library/piece_query.h"

#include <QTest>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What may be typed into the filter.
class TestPieceQuery : public QObject {
    Q_OBJECT

private:
    PieceFigures piece_{u"prelude 1 bach c minor"_s, u"c minor"_s, 1845, 189, 72, 98.5};

    [[nodiscard]] bool accepts(const QString& text) const { return PieceQuery(text).accepts(piece_); }

private Q_SLOTS:
    void everyWordHasToBeThere()
    {
        QVERIFY(accepts(u"Bach MINOR"_s));
        QVERIFY(!accepts(u"bach major"_s));
        QVERIFY(PieceQuery(u"  "_s).empty());
    }

    void boundsLookAtFigures()
    {
        QVERIFY(accepts(u"notes>1800 notes<1900"_s));
        QVERIFY(!accepts(u"notes>1845"_s));
        QVERIFY(accepts(u"notes>=1845"_s));
        QVERIFY(accepts(u"tempo=72"_s));
        QVERIFY(!accepts(u"tempo=71"_s));
        QVERIFY(accepts(u"grid>95%"_s));
    }

    void partsAreCountedAndInstrumentsAreWords()
    {
        PieceFigures quartet = piece_;
        quartet.text += u" violin strings cello ensemble"_s;
        quartet.parts = 4;
        const auto finds = [&](const QString& text) { return PieceQuery(text).accepts(quartet); };
        QVERIFY(finds(u"parts=4 cello"_s));
        QVERIFY(finds(u"ensemble parts>1"_s));
        QVERIFY(!finds(u"flute"_s));
        QVERIFY(!accepts(u"parts>1"_s));
    }

    void lengthsAreMinutesAndSeconds()
    {
        QVERIFY(accepts(u"length<3:10"_s));
        QVERIFY(!accepts(u"length<3:09"_s));
        QVERIFY(accepts(u"length<=3:09"_s));
        QVERIFY(accepts(u"length>180"_s));
    }

    void aKeyIsNotALetterSomewhere()
    {
        QVERIFY(accepts(u"key=c"_s));
        QVERIFY(!accepts(u"key=b"_s));
        QVERIFY(!accepts(u"key=c#"_s));
    }

    void anUnfinishedBoundAsksForNothing()
    {
        QVERIFY(accepts(u"notes>"_s));
        QVERIFY(accepts(u"bach key="_s));
        QVERIFY(!accepts(u"colour>3"_s)); // a word like any other
    }
};

QTEST_GUILESS_MAIN(TestPieceQuery)
#include "tst_piece_query.moc"
