#include "core/training/split.h"
#include "core/training/works.h"
#include "tests/support/training.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using training::Split;
using training::SplitPart;

namespace {

midi::Piece melody(int seed)
{
    std::vector<midi::Note> notes;
    for (int i = 0; i < 120; ++i)
        notes.push_back(test::note(i * 240, 200, 40 + (i * i * seed + i * 7 + seed) % 40));
    return test::piano(notes);
}

} // namespace

class TestSplit : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path write(const char* text)
    {
        QFile file(folder_.filePath(QStringLiteral("split.csv")));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void findsPiecesByFolderAndNameWhateverTheirCase()
    {
        const auto split =
            Split::read(write("file,work,part,notes\nBach/one.mid,first,test,3\nHaydn/one.mid,second,valid,4\n"));
        QVERIFY(split);
        const auto place = split->find(test::entryOf({}, "/music/bach/ONE.MID"));
        QVERIFY(place);
        QCOMPARE(place->work, std::string("first"));
        QCOMPARE(place->part, SplitPart::Test);
        QCOMPARE(split->find(test::entryOf({}, "Haydn/one.mid"))->part, SplitPart::Valid);
        QVERIFY(!split->find(test::entryOf({}, "/music/bach/two.mid")));
        auto zipped = test::entryOf({}, "all.zip");
        zipped.member = "archive/Haydn/one.mid";
        QCOMPARE(split->find(zipped)->work, std::string("second"));
    }

    void refusesATableThatSaysNoSplit_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("empty") << QByteArray() << QByteArray("columns");
        QTest::newRow("no part") << QByteArray("file,work\na,b\n") << QByteArray("columns");
        QTest::newRow("another part") << QByteArray("file,work,part\na,b,train\nc,d,exam\n") << QByteArray("row 3");
        QTest::newRow("short row") << QByteArray("file,work,part\na\n") << QByteArray("row 2");
    }

    void refusesATableThatSaysNoSplit()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const auto split = Split::read(write(text.constData()));
        QVERIFY(!split);
        QCOMPARE(split.error().fault, Fault::InvalidSetting);
        QVERIFY2(QByteArray::fromStdString(split.error().detail).contains(says), split.error().detail.c_str());
        QCOMPARE(Split::read("/no/such.csv").error().fault, Fault::NotFound);
    }

    void aCorpusFollowsTheTable()
    {
        const auto split = Split::read(write("file,work,part\nA/a.mid,a,train\nA/b.mid,b,valid\nA/c.mid,c,test\n"));
        QVERIFY(split);
        const std::vector entries{test::entryOf(melody(1), "A/a.mid"), test::entryOf(melody(2), "A/b.mid"),
                                  test::entryOf(melody(3), "A/c.mid"), test::entryOf(melody(4), "A/unnamed.mid")};
        const auto corpus = training::makeCorpus(entries, test::tinyConfig(), {}, *split);
        QVERIFY(corpus);
        QCOMPARE((*corpus)->pieces.size(), std::size_t{3});
        QCOMPARE((*corpus)->trainNotes, std::size_t{240});
        QCOMPARE((*corpus)->validNotes, std::size_t{120});
        QVERIFY((*corpus)->pieces[1].validation);
        QCOMPARE(split->entriesIn(SplitPart::Test, entries).size(), std::size_t{1});
    }

    void leavesOutWhatIsOfTheSameWork()
    {
        const auto split =
            Split::read(write("file,work,part\nA/x.mid,cycle,train\nA/other.mid,cycle,train\nA/far.mid,far,train\n"));
        QVERIFY(split);
        midi::Piece higher = melody(1);
        for (midi::Note& note : higher.parts.front().notes)
            note.pitch = static_cast<std::uint8_t>(note.pitch + 3);
        const std::vector others{test::entryOf(melody(1), "starter/x.mid")};
        const std::vector entries{test::entryOf(higher, "A/x.mid"), test::entryOf(melody(5), "A/other.mid"),
                                  test::entryOf(melody(9), "A/far.mid")};
        const auto byNotes = training::withoutWorksOf(others, entries);
        QCOMPARE(byNotes.size(), std::size_t{2}); // the same music, higher
        QCOMPARE(byNotes.front().id, std::string("A/other.mid"));
        const auto byTable = training::withoutWorksOf(others, entries, *split);
        QCOMPARE(byTable.size(), std::size_t{1}); // and what the table joins to it
        QCOMPARE(byTable.front().id, std::string("A/far.mid"));
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
