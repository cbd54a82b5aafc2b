#include "core/export/file_names.h"

#include <QTest>

using namespace cadenza::exporting;

class TestFileNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreFilledIn()
    {
        const NameFields fields{{"title", "Prelude"}, {"take", "3"}};
        QCOMPARE(fileNameFor("{title} – take {take}", fields), std::string("Prelude – take 3"));
        QCOMPARE(fileNameFor("{title} {nothing} {open", fields), std::string("Prelude {nothing} {open"));
    }

    void whatFileSystemsRefuseIsReplaced()
    {
        QCOMPARE(fileNameFor("{t}", {{"t", "../a/b:c\n"}}), std::string("_a_b_c"));
        QCOMPARE(fileNameFor("{t}", {{"t", ".hidden. "}}), std::string("hidden"));
        QCOMPARE(fileNameFor("{t}", {{"t", "{t}"}}), std::string("{t}"));
        QCOMPARE(fileNameFor("", {}), std::string("Untitled"));
        QCOMPARE(fileNameFor(" . ", {}), std::string("Untitled"));
    }

    void longNamesAreCutBetweenCharacters()
    {
        std::string title;
        for (int i = 0; i < 150; ++i)
            title += "é";
        const std::string name = fileNameFor("x{t}", {{"t", title}});
        QCOMPARE(name.size(), std::size_t{119});
        QVERIFY(QString::fromUtf8(name.c_str()).endsWith(u'é'));
    }

    void equalNamesAreToldApart()
    {
        const std::vector<NameFields> files{{{"t", "a"}}, {{"t", "a"}}, {{"t", "b"}}, {{"t", "a"}}};
        QCOMPARE(fileNamesFor("{t}", files), (std::vector<std::string>{"a", "a (2)", "b", "a (3)"}));
    }
};

QTEST_GUILESS_MAIN(TestFileNames)
#include "tst_file_names.moc"
