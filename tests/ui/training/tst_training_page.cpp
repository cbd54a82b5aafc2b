#include "tests/support/music.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/preview_strip.h"
#include "ui/training/run_chart.h"
#include "ui/training/run_list.h"
#include "ui/training/training_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

training::TrainingReport report(double seconds, double loss, bool evaluated)
{
    training::TrainingReport made;
    made.seconds = seconds;
    made.progress = seconds / 120.0;
    made.trainNll = loss;
    made.train.notes = 100.0;
    made.train.pitchRight = 40.0;
    made.notesPerSecond = 4000.0;
    if (evaluated) {
        made.valid = training::Tally();
        made.valid->notes = 10.0;
        made.valid->pitch = 10.0 * (loss + 0.5);
        made.valid->pitchRight = 3.0;
    }
    return made;
}

std::unique_ptr<TrainingPage> pageWithMusic()
{
    auto page = std::make_unique<TrainingPage>();
    page->setMaterial({.pieces = 3, .composers = 2, .notes = 30'000});
    return page;
}

QAbstractButton* button(const QWidget& page, const QString& name)
{
    return page.findChild<QAbstractButton*>(name);
}

QString figure(const QWidget& page, const QString& name)
{
    return page.findChild<QWidget*>(name)->accessibleName();
}

} // namespace

class TestTrainingPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trainsOnlyWhenThereIsMusic();
    void asksForTheRunItsLeftSideDescribes();
    void showsARunAsItGoes();
    void pausesGoesOnAndStops();
    void showsWhatARunSoundedLike();
    void showsAccuracyBesideGuessing();
    void goesOnFromAModelOrWhereARunStopped();
    void keepsEveryRunAndItsModel();
    void headsARunThatIsLookedAt();
    void aComparisonSaysWhatItStillNeeds();
    void tellsOfAFailureAndIsReadyAgain();
    void everyControlHasANameForEveryone();
};

void TestTrainingPage::initTestCase()
{
    applyTheme(*qApp, Theme::Dark);
}

void TestTrainingPage::trainsOnlyWhenThereIsMusic()
{
    TrainingPage page;
    QVERIFY(!button(page, u"trainButton"_s)->isEnabled());
    page.setMaterial({.pieces = 2, .composers = 1, .notes = 9'000});
    QVERIFY(button(page, u"trainButton"_s)->isEnabled());
}

void TestTrainingPage::asksForTheRunItsLeftSideDescribes()
{
    const auto page = pageWithMusic();
    int asked = 0;
    connect(page.get(), &TrainingPage::trainRequested, this, [&](const training::TrainingConfig& config) {
        ++asked;
        QCOMPARE(config.time->count(), 15.0 * 60.0);
    });
    button(*page, u"presetStandard"_s)->click();
    button(*page, u"trainButton"_s)->click();
    QCOMPARE(asked, 1);
}

void TestTrainingPage::showsARunAsItGoes()
{
    const auto page = pageWithMusic();
    page->runStarted({});
    page->addReports({report(5, 9.0, true), report(10, 8.0, false)});
    page->addReports({report(15, 7.0, true)});
    const auto* chart = page->findChild<RunChart*>();
    QCOMPARE(chart->series(0).size(), std::size_t{3});
    QCOMPARE(chart->series(1).size(), std::size_t{2});
    QCOMPARE(figure(*page, u"figureTrainLoss"_s), u"Training loss 7.00 nats"_s);
    QCOMPARE(figure(*page, u"figureBest"_s), u"Best validation 7.50 nats"_s);
    QCOMPARE(figure(*page, u"figureLeft"_s), u"Time left 1:45 min:s"_s);
    QCOMPARE(page->findChild<QLabel*>(u"trainingState"_s)->text(), u"Learning… best so far at 0:15"_s);
}

void TestTrainingPage::pausesGoesOnAndStops()
{
    const auto page = pageWithMusic();
    const QSignalSpy pause(page.get(), &TrainingPage::pauseRequested);
    const QSignalSpy goOn(page.get(), &TrainingPage::continueRequested);
    const QSignalSpy stop(page.get(), &TrainingPage::stopRequested);
    auto* main = button(*page, u"trainButton"_s);
    QVERIFY(button(*page, u"stopButton"_s)->isHidden());
    page->runStarted({});
    page->addReports({report(65, 7.0, true)});
    QCOMPARE(main->text(), u"Pause"_s);
    main->click();
    QCOMPARE(pause.size(), 1);
    QVERIFY(!main->isEnabled());
    page->runPaused();
    QCOMPARE(main->text(), u"Go on"_s);
    QVERIFY(page->findChild<QLabel*>(u"trainingState"_s)->text().startsWith(u"Paused at 1:05."_s));
    main->click();
    QCOMPARE(goOn.size(), 1);
    page->runContinues();
    button(*page, u"stopButton"_s)->click();
    QCOMPARE(stop.size(), 1);
    QVERIFY(!main->isEnabled());
    training::TrainingOutcome outcome;
    outcome.reason = training::StopReason::Stopped;
    page->runFinished(outcome);
    QCOMPARE(main->text(), u"Train"_s);
    QVERIFY(main->isEnabled());
}

void TestTrainingPage::showsWhatARunSoundedLike()
{
    const auto page = pageWithMusic();
    page->runStarted({});
    page->addReports({report(5, 9.0, true), report(60, 6.0, true)});
    const auto piece = std::make_shared<const midi::Piece>(test::wanderingLine(20));
    for (const double seconds : {0.0, 30.0, 60.0})
        page->addPreview({seconds, 8, piece});
    QCOMPARE(page->findChild<QLabel*>(u"previewWords"_s)->text(), u"after 1:00 · 3 of 3"_s);
    std::vector<double> played;
    connect(page.get(), &TrainingPage::playRequested, this,
            [&](const generation::Preview& preview) { played.push_back(preview.seconds); });
    button(*page, u"earlierPreview"_s)->click();
    button(*page, u"playPreview"_s)->click();
    Q_EMIT page->findChild<RunChart*>()->markClicked(0);
    QCOMPARE(played, (std::vector{30.0, 0.0}));
    QCOMPARE(page->findChild<QLabel*>(u"previewWords"_s)->text(), u"before it had learnt anything"_s);
    page->addPreview({30.0, 8, piece}); // it went on from a checkpoint
    QCOMPARE(page->findChild<PreviewStrip*>()->previews().size(), std::size_t{2});
}

void TestTrainingPage::showsAccuracyBesideGuessing()
{
    const auto page = pageWithMusic();
    page->runStarted({});
    page->setFacts({.trainNotes = 900, .baseline = {.pitch = 0.125}});
    page->addReports({report(5, 9.0, true)});
    auto* measures = page->findChild<QComboBox*>(u"measure"_s);
    measures->setCurrentIndex(measures->findText(u"Pitches foretold"_s));
    auto* chart = page->findChild<RunChart*>();
    QCOMPARE(chart->series(0).points()[0].y, 40.0);
    QCOMPARE(chart->series(1).points()[0].y, 30.0);
    chart->resize(600, 300);
    chart->grab();
    QVERIFY(chart->drawing().up().low() < 12.5); // the level is in sight
    measures->setCurrentIndex(measures->findText(u"Speed"_s));
    QCOMPARE(chart->series(0).points()[0].y, 4000.0);
}

void TestTrainingPage::goesOnFromAModelOrWhereARunStopped()
{
    const auto page = pageWithMusic();
    page->setRuns({{.name = u"Stopped"_s, .state = TrainingRun::State::Stopped, .run = 4, .number = 2},
                   {.name = u"Done"_s, .state = TrainingRun::State::Finished, .run = 5, .number = 3}});
    std::int64_t resumed = 0, further = 0;
    connect(page.get(), &TrainingPage::resumeRequested, this, [&](std::int64_t run) { resumed = run; });
    connect(page.get(), &TrainingPage::furtherRequested, this,
            [&](const training::TrainingConfig&, const TrainingRun& from) { further = from.run; });
    auto* list = page->findChild<QListWidget*>(u"runList"_s);
    auto* goOn = button(*page, u"goOnWithRun"_s);
    QCOMPARE(goOn->text(), u"Train it further"_s);
    goOn->click();
    QCOMPARE(further, 5);
    list->setCurrentRow(1);
    QCOMPARE(goOn->text(), u"Go on with it"_s);
    goOn->click();
    QCOMPARE(resumed, 4);
}

void TestTrainingPage::keepsEveryRunAndItsModel()
{
    const auto page = pageWithMusic();
    training::TrainingOutcome outcome;
    outcome.model = std::make_shared<const model::Model>();
    for (int run = 0; run < 2; ++run) {
        page->runStarted({});
        for (int i = 0; i <= run; ++i)
            page->addReports({report(5 + i, 9.0 - i, false)});
        page->runFinished(outcome);
    }
    std::shared_ptr<const model::Model> chosen;
    connect(page.get(), &TrainingPage::modelChosen, this,
            [&](const std::shared_ptr<const model::Model>& model) { chosen = model; });
    auto* list = page->findChild<QListWidget*>(u"runList"_s);
    QCOMPARE(list->count(), 2);
    QCOMPARE(page->findChild<RunChart*>()->series(0).size(), std::size_t{2});
    list->setCurrentRow(1); // the older one
    QCOMPARE(page->findChild<RunChart*>()->series(0).size(), std::size_t{1});
    button(*page, u"useRunModel"_s)->click();
    QCOMPARE(chosen, outcome.model);
}

void TestTrainingPage::headsARunThatIsLookedAt()
{
    const auto page = pageWithMusic();
    page->setRuns({{.name = u"Short"_s, .state = TrainingRun::State::Finished, .run = 1}});
    page->setRecord(1, {report(30, 6.0, true)}, {});
    const auto title = [&] { return page->findChild<QLabel*>(u"trainingTitle"_s)->text(); };
    const auto words = [&] { return page->findChild<QLabel*>(u"trainingState"_s)->text(); };
    QCOMPARE(title(), u"Short"_s);
    QVERIFY(words().startsWith(u"Done. The best model is kept: validation loss 6.50"_s));
    page->runStarted({});
    page->addReports({report(6, 9.0, false)});
    QVERIFY(title().startsWith(u"Run 2"_s));
    QCOMPARE(words(), u"Learning…"_s);
    page->findChild<QListWidget*>(u"runList"_s)->setCurrentRow(1);
    QCOMPARE(title(), u"Short"_s);
    QVERIFY(words().endsWith(u"Run 2 · Quick is learning: 5 %."_s));
    QCOMPARE(button(*page, u"trainButton"_s)->text(), u"Pause"_s); // of the one that goes on
}

void TestTrainingPage::aComparisonSaysWhatItStillNeeds()
{
    const auto page = pageWithMusic();
    const auto hint = [&] { return page->findChild<QLabel*>(u"compareHint"_s)->text(); };
    page->setRuns({{.name = u"One"_s, .state = TrainingRun::State::Finished, .run = 1}});
    QVERIFY(hint().isEmpty());
    button(*page, u"compareRun"_s)->click();
    QVERIFY(hint().startsWith(u"This is the only run so far"_s));
    page->setRuns({{.name = u"One"_s, .state = TrainingRun::State::Finished, .run = 1},
                   {.name = u"Two"_s, .state = TrainingRun::State::Finished, .run = 2}});
    QVERIFY(hint().startsWith(u"Now choose another run"_s)); // the comparison outlives a change of the list
    page->findChild<QListWidget*>(u"runList"_s)->setCurrentRow(0);
    button(*page, u"compareRun"_s)->click();
    QVERIFY(hint().isEmpty());
    QCOMPARE(page->findChild<QLabel*>(u"trainingTitle"_s)->text(), u"2 runs compared"_s);
}

void TestTrainingPage::tellsOfAFailureAndIsReadyAgain()
{
    const auto page = pageWithMusic();
    page->runStarted({});
    page->runFailed(Error{Fault::OutOfMemory, {}, {}, {}});
    QVERIFY(!page->findChild<MessageBar*>()->message().isEmpty());
    QVERIFY(button(*page, u"trainButton"_s)->isEnabled());
}

void TestTrainingPage::everyControlHasANameForEveryone()
{
    const auto page = pageWithMusic();
    page->resize(1200, 640);
    page->show();
    page->runStarted({});
    for (const QWidget* control : page->findChildren<QWidget*>()) {
        const bool inner = control->objectName().startsWith(u"qt_"_s) || !control->isVisibleTo(page.get());
        if (control->focusPolicy() == Qt::NoFocus || inner)
            continue;
        QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
        QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
    }
}

QTEST_MAIN(TestTrainingPage)
#include "tst_training_page.moc"
