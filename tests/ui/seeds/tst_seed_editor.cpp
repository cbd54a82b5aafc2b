#include "tests/support/music.h"
#include "ui/seeds/drawn_seeds.h"
#include "ui/seeds/seed_editor.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using test::note;

/// Edits with a way back, and seeds that outlive the window.
class TestSeedEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoAndRedoGoThereAndBack()
    {
        QUndoStack steps;
        SeedEditor editor(steps);
        editor.open("drawn:1",
                    std::make_shared<const midi::Piece>(test::piano({note(0, 240, 60), note(240, 240, 62)})));
        const midi::Piece before = *editor.piece();
        std::vector<std::vector<std::size_t>> chosen;
        connect(&editor, &SeedEditor::changed, this,
                [&](const auto&, const std::vector<std::size_t>& notes) { chosen.push_back(notes); });
        editor.apply({EditKind::Move, {0}, Tick{480}, 0});
        const midi::Piece after = *editor.piece();
        QVERIFY(after != before);
        steps.undo();
        QCOMPARE(*editor.piece(), before);
        steps.redo();
        QCOMPARE(*editor.piece(), after);
        QCOMPARE(chosen, (std::vector<std::vector<std::size_t>>{{1}, {0}, {1}}));
    }

    void whatChangesNothingIsNoStep()
    {
        QUndoStack steps;
        SeedEditor editor(steps);
        editor.open("drawn:1", std::make_shared<const midi::Piece>(test::piano({note(0, 240, 60)})));
        editor.apply({EditKind::Quantise, {0}, Tick{240}, 0});
        QVERIFY(!steps.canUndo());
        editor.apply({EditKind::Delete, {0}, {}, 0});
        QVERIFY(steps.canUndo());
    }

    void aStepOfAnotherSeedBringsThatSeedBack()
    {
        QUndoStack steps;
        SeedEditor editor(steps);
        const auto first = std::make_shared<const midi::Piece>(test::piano({note(0, 240, 60), note(240, 240, 62)}));
        editor.open("drawn:1", first);
        editor.apply({EditKind::Delete, {0}, {}, 0});
        const auto edited = editor.piece();
        editor.open("drawn:2", std::make_shared<const midi::Piece>(test::piano({note(0, 240, 70)})));
        {
            const auto brings =
                connect(&editor, &SeedEditor::wanted, this, [&](const std::string& id) { editor.open(id, edited); });
            steps.undo();
            disconnect(brings);
        }
        QCOMPARE(editor.id(), std::string("drawn:1"));
        QCOMPARE(*editor.piece(), *first);
        editor.open("drawn:2", first); // and nobody can bring the first any more
        steps.redo();
        QCOMPARE(steps.count(), 0);
        QCOMPARE(editor.id(), std::string("drawn:2"));
    }

    void drawnSeedsAreFoundAgain()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("seeds")).toStdString();
        QVERIFY(drawn_seeds::read(path).empty());
        const auto made = drawn_seeds::entry(7, "Seed of a song",
                                             std::make_shared<const midi::Piece>(test::piano({note(0, 240, 60)})));
        QVERIFY(drawn_seeds::store(made, path));
        const auto found = drawn_seeds::read(path);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].id, made.id);
        QCOMPARE(found[0].title, made.title);
        QCOMPARE(found[0].piece->parts[0].notes, made.piece->parts[0].notes);
        QVERIFY(drawn_seeds::isDrawn(found[0].id));
        QCOMPARE(drawn_seeds::nextNumber({found, {}}), 8);
    }
};

QTEST_GUILESS_MAIN(TestSeedEditor)
#include "tst_seed_editor.moc"
