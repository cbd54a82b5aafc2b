#include "core/ml/loader.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QDir>
#include <QPixmap>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Drives the window by its buttons and photographs it, for the guide and README.md: see resources/screenshots/take.sh.
/// The same program takes the same pictures, but for how far a training comes in its seconds.
class TakeScreenshots : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 240'000;
    static constexpr QSize kSize{1280, 760};
    static constexpr Seconds kPlayed{4.0};

    test::WindowUnderTest window_;

    void take(QWidget& widget, const QString& name)
    {
        QCoreApplication::processEvents();
        const QString file = QDir(qEnvironmentVariable("CADENZA_SCREENSHOTS")).filePath(name + u".png"_s);
        QVERIFY2(widget.grab().save(file, "PNG", 0), qPrintable(file)); // packed as small as it goes
    }
    void takeWindow(const QString& name) { take(*window_->window(), name); }

    void playUntil(Seconds position)
    {
        const auto there = [&] {
            return window_->playback().state().playing && window_->playback().state().position >= position;
        };
        QVERIFY(QTest::qWaitFor(there, kPatienceMs));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("CADENZA_SCREENSHOTS"))
            QSKIP("CADENZA_SCREENSHOTS says no folder for the pictures");
        QVERIFY(window_.open(ml::learnerFactory(), CADENZA_MODEL));
        window_->resize(kSize);
        window_->openStarter();
        QVERIFY(
            QTest::qWaitFor([this] { return window_.document().seed() && window_.document().network(); }, kPatienceMs));
    }

    void libraryPage()
    {
        window_.click(u"libraryTab"_s);
        QTest::qWait(3000); // until the strip of seeds and the cards are there
        takeWindow(u"library"_s);
    }

    void composePage()
    {
        window_.click(u"composeTab"_s);
        window_.click(u"generateButton"_s);
        QVERIFY(QTest::qWaitFor([this] { return window_.document().takes().size() == 4; }, kPatienceMs));
        window_->compose().playTake(0);
        playUntil(kPlayed);
        takeWindow(u"compose"_s);
        window_->playback().stop();
    }

    void exportSheet()
    {
        window_.click(u"exportMany"_s);
        auto* sheet = window_->findChild<QWidget*>(u"exportSheet"_s);
        QVERIFY(sheet);
        QVERIFY(QTest::qWaitForWindowExposed(sheet));
        take(*sheet, u"export"_s);
        sheet->close();
    }

    void trainPage()
    {
        window_.click(u"trainTab"_s);
        window_.click(u"trainButton"_s);
        QVERIFY(QTest::qWaitFor([this] { return window_->training().running(); }, kPatienceMs));
        QTest::qWait(24'000);
        takeWindow(u"train"_s);
        window_.click(u"stopButton"_s);
        QVERIFY(QTest::qWaitFor([this] { return !window_->training().running(); }, kPatienceMs));
    }

    void insideTheModel()
    {
        window_.click(u"lookInside"_s);
        QTest::qWait(1000);
        takeWindow(u"inside"_s);
    }
};

QTEST_MAIN(TakeScreenshots)
#include "take_screenshots.moc"
