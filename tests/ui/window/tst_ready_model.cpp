#include "core/model/model.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QFile>
#include <QListWidget>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The first minute of someone new: a ready-trained model continues the seed at one click, and training one's own is
/// one click away.
class TestReadyModel : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;

    test::WindowUnderTest window_;

    [[nodiscard]] Document& document() { return window_.document(); }
    template <class Widget = QAbstractButton>
    Widget* child(const QString& name)
    {
        return window_->findChild<Widget*>(name);
    }
    std::filesystem::path write(const model::Model& model)
    {
        const auto file = window_.filePath(u"ready.safetensors"_s).toStdString();
        return model::writeModel(file, model, model::Precision::Float16) ? file : std::string();
    }
    void open(const std::filesystem::path& model)
    {
        QVERIFY(window_.open(test::fakeLearners(), model));
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs);
    }

private Q_SLOTS:
    void continuesTheSeedAtOneClick()
    {
        auto model = *test::randomModel({.hidden = 32, .layers = 1});
        model.card.name = "Ready";
        open(write(model));
        QTRY_VERIFY_WITH_TIMEOUT(document().network(), kPatienceMs);
        QCOMPARE(child(u"useSeed"_s)->text(), u"Continue this seed"_s);
        window_.click(u"useSeed"_s);
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
        window_.click(u"learnAndContinue"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().lossFall().has_value(), kPatienceMs);
        window_.click(u"stopButton"_s); // and keep what it has learnt
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
        QFile file(window_.filePath(u"ready.safetensors"_s));
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
        open({});
        QVERIFY(!document().network());
        QCOMPARE(child(u"useSeed"_s)->text(), u"Learn and continue"_s);
    }
};

QTEST_MAIN(TestReadyModel)
#include "tst_ready_model.moc"
