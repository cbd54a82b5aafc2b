#include "core/ml/loader.h"
#include "core/project/project.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/project/project_keeper.h"
#include "ui/style/message_bar.h"
#include "ui/training/inside_view.h"
#include "ui/training/preview_strip.h"
#include "ui/training/run_chart.h"
#include "ui/training/training_page.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QSignalSpy>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// A person trains on the starter collection through the real page: pauses, goes on, hears it learn, closes the window
/// in the middle, finds the run again and stops it.
class TestTraining : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;

    test::WindowUnderTest window_;

    void open()
    {
        QVERIFY(window_.open(ml::learnerFactory(), {}, window_.filePath(u"project"_s).toStdString()));
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs);
        window_.click(u"trainTab"_s);
    }
    [[nodiscard]] TrainingPage& page() { return *window_->findChild<TrainingPage*>(); }
    [[nodiscard]] double seconds() { return page().story().last() ? page().story().last()->seconds : 0.0; }
    [[nodiscard]] QString mainWords() { return window_.visible(u"trainButton"_s)->text(); }
    [[nodiscard]] std::size_t points() { return page().chart().series(0).size(); }

    /// A length in passes instead of minutes, so that two runs have the same curve.
    void askForPasses(double passes)
    {
        const auto set = [this](const QString& name, double value) {
            window_->findChild<QDoubleSpinBox*>(name)->setValue(value);
        };
        set(u"trainingMinutes"_s, 0.0);
        set(u"epochs"_s, passes);
        set(u"patience"_s, 0.0);
    }
    [[nodiscard]] std::vector<double> validation()
    {
        std::vector<double> losses;
        for (const CurveSeries::Point& point : page().chart().series(1).points())
            losses.push_back(point.y);
        return losses;
    }

private Q_SLOTS:
    void learnsAndIsPausedWithinASecond()
    {
        open();
        window_.click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(seconds() > 1.5, kPatienceMs);
        QElapsedTimer time;
        time.start();
        window_.click(u"trainButton"_s); // it says Pause
        QTRY_COMPARE_WITH_TIMEOUT(mainWords(), u"Go on"_s, kPatienceMs);
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(!window_->training().running());
        QVERIFY(!window_.document().network()); // it is not done
    }

    void goesOnWhereItWas()
    {
        const double at = seconds();
        const std::size_t before = points();
        window_.click(u"trainButton"_s); // it says Go on
        QTRY_VERIFY_WITH_TIMEOUT(seconds() > at + 1.0, kPatienceMs);
        QVERIFY(points() > before);
        for (std::size_t i = 1; i < points(); ++i)
            QVERIFY(page().chart().series(0).points()[i].x >= page().chart().series(0).points()[i - 1].x);
    }

    void isHeardAsItWasOnTheWay()
    {
        QTRY_VERIFY_WITH_TIMEOUT(page().shownPreview().has_value(), kPatienceMs);
        window_.click(u"playPreview"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().playing, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Preview);
        QCOMPARE(window_->playback().cued().piece, page().shownPreview()->piece);
        QVERIFY(page().shownPreview()->piece->noteCount() > page().shownPreview()->seedNotes);
        window_.click(u"playPreview"_s); // it says Pause
        QTRY_VERIFY_WITH_TIMEOUT(!window_->playback().state().playing, kPatienceMs);
    }

    void closingAsksAndStoresTheRun()
    {
        QVERIFY(window_->training().running());
        const auto question = [this] { return window_->findChild<QMessageBox*>(u"closeQuestion"_s); };
        window_->close();
        QTRY_VERIFY_WITH_TIMEOUT(question(), kPatienceMs);
        QVERIFY(window_->isVisible());
        QTest::keyClick(question(), Qt::Key_Escape); // go on learning
        QTRY_VERIFY_WITH_TIMEOUT(!question(), kPatienceMs);
        QVERIFY(window_->training().running());
        window_->close();
        QTRY_VERIFY_WITH_TIMEOUT(question(), kPatienceMs);
        QTest::mouseClick(question()->findChild<QAbstractButton*>(u"storeAndClose"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->isVisible(), kPatienceMs);
    }

    void isOfferedAgainAndGoesOnToItsEnd()
    {
        const double at = seconds();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"interrupted"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(points() > 0, kPatienceMs); // its curve is there
        QTRY_VERIFY_WITH_TIMEOUT(page().shownPreview().has_value(), kPatienceMs);
        window_.click(u"messageAction"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running() && seconds() > at + 0.5, kPatienceMs);
        for (std::size_t i = 1; i < points(); ++i)
            QVERIFY(page().chart().series(0).points()[i].x >= page().chart().series(0).points()[i - 1].x);
        QElapsedTimer time;
        time.start();
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->training().running(), kPatienceMs);
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network(), kPatienceMs);
    }

    void itsModelIsTrainedFurtherInARunOfItsOwn()
    {
        auto* list = window_->findChild<QListWidget*>(u"runList"_s);
        const int before = list->count();
        const int cells = window_.document().network()->model().shape.hidden;
        // The run stopped, so its own button takes it up again; its model goes on in another run.
        page().addReadyModel(std::make_shared<const model::Model>(window_.document().network()->model()));
        list->setCurrentRow(list->count() - 1);
        window_.click(u"goOnWithRun"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running() && page().story().last(), kPatienceMs);
        QCOMPARE(list->count(), before + 2);
        const auto network = window_.document().network();
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network() != network, kPatienceMs);
        QCOMPARE(window_.document().network()->model().shape.hidden, cells);
    }

    void runsAreLaidOverEachOther()
    {
        auto* list = window_->findChild<QListWidget*>(u"runList"_s);
        for (const int row : {0, 2}) {
            list->setCurrentRow(row);
            window_.click(u"compareRun"_s);
        }
        QCOMPARE(page().chart().lineCount(), std::size_t{2});
        QVERIFY(window_.visible<QWidget>(u"runComparison"_s));
        window_.click(u"compareRun"_s);
        QVERIFY(!window_.visible<QWidget>(u"runComparison"_s));
    }

    void aRunIsDeletedAndComesBack()
    {
        auto* list = window_->findChild<QListWidget*>(u"runList"_s);
        const int before = list->count();
        list->setCurrentRow(0);
        const QString name = list->currentItem()->text();
        window_.click(u"deleteRun"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), before - 1, kPatienceMs);
        window_->findChild<QAction*>(u"undoAction"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), before, kPatienceMs);
        QCOMPARE(list->item(0)->text(), name);
    }

    void looksInsideTheModel()
    {
        window_.click(u"lookInside"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_.visible<QLabel>(u"noteIn"_s), kPatienceMs);
        const QString words = window_.visible<QLabel>(u"noteIn"_s)->text();
        window_.click(u"laterNote"_s);
        QVERIFY(window_.visible<QLabel>(u"noteIn"_s)->text() != words);
    }

    void goesOnToTheSameCurveAfterARestart()
    {
        window_.click(u"lookInside"_s); // back to the curves
        askForPasses(4.0);
        window_.click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->training().running(), kPatienceMs);
        const auto undisturbed = validation();
        QVERIFY(undisturbed.size() > 30);

        window_.click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(page().story().progress() > 0.3, kPatienceMs);
        window_->close();
        QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<QMessageBox*>(u"closeQuestion"_s), kPatienceMs);
        QTest::mouseClick(window_->findChild<QAbstractButton*>(u"storeAndClose"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->isVisible(), kPatienceMs);
        open();
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"interrupted"_s), kPatienceMs);
        window_.click(u"messageAction"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->training().running(), kPatienceMs);
        QCOMPARE(validation(), undisturbed);
    }

    void goesOnFromAMomentOfARun()
    {
        auto* list = window_->findChild<QListWidget*>(u"runList"_s);
        const int before = list->count();
        window_.click(u"goOnFromPreview"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_->training().running() && page().story().last(), kPatienceMs);
        QCOMPARE(list->count(), before + 1);
        QVERIFY(list->item(0)->text().contains(u"from Run"_s) && list->item(0)->text().contains(u" at 0:"_s));
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->training().running(), kPatienceMs);
    }

    void cleanupTestCase() { window_->close(); }
};

QTEST_MAIN(TestTraining)
#include "tst_training.moc"
