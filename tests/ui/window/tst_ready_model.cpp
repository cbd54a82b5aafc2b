#include "core/model/model.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "ui/document/document.h"
#include "ui/style/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QAbstractButton>
#include <QFile>
#include <QListWidget>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The first minute of someone new: a ready-trained model continues the seed at one click, and training one's own is
/// one click away.
class TestReadyModel : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;

    std::unique_ptr<playback::Player> player_;
    std::unique_ptr<MainWindow> window_;
    QTemporaryDir folder_;

    [[nodiscard]] Document& document() { return window_->document(); }
    template <class Widget = QAbstractButton>
    Widget* child(const QString& name)
    {
        return window_->findChild<Widget*>(name);
    }
    std::filesystem::path write(const model::Model& model)
    {
        const auto file = folder_.filePath(u"ready.safetensors"_s).toStdString();
        return model::writeModel(file, model, model::Precision::Float16) ? file : std::string();
    }
    void open(const std::filesystem::path& model)
    {
        player_ = std::make_unique<playback::Player>(playback::PlayerOptions{.forceSilent = true});
        window_ = std::make_unique<MainWindow>(Services{*player_, test::fakeLearners(), CADENZA_STARTER, {}, model});
        window_->resize(1440, 900);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        applyTheme(*qApp, Theme::Dark);
    }

    void continuesTheSeedAtOneClick()
    {
        auto model = *test::randomModel({.hidden = 32, .layers = 1});
        model.card.name = "Ready";
        open(write(model));
        QTRY_VERIFY_WITH_TIMEOUT(document().network(), kPatienceMs);
        QCOMPARE(child(u"useSeed"_s)->text(), u"Continue this seed"_s);
        QTest::mouseClick(child(u"useSeed"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!document().takes().empty(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QCOMPARE(document().takes().front().modelHash, document().network()->contentHash());
    }

    void learningIsOneClickAwayAndTheReadyModelStaysInTheList()
    {
        const auto ready = document().network();
        window_->showPage(NavigationRail::Page::Library);
        auto* learn = child(u"learnAndContinue"_s);
        QVERIFY(learn->isVisible() && learn->isEnabled());
        QTest::mouseClick(learn, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().lossFall().has_value(), kPatienceMs);
        QTest::mouseClick(child(u"trainButton"_s), Qt::LeftButton); // Stop: keep what it has learnt
        QTRY_VERIFY_WITH_TIMEOUT(document().network() != ready, kPatienceMs);

        auto* runs = child<QListWidget>(u"runList"_s);
        QCOMPARE(runs->count(), 2);
        QCOMPARE(runs->item(1)->text(), u"Ready"_s);
        QVERIFY(runs->item(0)->text().startsWith(u"Run 1"_s));
        runs->setCurrentRow(1);
        child(u"useRunModel"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(document().network()->contentHash() == ready->contentHash(), kPatienceMs);
    }

    void aBrokenModelIsToldAndOneTrainsFirst()
    {
        window_.reset();
        QFile file(folder_.filePath(u"ready.safetensors"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("no model");
        file.close();
        open(file.fileName().toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(!window_->training().openingReadyModel(), kPatienceMs);
        QVERIFY(!document().network());
        QCOMPARE(child(u"useSeed"_s)->text(), u"Learn and continue"_s);
        QVERIFY(child(u"learnAndContinue"_s)->isHidden());
    }

    void withoutAModelOneTrainsFirst()
    {
        window_.reset();
        open({});
        QVERIFY(!document().network());
        QCOMPARE(child(u"useSeed"_s)->text(), u"Learn and continue"_s);
    }

    void cleanupTestCase()
    {
        window_.reset();
        player_.reset();
    }
};

QTEST_MAIN(TestReadyModel)
#include "tst_ready_model.moc"
