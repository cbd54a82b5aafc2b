#include "core/model/model.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "tests/ui/window/window_walk.h"
#include "ui/guide/guide_window.h"
#include "ui/project/model_export_dialog.h"
#include "ui/training/elsewhere_sheet.h"
#include "ui/training/training_page.h"
#include "ui/welcome/tour.h"
#include "ui/window/crash_notice.h"
#include "ui/window/training_presenter.h"

#include <QAction>
#include <QDialog>
#include <QPushButton>
#include <QRegularExpression>

#include <functional>

using namespace cadenza;
using namespace cadenza::ui;
using namespace cadenza::test;
using namespace Qt::StringLiterals;
using Page = NavigationRail::Page;

/// Everything that opens over the window, and the pages with work on them: nothing is clipped on a small screen, every
/// control has a name and is reached by keyboard.
class TestEveryDialog : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    static constexpr QSize kSmallScreen{1280, 720};
    test::WindowUnderTest window_;
    struct Surface {
        QString name;
        std::function<QWidget*()> open; ///< what is to be looked at; null where it did not open
    };

    [[nodiscard]] QWidget* opened(const QString& name) const
    {
        QTest::qWait(0);
        QWidget* widget = name == u"mainWindow"_s ? window_.operator->() : window_->findChild<QWidget*>(name);
        return widget && widget->isVisible() ? widget : nullptr;
    }
    std::function<QWidget*()> byButton(Page page, const QString& button, const QString& what)
    {
        return [=, this] {
            window_->showPage(page);
            window_.click(button);
            return opened(what);
        };
    }
    std::function<QWidget*()> byAction(Page page, const QString& action, const QString& what)
    {
        return [=, this] {
            window_->showPage(page);
            window_->findChild<QAction*>(action)->trigger();
            return opened(what);
        };
    }
    QWidget* tourStop(int stop)
    {
        window_->showTour();
        for (int i = 0; i < stop; ++i)
            window_.click(u"tourNext"_s);
        return window_->findChild<Tour*>();
    }

    std::vector<Surface> surfaces()
    {
        std::vector<Surface> all{
            {u"settings"_s, byButton(Page::Library, u"settingsButton"_s, u"settingsDialog"_s)},
            {u"names of a piece"_s, byAction(Page::Library, u"editNames"_s, u"namesDialog"_s)},
            {u"export of a piece"_s, byButton(Page::Library, u"exportPiece"_s, u"exportSheet"_s)},
            {u"export of takes"_s, byButton(Page::Compose, u"exportMany"_s, u"exportSheet"_s)},
            {u"name of a take"_s, byAction(Page::Compose, u"labelTake"_s, u"labelDialog"_s)},
            {u"sound"_s, byButton(Page::Library, u"soundButton"_s, u"soundPanel"_s)},
            {u"practice"_s, byButton(Page::Library, u"practiceButton"_s, u"practicePanel"_s)},
            {u"about"_s, byAction(Page::Library, u"openAbout"_s, u"aboutBox"_s)},
            {u"guide"_s, byAction(Page::Library, u"openGuide"_s, u"guideWindow"_s)},
            {u"welcome"_s, byAction(Page::Library, u"openWelcome"_s, u"welcomePage"_s)},
            {u"collection"_s, byButton(Page::Welcome, u"getCollection"_s, u"collectionGuide"_s)},
            {u"statistics"_s, byButton(Page::Library, u"showStatistics"_s, u"mainWindow"_s)},
            {u"inside of a network"_s, byButton(Page::Train, u"lookInside"_s, u"mainWindow"_s)},
            {u"training folder"_s, byAction(Page::Train, u"writeTrainingFolder"_s, u"elsewhereSheet"_s)},
            {u"what to do elsewhere"_s,
             [this]() -> QWidget* {
                 auto* sheet = new ElsewhereSheet(std::filesystem::path("/media/stick/Run 3"), window_.operator->());
                 sheet->show();
                 return sheet;
             }},
            {u"crash notice"_s,
             [this] {
                 showCrashReport("what happened", window_.operator->());
                 return opened(u"crashNotice"_s);
             }},
            {u"card of a model"_s,
             [this]() -> QWidget* {
                 auto* dialog = new ModelExportDialog({}, window_.operator->());
                 dialog->show();
                 return dialog;
             }},
        };
        for (int stop = 0; stop < 9; ++stop)
            all.push_back({u"tour %1"_s.arg(stop + 1), [this, stop] { return tourStop(stop); }});
        return all;
    }

    /// Statistics and the inside are the window's own: their button closes them again.
    void close(QWidget& widget, const Surface& surface)
    {
        if (&widget != window_.operator->() && widget.isWindow())
            widget.close();
        else if (auto* tour = qobject_cast<Tour*>(&widget))
            tour->close();
        else if (surface.name == u"statistics")
            window_.click(u"showStatistics"_s);
        else if (surface.name == u"inside of a network")
            window_.click(u"lookInside"_s);
        else if (surface.name == u"collection")
            window_.click(u"collectionBack"_s);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::qWait(0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto model = window_.filePath(u"ready.safetensors"_s).toStdString();
        QVERIFY(model::writeModel(model, *test::randomModel({.hidden = 32, .layers = 1}), model::Precision::Float16));
        QVERIFY(window_.open(test::fakeLearners(), model));
        window_->setMinimumSize(kSmallScreen);
        window_->resize(kSmallScreen);
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed() && window_.document().network(), kPatienceMs);
        window_.click(u"useSeed"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window_.document().takes().empty(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window_.visible(u"exportMany"_s) && window_.visible(u"exportMany"_s)->isEnabled(),
                                 kPatienceMs);
    }

    void theWindowFitsASmallScreen() { QCOMPARE(window_->size(), kSmallScreen); }

    void takesFit()
    {
        window_->showPage(Page::Compose);
        QTest::qWait(0);
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void everythingThatOpensFitsAndIsReached()
    {
        QStringList found;
        for (const Surface& surface : surfaces()) {
            const QString& name = surface.name;
            QWidget* widget = surface.open();
            if (!widget) {
                found << name + u": did not open"_s;
                continue;
            }
            QTest::qWait(1);
            if (widget->width() > kSmallScreen.width() || widget->height() > kSmallScreen.height())
                found
                    << u"%1: is larger than the screen (%2×%3)"_s.arg(name).arg(widget->width()).arg(widget->height());
            for (const QString& what : troublesOn(*widget))
                found << name + u": "_s + what;
            for (const QString& control : namelessIn(*widget))
                found << u"%1: %2 has no name"_s.arg(name, control);
            for (const QString& control : unreachedIn(*widget))
                found << u"%1: %2 is not reached by Tab"_s.arg(name, control);
            close(*widget, surface);
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void aRunAndItsListFit()
    {
        window_->showPage(Page::Train);
        const auto before = window_.document().network();
        window_.click(u"trainButton"_s);
        auto* page = window_->findChild<TrainingPage*>();
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running() && page->story().last(), kPatienceMs);
        QTest::qWait(0);
        QStringList found = troublesOn(*window_.operator->());
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network() != before, kPatienceMs);
        QTest::qWait(0);
        found << troublesOn(*window_.operator->()) << namelessIn(*window_.operator->())
              << unreachedIn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
        QCOMPARE(window_->size(), kSmallScreen);
    }

    /// Only names of music, models, keys and units are not for translators.
    void everyWordIsTranslated()
    {
        if (!qEnvironmentVariableIsSet("CADENZA_PSEUDO_LANGUAGE"))
            QSKIP("only in the pseudo-language");
        QStringList found;
        for (const Page page : {Page::Library, Page::Train, Page::Compose, Page::Welcome}) {
            window_->showPage(page);
            QTest::qWait(0);
            for (const QWidget* widget : window_->findChildren<QWidget*>())
                if (widget->isVisible() && !isTranslated(wordsOn(*widget)) && !isData(*widget))
                    found << nameOf(*widget) + u": "_s + wordsOn(*widget);
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

private:
    static bool isTranslated(const QString& words)
    {
        static const QRegularExpression word(u"\\p{L}{3,}"_s);
        return !words.contains(word) || words.contains(PseudoLanguage::kAdded);
    }
    static bool isData(const QWidget& widget)
    {
        static const QSet<QString> music{u"pieceTitle"_s, u"cuedLabel"_s};
        return music.contains(widget.objectName());
    }
};

QTEST_MAIN(TestEveryDialog)
#include "tst_every_dialog.moc"
