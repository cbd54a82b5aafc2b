#include "tests/support/fake_learner.h"
#include "tests/support/training.h"
#include "ui/training/training_job.h"

#include <QSignalSpy>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 20'000; // ms: only a broken job takes that long

std::vector<library::Entry> music()
{
    return {test::entryOf(test::wanderingLine(400), "a"), test::entryOf(test::wanderingLine(400), "b")};
}

training::TrainingConfig endless()
{
    training::TrainingConfig config = test::tinyConfig();
    config.epochs.reset();
    config.time = 1h;
    config.reportEvery = 1ms;
    return config;
}

} // namespace

class TestTrainingJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsAndFinishesInThatOrder();
    void stopsWhenAskedAndKeepsTheModel();
    void tellsWhyItCannotTrain();
    void refusesASecondRunBesideTheFirst();
    void trainsAgainAfterARun();
    void goesAwayInTheMiddleOfARun();
};

void TestTrainingJob::reportsAndFinishesInThatOrder()
{
    TrainingJob job(test::fakeLearners());
    std::vector<training::TrainingReport> reports;
    bool finishedFirst = false;
    bool finished = false;
    connect(&job, &TrainingJob::progressed, this, [&](const std::vector<training::TrainingReport>& more) {
        finishedFirst |= finished;
        QVERIFY(!more.empty());
        reports.insert(reports.end(), more.begin(), more.end());
    });
    std::size_t history = 0;
    connect(&job, &TrainingJob::finished, this, [&](const training::TrainingOutcome& outcome) {
        finished = true;
        history = outcome.history.size();
        QVERIFY(outcome.model);
        QCOMPARE(outcome.reason, training::StopReason::Finished);
        QVERIFY(!job.running());
    });
    job.start(music(), test::tinyConfig());
    QVERIFY(job.running());
    QTRY_VERIFY_WITH_TIMEOUT(finished, kPatience);
    QVERIFY(!finishedFirst);
    QCOMPARE(reports.size(), history);
    for (std::size_t i = 1; i < reports.size(); ++i)
        QVERIFY(reports[i].seconds >= reports[i - 1].seconds);
}

void TestTrainingJob::stopsWhenAskedAndKeepsTheModel()
{
    TrainingJob job(test::fakeLearners());
    QSignalSpy progressed(&job, &TrainingJob::progressed);
    bool stopped = false;
    connect(&job, &TrainingJob::finished, this, [&](const training::TrainingOutcome& outcome) {
        stopped = outcome.reason == training::StopReason::Stopped && outcome.model;
    });
    job.start(music(), endless());
    QVERIFY(progressed.wait(kPatience));
    job.stop();
    QTRY_VERIFY_WITH_TIMEOUT(stopped, kPatience);
}

void TestTrainingJob::tellsWhyItCannotTrain()
{
    TrainingJob job(
        [](const model::NetworkShape&, const training::TrainingConfig&) -> Result<std::unique_ptr<training::Learner>> {
            return failure(Fault::SlowBlas, "libblas");
        });
    Fault fault = Fault::Internal;
    connect(&job, &TrainingJob::failed, this, [&](const Error& error) { fault = error.fault; });
    job.start(music(), test::tinyConfig());
    QTRY_COMPARE_WITH_TIMEOUT(fault, Fault::SlowBlas, kPatience);
    job.start({}, test::tinyConfig());
    QTRY_COMPARE_WITH_TIMEOUT(fault, Fault::TooLittleMusic, kPatience);
    QVERIFY(!job.running());
}

void TestTrainingJob::refusesASecondRunBesideTheFirst()
{
    TrainingJob job(test::fakeLearners());
    int ends = 0;
    connect(&job, &TrainingJob::finished, this, [&] { ++ends; });
    connect(&job, &TrainingJob::failed, this, [&] { ++ends; });
    job.start(music(), endless());
    job.start({}, test::tinyConfig());
    job.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!job.running(), kPatience);
    QCoreApplication::processEvents();
    QCOMPARE(ends, 1);
}

void TestTrainingJob::trainsAgainAfterARun()
{
    TrainingJob job(test::fakeLearners());
    QSignalSpy finished(&job, &TrainingJob::finished);
    for (int run = 0; run < 2; ++run) {
        job.start(music(), test::tinyConfig());
        QVERIFY(finished.wait(kPatience));
    }
    QCOMPARE(finished.size(), 2);
}

void TestTrainingJob::goesAwayInTheMiddleOfARun()
{
    auto job = std::make_unique<TrainingJob>(test::fakeLearners());
    QSignalSpy progressed(job.get(), &TrainingJob::progressed);
    job->start(music(), endless());
    QVERIFY(progressed.wait(kPatience));
    job.reset(); // returns, because the run is asked to stop
}

QTEST_GUILESS_MAIN(TestTrainingJob)
#include "tst_training_job.moc"
