#include "tests/support/music.h"
#include "ui/roll/edit_tool.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using test::note;

/// Notes under the hand.
class TestEditTool : public QObject {
    Q_OBJECT

private:
    RollContent content_;
    RollGeometry geometry_;
    EditTool tool_;

    /// In the row of a pitch, at a tick.
    [[nodiscard]] QPointF at(double tick, int pitch) const
    {
        return {geometry_.xOf(tick), (geometry_.topOf(pitch) + geometry_.bottomOf(pitch)) / 2.0};
    }
    void press(double tick, int pitch, bool extend = false)
    {
        tool_.press(at(tick, pitch), extend, content_, geometry_);
    }
    void drag(double tick, int pitch) { tool_.drag(at(tick, pitch), content_, geometry_); }

private Q_SLOTS:
    void init()
    {
        const auto piece = test::piano({note(0, 480, 60), note(480, 480, 64), note(960, 480, 67)});
        content_ = RollContent(std::make_shared<const midi::Piece>(piece), {});
        geometry_ = {};
        tool_ = {};
        tool_.setGrid(Tick{120});
    }

    void aPressChoosesANoteAndShiftAddsToIt()
    {
        press(100, 60);
        QVERIFY(!tool_.release());
        press(1000, 67, true);
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{0, 2}));
        press(100, 60, true);
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{2}));
        QCOMPARE(tool_.focused(), std::optional<std::size_t>(2));
    }

    void hiddenNotesAreNeitherMetNorChosen()
    {
        midi::Piece piece = test::piano({note(0, 480, 60), note(960, 480, 67)});
        piece.parts.push_back(test::piano({note(480, 480, 64)}).parts[0]);
        content_ = RollContent(std::make_shared<const midi::Piece>(piece), {}).shownBy({{}, {.shown = false}});
        press(600, 64);
        QVERIFY(tool_.chosen().empty());
        QVERIFY(!tool_.release());
        tool_.step(1, content_);
        tool_.step(1, content_);
        QCOMPARE(tool_.chosen(), std::vector<std::size_t>{2});
        tool_.step(-1, content_);
        QCOMPARE(tool_.chosen(), std::vector<std::size_t>{0});
        tool_.chooseAll(content_);
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{0, 2}));
        tool_.choose({0, 1});
        tool_.keepShown(content_);
        QCOMPARE(tool_.chosen(), std::vector<std::size_t>{0});
    }

    void aDragMovesByTheGridAndByRows()
    {
        press(100, 60);
        drag(100 + 250, 65);
        const RollNote shown = tool_.previewOf(content_.notes()[0]);
        QCOMPARE(shown.onset, std::int64_t{240});
        QCOMPARE(int{shown.pitch}, 65);
        const auto edit = tool_.release();
        QVERIFY(edit && edit->kind == EditKind::Move);
        QCOMPARE(edit->by, Tick{240});
        QCOMPARE(edit->steps, 5);
        QCOMPARE(edit->notes, (std::vector<std::size_t>{0}));
        QVERIFY(!tool_.dragging());
    }

    void theEndOfANoteLengthensIt()
    {
        press(470, 60);
        drag(470 + 130, 60);
        const auto edit = tool_.release();
        QVERIFY(edit && edit->kind == EditKind::Stretch);
        QCOMPARE(edit->by, Tick{120});
    }

    void aFrameChoosesWhatItTouches()
    {
        press(200, 70);
        drag(700, 62);
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{1}));
        QVERIFY(tool_.frame());
        QVERIFY(!tool_.release());
        QCOMPARE(tool_.chosen().size(), std::size_t{1});
    }

    void thePenDrawsOnTheGrid()
    {
        tool_.setDrawing(true);
        press(1700, 72);
        drag(2000, 72);
        const auto edit = tool_.release();
        QVERIFY(edit && edit->kind == EditKind::Draw);
        QCOMPARE(edit->drawn.onset, Tick{1680});
        QCOMPARE(edit->drawn.duration, Tick{360});
        QCOMPARE(int{edit->drawn.pitch}, 72);
    }

    void thePenDrawsInThePartOfWhatIsChosen()
    {
        midi::Piece piece = test::piano({note(0, 480, 60)});
        piece.parts.push_back(test::piano({note(480, 480, 64)}).parts[0]);
        content_ = RollContent(std::make_shared<const midi::Piece>(piece), {});
        tool_.setDrawing(true);
        const auto partDrawn = [&] {
            press(1700, 72);
            return tool_.release().value().part;
        };
        QCOMPARE(partDrawn(), std::uint16_t{0}); // the first that is shown
        tool_.choose({1});
        QCOMPARE(partDrawn(), std::uint16_t{1});
        content_ = content_.shownBy({{.shown = false}});
        tool_.choose({});
        QCOMPARE(partDrawn(), std::uint16_t{1});
    }

    void theLaneChangesVelocities()
    {
        const double x = geometry_.xOf(480);
        QVERIFY(!tool_.pressVelocity({x + 20, 10}, 50, content_, geometry_)); // between two onsets
        QVERIFY(tool_.pressVelocity({x + 3, 25}, 50, content_, geometry_));
        QVERIFY(tool_.gripsVelocity());
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{1}));
        QCOMPARE(int{tool_.previewOf(content_.notes()[1]).velocity}, 64);
        tool_.drag({x + 3, 0}, content_, geometry_);
        QCOMPARE(int{tool_.previewOf(content_.notes()[1]).velocity}, 127);
        tool_.drag({x + 3, 90}, content_, geometry_); // below the lane
        const auto edit = tool_.release();
        QVERIFY(edit && edit->kind == EditKind::Velocity);
        QCOMPARE(edit->steps, 1 - 64);
        QCOMPARE(edit->notes, (std::vector<std::size_t>{1}));
    }

    void allThatIsChosenGetsLouderTogether()
    {
        tool_.choose({0, 1});
        tool_.pressVelocity({geometry_.xOf(0), 0}, 50, content_, geometry_);
        const auto edit = tool_.release();
        QVERIFY(edit);
        QCOMPARE(edit->notes, (std::vector<std::size_t>{0, 1}));
        tool_.pressVelocity({geometry_.xOf(960), 0}, 50, content_, geometry_); // not one of them
        QCOMPARE(tool_.chosen(), (std::vector<std::size_t>{2}));
    }

    void theKeyboardGoesFromNoteToNote()
    {
        tool_.step(1, content_);
        QCOMPARE(tool_.focused(), std::optional<std::size_t>(0));
        tool_.step(1, content_);
        tool_.step(1, content_);
        tool_.step(1, content_); // there is no more
        QCOMPARE(tool_.focused(), std::optional<std::size_t>(2));
        tool_.step(-1, content_);
        QCOMPARE(tool_.focused(), std::optional<std::size_t>(1));
    }
};

QTEST_GUILESS_MAIN(TestEditTool)
#include "tst_edit_tool.moc"
