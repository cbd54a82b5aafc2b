#include "ui/settings/appearance.h"
#include "ui/settings/settings_store.h"
#include "ui/style/motion.h"
#include "ui/style/theme.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

/// How the program looks: as a person chose; where that is “as the desktop”, as the desktop last asked.
class TestAppearance : public QObject {
    Q_OBJECT

    SettingsStore store_{std::filesystem::path()};

    void choose(project::Theme theme)
    {
        store_.change([theme](project::Settings& settings) { settings.theme = theme; });
    }

private Q_SLOTS:
    void init() { store_.resetAll(); }

    void isDarkWhereNobodyAsksForAnother()
    {
        const Appearance appearance(*qApp, store_);
        QCOMPARE(currentPalette().theme, Theme::Dark);
    }

    void followsWhatAPersonChoosesAtOnce()
    {
        const Appearance appearance(*qApp, store_);
        choose(project::Theme::HighContrast);
        QCOMPARE(currentPalette().theme, Theme::HighContrast);
        choose(project::Theme::Light);
        QCOMPARE(currentPalette().theme, Theme::Light);
        choose(project::Theme::System);
        QCOMPARE(currentPalette().theme, Theme::Dark);
    }

    void opensInWhatTheDesktopAskedForLast()
    {
        store_.change([](project::Settings& settings) { settings.desktopTheme = project::Theme::Light; });
        const Appearance appearance(*qApp, store_);
        QCOMPARE(currentPalette().theme, Theme::Light);
        choose(project::Theme::Dark);
        QCOMPARE(currentPalette().theme, Theme::Dark);
        store_.change([](project::Settings& settings) { settings.desktopTheme = project::Theme::System; });
    }

    void aForcedThemeHoldsUntilAnotherIsChosen()
    {
        const Appearance appearance(*qApp, store_, Theme::Light);
        QCOMPARE(currentPalette().theme, Theme::Light);
        store_.change([](project::Settings& settings) { settings.gain = 1.0; });
        QCOMPARE(currentPalette().theme, Theme::Light);
        choose(project::Theme::HighContrast);
        QCOMPARE(currentPalette().theme, Theme::HighContrast);
    }

    void lessMotionHoldsAtOnce()
    {
        const Appearance appearance(*qApp, store_);
        QVERIFY(!motionReduced());
        store_.change([](project::Settings& settings) { settings.reducedMotion = true; });
        QVERIFY(motionReduced());
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        store_.reset("reducedMotion");
        QVERIFY(!motionReduced());
        QVERIFY(QApplication::cursorFlashTime() > 0);
    }

    void whatIsRememberedIsNoChoiceToReset()
    {
        store_.change([](project::Settings& settings) {
            settings.gain = 1.0;
            settings.welcomed = true;
            settings.windowGeometry = "AAAA";
        });
        store_.resetAll();
        QCOMPARE(store_.settings().gain, project::Settings().gain);
        QVERIFY(store_.settings().welcomed);
        QCOMPARE(store_.settings().windowGeometry, std::string("AAAA"));
    }
};

QTEST_MAIN(TestAppearance)
#include "tst_appearance.moc"
