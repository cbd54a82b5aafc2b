#include "tests/support/pseudo_language.h"
#include "ui/seeds/reason_words.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What core says of a seed, in the language of the window.
class TestReasonWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sayTheSameInEnglish_data()
    {
        QTest::addColumn<QString>("words");
        for (const char* words : {"starts on a downbeat", "4.8 notes a second", "melody over 24 semitones",
                                  "clear B♭ major", "near C minor", "a silence of 2.0 beats"})
            QTest::newRow(words) << QString::fromUtf8(words);
    }
    void sayTheSameInEnglish()
    {
        QFETCH(QString, words);
        QCOMPARE(reasonWords(words.toStdString()), words);
    }

    void leaveFiguresAndKeysOpenForTranslators()
    {
        test::PseudoLanguage pseudo;
        QCoreApplication::installTranslator(&pseudo);
        QVERIFY(reasonWords("4.8 notes a second").startsWith(u"4.8 notes a second öö"_s));
        QVERIFY(reasonWords("clear B♭ major").startsWith(u"clear B♭ major öö"_s));
        QCoreApplication::removeTranslator(&pseudo);
    }
};

QTEST_GUILESS_MAIN(TestReasonWords)
#include "tst_reason_words.moc"
