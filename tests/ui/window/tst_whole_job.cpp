#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/ml/loader.h"
#include "ui/document/document.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/theme.h"
#include "ui/training/training_page.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/library_presenter.h"
#include "ui/window/main_window.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFileDialog>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Everything a person does first, through the real window: starter collection, seed by mouse, a few seconds of
/// training, takes, listening on the silent sink, export, and the file read back.
class TestWholeJob : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;

    std::unique_ptr<playback::Player> player_;
    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;

    [[nodiscard]] Document& document() { return window_->document(); }

    template <class Widget>
    Widget* visible(const QString& name)
    {
        for (Widget* widget : window_->findChildren<Widget*>(name))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }

    void click(const QString& name)
    {
        auto* button = visible<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(name));
        QVERIFY2(button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        applyTheme(*qApp, Theme::Dark);
        player_ = std::make_unique<playback::Player>(playback::PlayerOptions{.forceSilent = true});
        window_ = std::make_unique<MainWindow>(Services{*player_, ml::learnerFactory(), CADENZA_STARTER});
        window_->resize(1440, 900);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    void opensWithTheStarterCollectionAndAGoodSeed()
    {
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
        QVERIFY(document().library().entries.size() >= 4);
        QVERIFY(document().library().noteCount() >= 2500);
        QCOMPARE(document().seed()->count, std::size_t{64});
        auto* action = visible<QAbstractButton>(u"useSeed"_s);
        QVERIFY(action && action->isEnabled());
        QCOMPARE(action->text(), u"Learn and continue"_s);
    }

    void spacePlaysAndPausesFromTheListWhereAPersonStarts()
    {
        auto* tree = visible<QWidget>(u"pieceTree"_s);
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
        auto* roll = visible<PianoRoll>(u"pianoRoll"_s);
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
        click(u"trainButton"_s); // it says Stop now
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

    void playsATakeUntilThePlayheadMoves()
    {
        click(u"playTake"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{0.2}, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Take);
        QCOMPARE(window_->playback().state().loudspeaker, playback::Loudspeaker::Silent);
        QVERIFY(visible<QWidget>(u"silentLabel"_s));
        click(u"playButton"_s);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void exportsATakeThatReadsBackEqual()
    {
        const QString path = folder_.filePath(u"take.mid"_s);
        QTimer::singleShot(0, this, [&] {
            QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            dialog->selectFile(folder_.filePath(u"take"_s)); // the ending is the format's
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
        QVERIFY(QDir().mkpath(folder_.filePath(u"no music"_s)));
        window_->openPaths({folder_.filePath(u"no music"_s).toStdString()});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QCOMPARE(failed.value(0).value(0).value<Error>().fault, Fault::NoMusic);
        QCOMPARE(document().library().entries.size(), before);
    }

    void cleanupTestCase()
    {
        window_->close();
        window_.reset();
        player_.reset();
    }
};

QTEST_MAIN(TestWholeJob)
#include "tst_whole_job.moc"
