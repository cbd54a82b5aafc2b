#include "tests/support/music.h"
#include "ui/roll/note_edits.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using test::note;

/// What edits do to the notes of a piece.
class TestNoteEdits : public QObject {
    Q_OBJECT

private:
    midi::Piece piece_ = test::piano({note(0, 240, 60), note(240, 240, 64), note(490, 220, 67)});

    [[nodiscard]] std::vector<midi::Note> after(const NoteEdit& edit) const
    {
        return edited(piece_, edit).piece.parts[0].notes;
    }

private Q_SLOTS:
    void movesInTimeAndPitch()
    {
        const EditedNotes result = edited(piece_, {EditKind::Move, {0}, Tick{480}, 2});
        QCOMPARE(result.piece.parts[0].notes,
                 (std::vector{note(240, 240, 64), note(480, 240, 62), note(490, 220, 67)}));
        QCOMPARE(result.notes, (std::vector<std::size_t>{1}));
    }

    void aGroupStopsTogetherAtTheEdges()
    {
        QCOMPARE(after({EditKind::Move, {1, 2}, Tick{-9999}, 0}),
                 (std::vector{note(0, 240, 60), note(0, 240, 64), note(250, 220, 67)}));
        QCOMPARE(after({EditKind::Move, {0, 2}, {}, 100}),
                 (std::vector{note(0, 240, 120), note(240, 240, 64), note(490, 220, 127)}));
    }

    void quantisesStartsAndEnds()
    {
        QCOMPARE(after({EditKind::Quantise, {2}, Tick{120}, 0})[2], note(480, 240, 67));
        QCOMPARE(edited(test::piano({note(10, 20, 60)}), {EditKind::Quantise, {0}, Tick{240}, 0})
                     .piece.parts[0]
                     .notes[0]
                     .onset,
                 Tick{0});
    }

    void lengthsAndVelocitiesKeepWithinBounds()
    {
        QCOMPARE(after({EditKind::Stretch, {0}, Tick{-9999}, 0})[0].duration, Tick{30});
        QCOMPARE(after({EditKind::Stretch, {0}, Tick{240}, 0})[0].duration, Tick{480});
        QCOMPARE(after({EditKind::Velocity, {0}, {}, 200})[0].velocity, std::uint8_t{127});
        QCOMPARE(after({EditKind::Velocity, {0}, {}, -200})[0].velocity, std::uint8_t{1});
    }

    void deletesAndDraws()
    {
        QCOMPARE(after({EditKind::Delete, {0, 1}, {}, 0}), (std::vector{note(490, 220, 67)}));
        const EditedNotes drawn = edited(blankPiece(), {EditKind::Draw, {}, {}, 0, note(120, 120, 70)});
        QCOMPARE(drawn.piece.parts[0].notes, (std::vector{note(120, 120, 70)}));
        QCOMPARE(drawn.notes, (std::vector<std::size_t>{0}));
    }

    void aNoteReplacesTheOneItComesToStandOn()
    {
        const auto notes = after({EditKind::Move, {0}, Tick{240}, 4});
        QCOMPARE(notes, (std::vector{note(240, 240, 64), note(490, 220, 67)}));
    }

    void otherPartsStayAsTheyAre()
    {
        midi::Piece two = piece_;
        two.parts.push_back(test::piano({note(0, 480, 36)}).parts[0]);
        const EditedNotes result = edited(two, {EditKind::Move, {0}, {}, 1});
        QCOMPARE(result.piece.parts[1], two.parts[1]);
        QCOMPARE(int{result.piece.parts[0].notes[0].pitch}, 61);
    }
};

QTEST_GUILESS_MAIN(TestNoteEdits)
#include "tst_note_edits.moc"
