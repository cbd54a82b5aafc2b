#include "tests/support/fake_learner.h"
#include "tests/ui/window/window_under_test.h"
#include "tests/ui/window/window_walk.h"
#include "ui/library/library_page.h"
#include "ui/seeds/seed_card.h"

#include <QAction>
#include <QComboBox>

using namespace cadenza;
using namespace cadenza::ui;
using namespace cadenza::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSmallScreen{1280, 720};

} // namespace

/// Every page of the real window, as a person with a small screen or without one meets it. The scale comes from
/// QT_SCALE_FACTOR: the test runs once for each.
class TestEveryPage : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    test::WindowUnderTest window_;

    static void addPages()
    {
        using Page = NavigationRail::Page;
        QTest::addColumn<int>("theme");
        QTest::addColumn<int>("page");
        const std::pair<const char*, Page> pages[] = {
            {"library", Page::Library}, {"train", Page::Train}, {"compose", Page::Compose}, {"welcome", Page::Welcome}};
        const std::pair<const char*, Theme> themes[] = {
            {"dark", Theme::Dark}, {"light", Theme::Light}, {"high contrast", Theme::HighContrast}};
        for (const auto& [look, theme] : themes)
            for (const auto& [name, page] : pages)
                QTest::addRow("%s, %s", name, look) << static_cast<int>(theme) << static_cast<int>(page);
    }

    void show(NavigationRail::Page page)
    {
        window_->showPage(page);
        QTest::qWait(0); // layouts settle when events are handled
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(window_.open(test::fakeLearners()));
        window_->resize(kSmallScreen);
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs);
    }

    void textIsNeitherClippedNorOverlapping_data() { addPages(); }
    void textIsNeitherClippedNorOverlapping()
    {
        QFETCH(int, theme);
        QFETCH(int, page);
        applyTheme(*qApp, static_cast<Theme>(theme));
        show(static_cast<NavigationRail::Page>(page));
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void statisticsFitToo()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"showStatistics"_s);
        QTest::qWait(0);
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        window_.click(u"showStatistics"_s);
    }

    void cardsAreAsWideAsTheGallery()
    {
        show(NavigationRail::Page::Library);
        auto* sort = window_->findChild<QComboBox*>(u"seedSort"_s);
        for (int i = 0; i < sort->count(); ++i) {
            sort->setCurrentIndex(i);
            QTest::qWait(0);
            for (const auto* card : window_->findChildren<SeedCard*>())
                if (card->isVisible())
                    QVERIFY2(card->visibleRegion().isEmpty()
                                 || card->visibleRegion().boundingRect().width() == card->width(),
                             qPrintable(sort->itemText(i)));
        }
        sort->setCurrentIndex(0);
    }

    void twoSeedsThatAreComparedFit()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"seedB"_s);
        window_->findChild<LibraryPage*>()->setSeed(NoteRange{20, 64});
        QTest::qWait(0);
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void theToolsOfAnOwnSeedFit()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"editSeed"_s);
        QTRY_VERIFY(window_->findChild<QWidget*>(u"editBar"_s)->isVisible());
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void anEnsembleFitsOnEveryPage()
    {
        window_->findChild<QAction*>(u"addEnsembles"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window_.visible<QWidget>(u"partRow4"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed()->entryId == window_.document().selectedEntry()->id,
                                 kPatienceMs);
        using Page = NavigationRail::Page;
        for (const Page page : {Page::Library, Page::Train, Page::Compose}) {
            show(page);
            for (const QStringList& found : {troublesOn(*window_.operator->()), unreachedIn(*window_.operator->())})
                QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
        QVERIFY(window_.visible<QWidget>(u"partRoles"_s) || !window_.document().network());
    }

    void everyControlHasAName()
    {
        const QStringList nameless = namelessIn(*window_.operator->());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void everyControlIsReachedByTab_data() { addPages(); }
    void everyControlIsReachedByTab()
    {
        QFETCH(int, page);
        show(static_cast<NavigationRail::Page>(page));
        const QStringList unreached = unreachedIn(*window_.operator->());
        QVERIFY2(unreached.isEmpty(), qPrintable(unreached.join(u'\n')));
    }
};

QTEST_MAIN(TestEveryPage)
#include "tst_every_page.moc"
