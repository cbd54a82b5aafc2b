#include "core/model/model.h"
#include "core/project/settings.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/guide/guide_window.h"
#include "ui/settings/shortcut_book.h"
#include "ui/welcome/tour.h"
#include "ui/window/playback_presenter.h"

#include <QAction>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;
using Page = NavigationRail::Page;

/// Someone's first minute: three doors, a tour, and help that is there afterwards, too.
class TestFirstStart : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    test::WindowUnderTest window_;

    [[nodiscard]] bool welcomed() const { return project::readSettings(project::settingsFile()).settings.welcomed; }
    void open()
    {
        const auto file = window_.filePath(u"ready.safetensors"_s).toStdString();
        const auto model = test::randomModel({.hidden = 32, .layers = 1});
        QVERIFY(model::writeModel(file, *model, model::Precision::Float16));
        QVERIFY(window_.open(test::fakeLearners(), file, {}, true));
    }
    [[nodiscard]] Tour* tour() const { return window_->findChild<Tour*>(); }

private Q_SLOTS:
    void theWelcomePageComesFirstAndOneClickSounds()
    {
        open();
        QCOMPARE(window_->page(), Page::Welcome);
        QVERIFY(!window_.visible(u"libraryTab"_s)->isChecked());
        window_->openStarter();
        QElapsedTimer sinceTheClick;
        sinceTheClick.start();
        window_.click(u"tryNow"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QVERIFY2(sinceTheClick.elapsed() < 10'000, qPrintable(QString::number(sinceTheClick.elapsed())));
        QCOMPARE(window_->page(), Page::Compose);
        QTRY_VERIFY(welcomed());
    }

    void anEnsembleIsOneClickAway()
    {
        window_->showPage(Page::Welcome);
        window_.click(u"tryEnsembles"_s);
        QCOMPARE(window_->page(), Page::Library);
        QTRY_VERIFY_WITH_TIMEOUT(window_.visible<QWidget>(u"partRow4"_s), kPatienceMs);
        QVERIFY(window_.document().selectedEntry()->piece->parts.size() >= 4);
    }

    void itIsReachedAgainFromTheHelpMenu()
    {
        window_->findChild<QAction*>(u"openWelcome"_s)->trigger();
        QCOMPARE(window_->page(), Page::Welcome);
        window_.click(u"leaveWelcome"_s);
        QCOMPARE(window_->page(), Page::Library);
    }

    void theCollectionIsExplainedAndLeftAgain()
    {
        window_->showPage(Page::Welcome);
        window_.click(u"getCollection"_s);
        QVERIFY(window_.visible<QWidget>(u"collectionGuide"_s));
        window_.click(u"collectionBack"_s);
        QVERIFY(window_.visible(u"tryNow"_s));
    }

    void theTourGoesThroughTheWindowAndBack()
    {
        window_->showTour();
        QVERIFY(tour());
        QStringList titles;
        while (tour()->findChild<QPushButton*>(u"tourNext"_s)->text() == u"Next"_s) {
            titles << tour()->findChild<QLabel*>(u"tourTitle"_s)->text();
            window_.click(u"tourNext"_s);
        }
        QVERIFY(titles.size() >= 6);
        window_.click(u"tourBack"_s);
        QCOMPARE(tour()->findChild<QLabel*>(u"tourTitle"_s)->text(), titles.back());
        window_.click(u"tourNext"_s);
        window_.click(u"tourNext"_s);
        QTRY_VERIFY(!tour());
    }

    void theTourIsWalkedAndSkippedByKeyboard()
    {
        window_->showTour();
        QTest::qWait(0);
        auto* next = tour()->findChild<QPushButton*>(u"tourNext"_s);
        QTRY_VERIFY(next->hasFocus());
        const QString first = tour()->findChild<QLabel*>(u"tourTitle"_s)->text();
        QTest::keyClick(next, Qt::Key_Right);
        QVERIFY(tour()->findChild<QLabel*>(u"tourTitle"_s)->text() != first);
        QTest::keyClick(next, Qt::Key_Tab); // Tab stays on the card
        QVERIFY(tour()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!tour());
    }

    void everyStopOfTheTourIsThere()
    {
        window_->showTour();
        for (bool last = false; !last;) {
            QTest::qWait(0);
            QVERIFY2(tour()->showsSomething(), qPrintable(tour()->findChild<QLabel*>(u"tourTitle"_s)->text()));
            last = tour()->findChild<QPushButton*>(u"tourNext"_s)->text() != u"Next"_s;
            window_.click(u"tourNext"_s);
        }
        QTRY_VERIFY(!tour());
    }

    void f1OpensTheGuide()
    {
        window_->showPage(Page::Train);
        QTest::keyClick(window_.operator->(), Qt::Key_F1);
        auto* guide = window_->findChild<GuideWindow*>();
        QVERIFY(guide && guide->isVisible());
        guide->close();
    }

    void everyCommandIsInTheListOnceAndNoTwoShareKeys()
    {
        const ShortcutBook& book = window_->shortcuts();
        QVERIFY(book.commands().size() >= 26);
        for (const ShortcutBook::Command& command : book.commands()) {
            QVERIFY2(!command.title.isEmpty() && !command.group.isEmpty(), command.id.c_str());
            QVERIFY2(book.holderOf(command.standard, command.id).isEmpty(), command.id.c_str());
        }
    }

    void keysPressWhatTheyAreFor()
    {
        window_->showPage(Page::Library);
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.operator->()));
        QTest::keyClick(window_.operator->(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window_->page(), Page::Train);
        window_->shortcuts().setKeys("page.compose", Qt::Key_F9);
        QTest::keyClick(window_.operator->(), Qt::Key_F9);
        QCOMPARE(window_->page(), Page::Compose);
        window_->shortcuts().reset("page.compose");
    }
};

QTEST_MAIN(TestFirstStart)
#include "tst_first_start.moc"
