#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "core/project/sources.h"
#include "tests/core/project/project_things.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::project;
namespace fs = std::filesystem;

/// Music outside the project: remembered by name and content, found again where it was moved to.
class TestSources : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    int tests_{0};
    fs::path root_;
    std::unique_ptr<Project> project_;

    static void writePiece(const fs::path& file, int notes)
    {
        fs::create_directories(file.parent_path());
        QVERIFY(writeFileAtomically(file, midi::writeMidi(test::wanderingLine(notes))));
    }
    SourceId add(const fs::path& place)
    {
        const fs::path paths[] = {place};
        const auto described = describeSource(place, *library::importLibrary(paths));
        return *project_->addSource(described->source, described->pieces);
    }

private Q_SLOTS:
    void init()
    {
        root_ = fs::path(scratch_.path().toStdString()) / std::to_string(++tests_);
        project_ = *Project::create(root_ / "project", "p");
        writePiece(root_ / "music" / "Bach" / "one.mid", 20);
        writePiece(root_ / "music" / "Bach" / "two.mid", 30);
        writePiece(root_ / "music" / "single.mid", 40);
    }

    void describesFoldersAndFiles()
    {
        const fs::path folder = root_ / "music" / "Bach";
        const fs::path paths[] = {folder, root_ / "music" / "single.mid"};
        const auto library = *library::importLibrary(paths);
        const auto bach = *describeSource(folder, library);
        QVERIFY(bach.source.kind == SourceKind::Folder);
        QCOMPARE(bach.source.name, std::string("Bach"));
        QCOMPARE(bach.pieces.size(), std::size_t{2});
        QCOMPARE(bach.pieces[0].member, std::string("one.mid"));
        QCOMPARE(bach.pieces[0].sha256.size(), std::size_t{64});
        QCOMPARE(bach.pieces[0].notes, std::size_t{20});
        const auto single = *describeSource(paths[1], library);
        QCOMPARE(single.source.sha256.size(), std::size_t{64});
        QCOMPARE(single.pieces.size(), std::size_t{1});
        QCOMPARE(single.pieces[0].member, std::string());
        QCOMPARE(describeSource(root_ / "nowhere", library).error().fault, Fault::NotFound);
    }

    void findsWhatMovedByNameAndContent()
    {
        add(root_ / "music" / "Bach");
        add(root_ / "music" / "single.mid");
        fs::create_directories(root_ / "disk" / "old");
        fs::rename(root_ / "music" / "Bach", root_ / "disk" / "old" / "Bach");
        fs::rename(root_ / "music" / "single.mid", root_ / "disk" / "single.mid");
        writePiece(root_ / "disk" / "a" / "single.mid", 41); // the name alone is not enough
        writePiece(root_ / "disk" / "a" / "Bach" / "one.mid", 21);

        const auto away = *findSources(*project_);
        QVERIFY(!away[0].found && !away[1].found);
        QCOMPARE(away[0].lastSeen, root_ / "music" / "Bach");
        const fs::path places[] = {root_ / "disk"};
        const auto found = *findSources(*project_, places);
        QCOMPARE(*found[0].found, root_ / "disk" / "old" / "Bach");
        QCOMPARE(*found[1].found, root_ / "disk" / "single.mid");
        QVERIFY(project_->moveSource(found[0].source.id, *found[0].found));
        const auto after = *findSources(*project_);
        QCOMPARE(*after[0].found, root_ / "disk" / "old" / "Bach");
    }

    void findsWhatAPersonPointsAtUnderAnotherName()
    {
        add(root_ / "music" / "Bach");
        fs::rename(root_ / "music" / "Bach", root_ / "music" / "J. S. Bach");
        const fs::path wrong[] = {root_ / "music"};
        QVERIFY(!findSources(*project_, wrong)->front().found);
        const fs::path right[] = {root_ / "music" / "J. S. Bach"};
        QCOMPARE(*findSources(*project_, right)->front().found, right[0]);
    }

    void piecesKeepTheirNamesWhereverTheSourceIs()
    {
        const auto bach = add(root_ / "music" / "Bach");
        const auto before = *findSources(*project_);
        const auto piece = *pieceOf(before, (root_ / "music" / "Bach" / "two.mid").string());
        QVERIFY(piece == (PieceRef{bach, "two.mid"}));
        QVERIFY(!pieceOf(before, (root_ / "music" / "Bachianas" / "two.mid").string()));
        QVERIFY(!pieceOf(before, (root_ / "music" / "single.mid").string()));
        fs::rename(root_ / "music", root_ / "scores");
        QVERIFY(project_->moveSource(bach, root_ / "scores" / "Bach"));
        QCOMPARE(entryIdOf(findSources(*project_)->front(), piece.member), (root_ / "scores/Bach/two.mid").string());
    }

    void aSourceInsideTheProjectMovesWithIt()
    {
        writePiece(root_ / "project" / "music" / "own.mid", 10);
        add(root_ / "project" / "music" / "own.mid");
        project_.reset();
        fs::rename(root_ / "project", root_ / "moved");
        project_ = *Project::open(root_ / "moved");
        QCOMPARE(*findSources(*project_)->front().found, root_ / "moved" / "music" / "own.mid");
    }
};

QTEST_GUILESS_MAIN(TestSources)
#include "tst_sources.moc"
