#include "core/ml/loader.h"
#include "core/playback/player.h"
#include "ui/document/document.h"
#include "ui/style/english_plurals.h"
#include "ui/style/theme.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/main_window.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCursor>
#include <QDir>
#include <QPixmap>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <string_view>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Drives the window by its buttons and photographs it, for the guide and README.md: see resources/screenshots/take.sh.
/// The same program takes the same pictures, but for how far a training comes in its seconds. Its player may sound.
class TakeScreenshots : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 240'000;
    static constexpr QSize kGuide{1440, 860};
    static constexpr QSize kReadMe{1600, 940};
    static constexpr Seconds kPlayed{18.0};
    static constexpr int kLearnMs = 24'000;

    QTemporaryDir home_;
    EnglishPlurals plurals_;
    std::unique_ptr<playback::Player> player_;
    std::unique_ptr<MainWindow> window_;

    void wait(const std::function<bool()>& condition) { QVERIFY(QTest::qWaitFor(condition, kPatienceMs)); }

    void click(const QString& name)
    {
        QAbstractButton* button = nullptr;
        wait([&] {
            for (auto* found : window_->findChildren<QAbstractButton*>(name))
                if (found->isVisible() && found->isEnabled())
                    button = found;
            return button != nullptr;
        });
        button->click();
    }

    void choose(std::string_view title)
    {
        const auto& entries = window_->document().library().entries;
        const auto piece = std::ranges::find(entries, title, &library::Entry::title);
        QVERIFY(piece != entries.end());
        window_->document().select(piece->id);
        wait([&] { return window_->document().seed() && window_->document().seed()->entryId == piece->id; });
    }

    static void take(QWidget& widget, const QString& name)
    {
        QTest::qWait(500); // pictures and places that come a moment later
        const QString file = QDir(qEnvironmentVariable("CADENZA_SCREENSHOTS")).filePath(name + u".png"_s);
        QVERIFY2(widget.grab().save(file, "PNG", 0), qPrintable(file)); // packed as small as it goes
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("CADENZA_SCREENSHOTS"))
            QSKIP("CADENZA_SCREENSHOTS says no folder for the pictures");
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QCoreApplication::installTranslator(&plurals_);
        applyTheme(*qApp, Theme::Dark);
        player_ = std::make_unique<playback::Player>();
        Services services{*player_, ml::learnerFactory(), CADENZA_STARTER, {}, CADENZA_MODEL};
        services.welcome = true;
        services.ensembles = CADENZA_ENSEMBLES;
        window_ = std::make_unique<MainWindow>(std::move(services));
        window_->resize(kGuide);
        window_->show();
        QCursor::setPos(window_->mapToGlobal(QPoint(0, kGuide.height() / 2))); // on nothing that lights up under it
        window_->openStarter();
        wait([this] { return window_->document().seed() && window_->document().network(); });
    }

    void welcomePage() { take(*window_, u"welcome"_s); }

    void libraryPage()
    {
        click(u"leaveWelcome"_s);
        QTest::qWait(3000); // until the strip of seeds is there
        take(*window_, u"library"_s);
    }

    void composePage()
    {
        choose("Für Elise WoO 59");
        click(u"composeTab"_s);
        click(u"generateButton"_s);
        wait([this] { return window_->document().takes().size() == 4; });
        window_->compose().playTake(0);
        wait([this] { return window_->playback().state().playing && window_->playback().state().position > kPlayed; });
        take(*window_, u"compose"_s);
        window_->resize(kReadMe);
        take(*window_, u"../../screenshots/window"_s);
        window_->resize(kGuide);
        window_->playback().stop();
    }

    void ensemble()
    {
        click(u"libraryTab"_s);
        window_->findChild<QAction*>(u"addEnsembles"_s)->trigger();
        wait([this] { return window_->findChild<QWidget*>(u"partRow4"_s) != nullptr; });
        QTest::qWait(3000); // until the strip of seeds is there
        take(*window_, u"ensemble"_s);
        click(u"composeTab"_s);
    }

    void exportSheet()
    {
        click(u"exportMany"_s);
        auto* sheet = window_->findChild<QWidget*>(u"exportSheet"_s);
        QVERIFY(sheet && QTest::qWaitForWindowExposed(sheet));
        take(*sheet, u"export"_s);
        sheet->close();
    }

    void trainPage()
    {
        click(u"trainTab"_s);
        click(u"trainButton"_s);
        wait([this] { return window_->training().running(); });
        QTest::qWait(kLearnMs);
        take(*window_, u"train"_s);
        click(u"stopButton"_s);
        wait([this] { return !window_->training().running(); });
    }

    void insideTheModel()
    {
        click(u"lookInside"_s);
        take(*window_, u"inside"_s);
    }
};

QTEST_MAIN(TakeScreenshots)
#include "take_screenshots.moc"
