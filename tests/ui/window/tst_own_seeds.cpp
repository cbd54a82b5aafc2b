#include "core/midi/midi_writer.h"
#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/drawn_seeds.h"
#include "ui/window/playback_presenter.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Seeds of one's own: copied from a piece or drawn from nothing, edited, undone, and continued like any other.
class TestOwnSeeds : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    test::WindowUnderTest window_;

    [[nodiscard]] Document& document() { return window_.document(); }
    [[nodiscard]] PianoRoll& roll() { return *window_.visible<PianoRoll>(u"pianoRoll"_s); }
    [[nodiscard]] std::size_t notes() { return document().selectedEntry()->piece->noteCount(); }

private Q_SLOTS:
    void init()
    {
        QVERIFY(window_.open(test::fakeLearners()));
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
    }

    void aCopyOfASeedIsEditedAndUndone()
    {
        const std::size_t count = document().seed()->count;
        window_.click(u"editSeed"_s);
        QVERIFY(drawn_seeds::isDrawn(document().selectedEntry()->id));
        QCOMPARE(notes(), count);
        QCOMPARE(document().seed()->count, count);
        QVERIFY(document().leftOut().contains(document().selectedEntry()->id));

        QTest::keyClick(&roll(), Qt::Key_Right); // chooses the first note
        const int pitch = roll().content().notes()[0].pitch;
        QTest::keyClick(&roll(), Qt::Key_Up, Qt::ShiftModifier);
        const std::size_t moved = roll().chosenNotes().front();
        QCOMPARE(int{roll().content().notes()[moved].pitch}, pitch + 12);
        window_.click(u"undoEdit"_s);
        QCOMPARE(int{roll().content().notes()[0].pitch}, pitch);
        QTest::keyClick(&roll(), Qt::Key_Delete);
        QCOMPARE(notes(), count - 1);
        QCOMPARE(document().seed()->count, count - 1);
        window_.click(u"undoEdit"_s);
        QCOMPARE(notes(), count);
        window_.click(u"redoEdit"_s);
        QCOMPARE(notes(), count - 1);
    }

    void aSeedIsDrawnFromNothing()
    {
        window_->findChild<QAction*>(u"drawSeed"_s)->trigger();
        QCOMPARE(notes(), std::size_t{0});
        const auto press = [&](int x, int y) {
            QTest::mouseClick(roll().viewport(), Qt::LeftButton, {}, roll().places().notes.topLeft() + QPoint(x, y));
        };
        press(40, 120);
        press(120, 140);
        QCOMPARE(notes(), std::size_t{2});
        QCOMPARE(document().seed()->count, std::size_t{2});
        QCOMPARE(document().seed()->entryId, document().selectedEntry()->id);
        QVERIFY(window_.visible(u"useSeed"_s)->isEnabled());
    }

    void ownSeedsStayWhenTheLibraryIsReadAgain()
    {
        window_.click(u"editSeed"_s);
        const std::string id = document().selectedEntry()->id;
        window_->openStarter();
        QTest::qWait(0);
        QVERIFY(document().entry(id));
    }

    void spacePlaysTheSeedFromItsFirstNote()
    {
        roll().setFocus();
        QTest::keyClick(&roll(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Seed);
        QTest::keyClick(&roll(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->playback().state().playing, kPatienceMs);
    }

    void musicMayBeDroppedOnAnyPage()
    {
        window_->showPage(NavigationRail::Page::Train);
        const std::size_t before = document().library().entries.size();
        QTemporaryDir folder;
        const QString file = folder.filePath(u"dropped.mid"_s);
        QFile music(file);
        QVERIFY(music.open(QIODevice::WriteOnly));
        const auto bytes = midi::writeMidi(test::wanderingLine(80));
        music.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
        music.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent entering({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.operator->(), &entering);
        QVERIFY(entering.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.operator->(), &drop);
        QTRY_COMPARE_WITH_TIMEOUT(document().library().entries.size(), before + 1, kPatienceMs);
    }

    void whatIsLeftOutIsNotTrainedOn()
    {
        const library::Entry first = document().library().entries.front();
        document().setLeftOut({first.id});
        const library::Library kept = document().trainingLibrary();
        QCOMPARE(kept.entries.size() + 1, document().library().entries.size());
        QVERIFY(std::ranges::find(kept.entries, first.id, &library::Entry::id) == kept.entries.end());
    }

    void lPlaysTheSeedOverAndOver()
    {
        QTest::keyClick(&roll(), Qt::Key_L);
        QVERIFY(roll().range().has_value());
        QTest::keyClick(&roll(), Qt::Key_Escape);
        QVERIFY(!roll().range().has_value());
    }
};

QTEST_MAIN(TestOwnSeeds)
#include "tst_own_seeds.moc"
