#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/ml/loader.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/roll/piano_roll.h"
#include "ui/training/training_page.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/library_presenter.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QApplication>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTimer>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Everything a person does first, through the real window: starter collection, seed by mouse, a few seconds of
/// training, takes, listening on the silent sink, export, and the file read back.
class TestWholeJob : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;

    test::WindowUnderTest window_;

    [[nodiscard]] Document& document() { return window_.document(); }
    void click(const QString& name) { window_.click(name); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(window_.open(ml::learnerFactory())); }

    void opensWithTheStarterCollectionAndAGoodSeed()
    {
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
        QVERIFY(document().library().entries.size() >= 4);
        QVERIFY(document().library().noteCount() >= 2500);
        QCOMPARE(document().seed()->count, std::size_t{64});
        auto* action = window_.visible(u"useSeed"_s);
        QVERIFY(action && action->isEnabled());
        QCOMPARE(action->text(), u"Learn and continue"_s);
    }

    void spacePlaysAndPausesFromTheListWhereAPersonStarts()
    {
        auto* tree = window_.visible<QWidget>(u"pieceTree"_s);
        QVERIFY(tree);
        QCOMPARE(window_->focusWidget(), tree);
        QTest::keyClick(tree, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Piece);
        QTest::keyClick(tree, Qt::Key_Space);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void choosesASeedWithTheMouse()
    {
        auto* roll = window_.visible<PianoRoll>(u"pianoRoll"_s);
        QVERIFY(roll);
        const std::size_t wanted = document().seed()->first + 90;
        roll->showNotes({wanted, 64});
        const QRect place = roll->placeOf(wanted);
        QVERIFY(roll->viewport()->rect().contains(place.center()));
        QTest::mouseClick(roll->viewport(), Qt::LeftButton, Qt::NoModifier, {place.left() + 1, place.center().y()});
        QTRY_VERIFY(document().seed()->first != wanted - 90);
        const auto notes = midi::notesInOrder(*document().selectedEntry()->piece);
        QVERIFY(notes[document().seed()->first].note.onset == notes[wanted].note.onset);
        QCOMPARE(document().seedPiece()->noteCount(), document().seed()->count);
    }

    void auditionsTheSeed()
    {
        click(u"hearSeed"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{0.1}, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Seed);
        click(u"playButton"_s);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void trainsForAFewSecondsAndStops()
    {
        click(u"trainTab"_s);
        QSignalSpy reports(&window_->training(), &TrainingPresenter::progressed);
        click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().lossFall()
                                     && window_->training().lossFall()->last < window_->training().lossFall()->first,
                                 kPatienceMs);
        QVERIFY(reports.count() >= 1);
        click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(document().network() != nullptr, kPatienceMs);
        QVERIFY(!window_->training().running());
    }

    void generatesTakes()
    {
        click(u"composeTab"_s);
        click(u"generateButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!document().takes().empty(), kPatienceMs);
        for (const generation::Take& take : document().takes()) {
            QCOMPARE(take.seedNotes, document().seedPiece()->noteCount());
            QVERIFY(take.piece.noteCount() > take.seedNotes);
        }
    }

    void theFirstTakeSoundsAtOnceAndPlaysUntilThePlayheadMoves()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{0.2}, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Take);
        QCOMPARE(window_->playback().state().loudspeaker, playback::Loudspeaker::Silent);
        QVERIFY(window_.visible<QWidget>(u"silentLabel"_s));
        click(u"playButton"_s);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void exportsATakeThatReadsBackEqual()
    {
        const QString path = window_.filePath(u"take.mid"_s);
        QTimer::singleShot(0, this, [&] {
            QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            dialog->selectFile(window_.filePath(u"take"_s)); // the ending is the format's
            QMetaObject::invokeMethod(dialog, "accept");
        });
        QSignalSpy exported(&window_->compose(), &ComposePresenter::exported);
        click(u"exportTake"_s);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);

        const auto bytes = readFile(path.toStdString());
        QVERIFY(bytes);
        const auto reading = midi::readMidi(*bytes, midi::Strictness::Strict);
        QVERIFY(reading);
        const auto written = midi::notesInOrder(reading->sequences.front());
        const auto made = midi::notesInOrder(document().takes().front().piece);
        QCOMPARE(written.size(), made.size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            QVERIFY(written[i].note.onset == made[i].note.onset);
            QCOMPARE(written[i].note.pitch, made[i].note.pitch);
            QVERIFY(written[i].note.duration == made[i].note.duration);
            QCOMPARE(written[i].note.velocity, made[i].note.velocity);
        }
    }

    void anExportThatFailsSaysWhyAndLosesNothing()
    {
        QSignalSpy failed(&window_->compose(), &ComposePresenter::failed);
        window_->compose().exportTake(0, "/proc/cannot/take.mid");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QVERIFY(!document().takes().empty());
    }

    void badMusicIsOneMessageAndTheCollectionStays()
    {
        const auto before = document().library().entries.size();
        QSignalSpy failed(&window_->library(), &LibraryPresenter::failed);
        QVERIFY(QDir().mkpath(window_.filePath(u"no music"_s)));
        window_->openPaths({window_.filePath(u"no music"_s).toStdString()});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QCOMPARE(failed.value(0).value(0).value<Error>().fault, Fault::NoMusic);
        QCOMPARE(document().library().entries.size(), before);
    }

    void cleanupTestCase() { window_->close(); }
};

QTEST_MAIN(TestWholeJob)
#include "tst_whole_job.moc"
