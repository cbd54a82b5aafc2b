#include "core/base/file_name.h"

#include <QtTest>

using cadenza::fileNameOf;

class TestFileName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinaryTitlesStayAsTheyAre()
    {
        QCOMPARE(fileNameOf("Étude no. 3 – 月の光"), std::string("Étude no. 3 – 月の光"));
    }

    void nothingLeadsOutOfTheFolder()
    {
        QCOMPARE(fileNameOf("../../etc/passwd"), std::string("_.._etc_passwd"));
        QCOMPARE(fileNameOf(".hidden"), std::string("hidden"));
        QCOMPARE(fileNameOf(" . "), std::string("Untitled"));
        QCOMPARE(fileNameOf(""), std::string("Untitled"));
    }

    void whatIsNotSeenIsLeftOut()
    {
        QCOMPARE(fileNameOf("a\nb\tc"), std::string("abc"));
        QCOMPARE(fileNameOf("take\u202Edim.exe"), std::string("takedim.exe")); // would read as “takeexe.mid”
    }

    void longTitlesAreCutBetweenCharacters()
    {
        const std::string name = fileNameOf("x" + QString(100, u'é').toStdString());
        QCOMPARE(name.size(), std::size_t{119});
        QVERIFY(QString::fromStdString(name).endsWith(u'é'));
    }
};

QTEST_GUILESS_MAIN(TestFileName)
#include "tst_file_name.moc"
