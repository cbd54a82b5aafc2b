#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/ml/loader.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/training/training_page.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimer>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The published system through the real window: Classic chosen with a click, trained on the starter collection, a take
/// of 100 notes made, heard and exported, and the model found again after a restart.
class TestClassic : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;

    test::WindowUnderTest window_;

    [[nodiscard]] Document& document() { return window_.document(); }
    void open()
    {
        QVERIFY(window_.open(ml::learnerFactory(), {}, window_.filePath(u"project"_s).toStdString()));
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
    }

private Q_SLOTS:
    void initTestCase() { open(); }

    void isTrainedFromTheTrainPage()
    {
        window_.click(u"trainTab"_s);
        window_.click(u"presetClassic"_s);
        const auto* page = window_->findChild<TrainingPage*>();
        QVERIFY(page->config().classic.has_value());
        QCOMPARE(page->config().classic->shape.hidden, 512);
        window_->findChild<QDoubleSpinBox*>(u"hiddenSize"_s)->setValue(64); // a network for a test
        QCOMPARE(page->config().classic->shape.hidden, 64);
        window_.click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().lossFall()
                                     && window_->training().lossFall()->last < window_->training().lossFall()->first,
                                 kPatienceMs);
        QCOMPARE(page->newestName(), u"Run 1 · Classic"_s);
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(document().network() != nullptr, kPatienceMs);
        QVERIFY(document().network()->classic());
        QVERIFY(document().network()->model().classic->vocabulary.words.size() > 100);
    }

    void makesATakeOfAHundredNotes()
    {
        window_.click(u"composeTab"_s);
        window_->findChild<QSpinBox*>(u"takeLength"_s)->setValue(100);
        window_.click(u"generateButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!document().takes().empty(), kPatienceMs);
        for (const generation::Take& take : document().takes()) {
            QCOMPARE(take.seedNotes, document().seedPiece()->noteCount());
            QVERIFY(take.piece.noteCount() >= take.seedNotes + 100);
            QVERIFY(take.piece.noteCount() < take.seedNotes + 120); // the last token may be a chord
        }
    }

    void isHeard() // at once, and once more from its start: what so young a model adds may be over in a moment
    {
        window_->playback().seek(Seconds{0.0});
        if (!window_->playback().state().playing)
            window_.click(u"playTake"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{0.2}, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Take);
        QVERIFY(window_->playback().state().playing);
        window_.click(u"playButton"_s);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void isExported()
    {
        QTimer::singleShot(0, this, [&] {
            QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            dialog->selectFile(window_.filePath(u"classic"_s)); // the ending is the format's
            QMetaObject::invokeMethod(dialog, "accept");
        });
        QSignalSpy exported(&window_->compose(), &ComposePresenter::exported);
        window_.click(u"exportTake"_s);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);
        const auto bytes = readFile(window_.filePath(u"classic.mid"_s).toStdString());
        QVERIFY(bytes);
        const auto reading = midi::readMidi(*bytes, midi::Strictness::Strict);
        QVERIFY(reading);
        const std::size_t written = reading->sequences.front().noteCount();
        QVERIFY(std::ranges::any_of(document().takes(),
                                    [&](const generation::Take& take) { return take.piece.noteCount() == written; }));
    }

    void isThereAgainAfterARestart()
    {
        const std::size_t takes = document().takes().size();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(document().network() && document().network()->classic(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), takes, kPatienceMs);
    }

    void anotherModelIsChosenWhereOneComposes()
    {
        window_->findChild<TrainingPage*>()->addReadyModel(test::randomModel({.hidden = 32, .layers = 1}));
        window_.click(u"composeTab"_s);
        window_.click(u"otherModel"_s);
        const auto* menu = window_.visible<QMenu>(u"modelMenu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        const QList<QAction*> actions = menu->actions();
        const auto other = std::ranges::find(actions, false, &QAction::isChecked);
        QVERIFY(other != actions.end());
        (*other)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!document().network()->classic(), kPatienceMs);
    }
};

QTEST_MAIN(TestClassic)
#include "tst_classic.moc"
