#include "tests/support/music.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const midi::Piece> line(int notes)
{
    return std::make_shared<midi::Piece>(test::wanderingLine(notes));
}

void wheel(PianoRoll& roll, QPoint at, int notches, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, roll.viewport()->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(roll.viewport(), &event);
}

} // namespace

/// The roll as a person meets it: mouse, wheel and keys on the real widget.
class TestPianoRoll : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PianoRoll> roll_;

    [[nodiscard]] QPoint overNote(std::size_t note) const { return roll_->placeOf(note).center(); }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Dark); }

    void init()
    {
        roll_ = std::make_unique<PianoRoll>();
        roll_->resize(900, 480);
        roll_->show();
        roll_->setPiece(line(600));
    }

    void cleanup() { roll_.reset(); }

    void aClickPutsTheSeedThere()
    {
        QSignalSpy moved(roll_.get(), &PianoRoll::seedMoved);
        QSignalSpy dropped(roll_.get(), &PianoRoll::seedDropped);
        QTest::mouseClick(roll_->viewport(), Qt::LeftButton, {}, overNote(10));
        QCOMPARE(*roll_->seedWindow(), (NoteRange{10, 64}));
        QCOMPARE(moved.takeLast(),
                 (QVariantList{QVariant::fromValue(std::size_t{10}), QVariant::fromValue(std::size_t{64})}));
        QCOMPARE(dropped.count(), 1);
    }

    void draggingMovesTheBand()
    {
        roll_->setSeedWindow(10, 64);
        roll_->fit();
        QTest::mousePress(roll_->viewport(), Qt::LeftButton, {}, overNote(40));
        QTest::mouseMove(roll_->viewport(), overNote(90));
        QTest::mouseRelease(roll_->viewport(), Qt::LeftButton, {}, overNote(90));
        QVERIFY(qAbs(static_cast<int>(roll_->seedWindow()->first) - 60) <= 2);
        QCOMPARE(roll_->seedWindow()->count, std::size_t{64});
    }

    void arrowsMoveTheSeed()
    {
        roll_->setSeedWindow(10, 64);
        QTest::keyClick(roll_.get(), Qt::Key_Right);
        QCOMPARE(roll_->seedWindow()->first, std::size_t{11});
        QTest::keyClick(roll_.get(), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(roll_->seedWindow()->first, std::size_t{16});
        QTest::keyClick(roll_.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(roll_->seedWindow()->count, std::size_t{65});
    }

    void readingModeSeeksInsteadOfSeeding()
    {
        roll_->setMode(RollMode::Reading);
        QSignalSpy sought(roll_.get(), &PianoRoll::seekRequested);
        QTest::mouseClick(roll_->viewport(), Qt::LeftButton, {}, overNote(8));
        QVERIFY(!roll_->hasSeed());
        QCOMPARE(sought.count(), 1);
        const auto at = sought[0][0].value<Seconds>().count();
        QVERIFY(at >= 2.0 && at < 2.25); // an eighth lasts a quarter of a second
    }

    void theRulerSeeks()
    {
        QSignalSpy sought(roll_.get(), &PianoRoll::seekRequested);
        QTest::mouseClick(roll_->viewport(), Qt::LeftButton, {}, {overNote(4).x(), 8});
        QCOMPARE(sought.count(), 1);
        QVERIFY(!roll_->hasSeed());
    }

    void aKeySoundsItsPitch()
    {
        QSignalSpy struck(roll_.get(), &PianoRoll::keyStruck);
        const int y = overNote(0).y(); // the first note is middle C
        QTest::mouseClick(roll_->viewport(), Qt::LeftButton, {}, {10, y});
        QCOMPARE(struck.count(), 1);
        QCOMPARE(struck[0][0].toInt(), 60);
    }

    void controlAndWheelZoomAtTheCursor()
    {
        const QPoint at = overNote(20);
        const double before = roll_->geometryOfNotes().tickAt(at.x() - roll_->places().notes.left());
        const double scale = roll_->geometryOfNotes().pixelsPerTick;
        wheel(*roll_, at, 2, Qt::ControlModifier);
        const RollGeometry& after = roll_->geometryOfNotes();
        QVERIFY(after.pixelsPerTick > scale);
        QVERIFY(qAbs(after.tickAt(at.x() - roll_->places().notes.left()) - before) < 1.0 / after.pixelsPerTick);
    }

    void shiftAndWheelScrolls()
    {
        wheel(*roll_, {400, 200}, -3, Qt::ShiftModifier);
        QCOMPARE(roll_->horizontalScrollBar()->value(), 240);
    }

    void theMiddleButtonPans()
    {
        QTest::mousePress(roll_->viewport(), Qt::MiddleButton, {}, {500, 200});
        QTest::mouseMove(roll_->viewport(), {380, 200});
        QTest::mouseRelease(roll_->viewport(), Qt::MiddleButton, {}, {380, 200});
        QCOMPARE(roll_->horizontalScrollBar()->value(), 120);
    }

    void fitShowsThePieceWhole()
    {
        roll_->fit();
        QCOMPARE(roll_->horizontalScrollBar()->maximum(), 0);
        QVERIFY(roll_->placeOf(599).right() <= roll_->places().notes.right() + 2);
    }

    void followsThePlayheadUntilTheUserScrolls()
    {
        roll_->setPlayhead(Seconds{60.0}, true);
        QVERIFY(roll_->placeOf(240).right() > 0 && roll_->placeOf(240).left() < roll_->width());
        wheel(*roll_, {400, 200}, 5, Qt::ShiftModifier);
        QVERIFY(!roll_->isFollowing());
        const int scrolled = roll_->horizontalScrollBar()->value();
        roll_->setPlayhead(Seconds{100.0}, true);
        QCOMPARE(roll_->horizontalScrollBar()->value(), scrolled);
        roll_->setPlayhead(Seconds{100.0}, false);
        roll_->setPlayhead(Seconds{100.0}, true);
        QVERIFY(roll_->isFollowing());
    }

    void soundingNotesAreCoral()
    {
        roll_->setPlayhead(Seconds{0.6}, true); // within the third note
        const QImage image = roll_->grabImage();
        const QPoint inside = roll_->placeOf(2).center() + QPoint(3, 0);
        QCOMPARE(image.pixelColor(inside * image.devicePixelRatio()), Palette::of(Theme::Dark).sounding);
    }

    void keepsItsViewWhenTakesGrow()
    {
        wheel(*roll_, {400, 200}, -4, Qt::ShiftModifier);
        const double scroll = roll_->geometryOfNotes().scrollX;
        roll_->updatePiece(line(640), std::vector(640, NoteRole::Made));
        QCOMPARE(roll_->geometryOfNotes().scrollX, scroll);
    }

    void refusesASeedOutsideThePiece()
    {
        roll_->setSeedWindow(590, 64);
        QVERIFY(!roll_->hasSeed());
    }

    void showsWhatToDoWhenEmpty()
    {
        roll_->setPiece(nullptr);
        roll_->setEmptyText(u"Drop a piece here."_s);
        QVERIFY(!roll_->grabImage().isNull());
        QTest::mouseClick(roll_->viewport(), Qt::LeftButton, {}, {300, 200});
        QTest::keyClick(roll_.get(), Qt::Key_Right);
        QVERIFY(!roll_->hasSeed());
    }

    void tellsAssistiveTechnologyWhatItShows()
    {
        roll_->setSeedWindow(8, 64);
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(roll_.get());
        QVERIFY(spoken);
        QCOMPARE(spoken->role(), QAccessible::Canvas);
        QCOMPARE(spoken->text(QAccessible::Name), u"Piano roll"_s);
        QCOMPARE(spoken->text(QAccessible::Value), u"600 notes; seed: notes 9 to 72, bars 2 to 9"_s);
    }

    void paintsItsStripsAlike()
    {
        // A playhead step repaints a strip; the picture must be the one a full repaint gives.
        roll_->setSeedWindow(5, 64);
        roll_->setPlayhead(Seconds{1.0}, true);
        static_cast<void>(roll_->grabImage());
        roll_->setPlayhead(Seconds{1.7}, true);
        QApplication::processEvents();
        const QImage stepped = roll_->grabImage();
        roll_->viewport()->update();
        QCOMPARE(roll_->grabImage(), stepped);
    }

    void assistiveTechnologyHearsOfTheFocusedNote()
    {
        roll_->setMode(RollMode::Editing);
        QSignalSpy chosen(roll_.get(), &PianoRoll::notesChosen);
        QTest::keyClick(roll_.get(), Qt::Key_Right);
        QTest::keyClick(roll_.get(), Qt::Key_Right);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(roll_->focusedNote(), std::optional<std::size_t>(1));
        const QString value = QAccessible::queryAccessibleInterface(roll_.get())->text(QAccessible::Value);
        QVERIFY2(value.contains(u"1 chosen, at G4 · bar 1, beat 1"_s), qPrintable(value));
    }

    void seedAndFocusedNoteAreChildrenOfTheRoll()
    {
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(roll_.get());
        const int widgets = spoken->childCount();
        roll_->setSeedWindow(8, 64);
        QCOMPARE(spoken->childCount(), widgets + 1);
        QAccessibleInterface* seed = spoken->child(widgets);
        QCOMPARE(seed->text(QAccessible::Name), u"seed: notes 9 to 72, bars 2 to 9"_s);
        QVERIFY(seed->state().selected);
        QVERIFY(!seed->rect().isEmpty());
        QCOMPARE(seed->parent(), spoken);
        QCOMPARE(spoken->indexOfChild(seed), widgets);

        roll_->setMode(RollMode::Editing);
        QTest::keyClick(roll_.get(), Qt::Key_Right);
        QAccessibleInterface* note = spoken->child(spoken->childCount() - 1);
        QCOMPARE(note->role(), QAccessible::ListItem);
        QVERIFY(note->text(QAccessible::Name).startsWith(u"C4 · bar 1, beat 1"_s));
        QCOMPARE(note->rect().size(), roll_->placeOf(0).size());
        roll_->chooseNotes({});
        QVERIFY(!note->isValid());
    }

    void editsAreWishedFor()
    {
        roll_->setMode(RollMode::Editing);
        std::vector<NoteEdit> edits;
        connect(roll_.get(), &PianoRoll::editWished, this, [&](const NoteEdit& edit) { edits.push_back(edit); });
        QTest::keyClick(roll_.get(), Qt::Key_Up); // nothing is chosen yet
        QVERIFY(edits.empty());
        QTest::keyClick(roll_.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(roll_->chosenNotes().size(), std::size_t{600});
        QTest::keyClick(roll_.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(roll_.get(), Qt::Key_Delete);
        QCOMPARE(edits.size(), std::size_t{2});
        QCOMPARE(edits[0].steps, -12);
        QVERIFY(edits[1].kind == EditKind::Delete);
    }

    void aDragOnTheRulerChoosesALoop()
    {
        QSignalSpy chosen(roll_.get(), &PianoRoll::rangeChosen);
        QSignalSpy sought(roll_.get(), &PianoRoll::seekRequested);
        const int x = roll_->places().notes.left();
        const auto at = [&](double tick) { return x + static_cast<int>(roll_->geometryOfNotes().xOf(tick)); };
        QTest::mousePress(roll_->viewport(), Qt::LeftButton, {}, {at(500), 8});
        QTest::mouseMove(roll_->viewport(), {at(1800), 8});
        QTest::mouseRelease(roll_->viewport(), Qt::LeftButton, {}, {at(1800), 8});
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<Seconds>().count(), 0.5); // a quarter lasts half a second
        QCOMPARE(chosen[0][1].value<Seconds>().count(), 2.0);
        QCOMPARE(sought.count(), 0);
        QTest::keyClick(roll_.get(), Qt::Key_Escape);
        QVERIFY(!roll_->range());
    }
};

QTEST_MAIN(TestPianoRoll)
#include "tst_piano_roll.moc"
