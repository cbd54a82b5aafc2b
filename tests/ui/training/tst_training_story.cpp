#include "ui/training/training_story.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

training::TrainingReport at(double seconds, double progress)
{
    training::TrainingReport report;
    report.seconds = seconds;
    report.progress = progress;
    return report;
}

training::TrainingReport check(double seconds, double loss)
{
    training::TrainingReport report = at(seconds, seconds / 120.0);
    training::Tally tally;
    tally.notes = 10.0;
    tally.pitch = 10.0 * loss;
    report.valid = tally;
    return report;
}

} // namespace

class TestTrainingStory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesFromPreparingToDone();
    void namesTheBestSoFar();
    void pointsOutThatTheModelMemorises();
    void estimatesTheTimeLeftFromThePace();
    void saysWhyItEnded();
    void startsAfresh();
};

void TestTrainingStory::goesFromPreparingToDone()
{
    TrainingStory story;
    QVERIFY(!story.running());
    QCOMPARE(story.words(), QString());
    story.start();
    QCOMPARE(story.words(), u"Preparing the music…"_s);
    story.add(at(1, 0.01));
    QCOMPARE(story.words(), u"Learning…"_s);
    story.askedToStop();
    QVERIFY(story.running());
    QCOMPARE(story.words(), u"Stopping, and keeping the best model so far…"_s);
    story.finish(training::StopReason::Stopped);
    QVERIFY(!story.running());
}

void TestTrainingStory::namesTheBestSoFar()
{
    TrainingStory story;
    story.start();
    for (const auto& [seconds, loss] : {std::pair{10.0, 7.0}, {72.0, 5.5}, {80.0, 5.6}})
        story.add(check(seconds, loss));
    QCOMPARE(story.best(), std::optional(5.5));
    QCOMPARE(story.words(), u"Learning… best so far at 1:12"_s);
}

void TestTrainingStory::pointsOutThatTheModelMemorises()
{
    TrainingStory story;
    story.start();
    for (const auto& [seconds, loss] : {std::pair{10.0, 5.5}, {20.0, 5.6}, {30.0, 5.7}})
        story.add(check(seconds, loss));
    QVERIFY(!story.memorising());
    story.add(check(40.0, 5.8));
    QVERIFY(story.memorising());
    QVERIFY(story.words().startsWith(u"The model has begun to memorise"_s));
    story.add(check(50.0, 5.4));
    QVERIFY(!story.memorising());
}

void TestTrainingStory::estimatesTheTimeLeftFromThePace()
{
    TrainingStory story;
    story.start();
    story.add(at(1.0, 0.01)); // too early to tell
    QVERIFY(!story.secondsLeft());
    story.add(at(30.0, 0.25));
    QCOMPARE(story.secondsLeft(), std::optional(90.0));
    story.finish(training::StopReason::Finished);
    QVERIFY(!story.secondsLeft());
}

void TestTrainingStory::saysWhyItEnded()
{
    TrainingStory story;
    story.start();
    story.add(check(65.0, 5.25));
    story.finish(training::StopReason::EarlyStopping);
    QCOMPARE(story.words(), u"Stopped early: validation loss no longer improved. The best model is kept: validation "
                            "loss 5.25 nats per note, at 1:05."_s);
    story.add(check(70.0, 5.5));
    story.add(check(75.0, 5.75));
    QVERIFY(story.words().startsWith(u"Stopped early: no better for 2 checks, so it was only learning by heart. The "
                                     "best model is kept"_s));
    story.start();
    story.add(at(5.0, 1.0));
    story.finish(training::StopReason::Finished);
    QCOMPARE(story.words(), u"Done. The newest model is kept."_s);
}

void TestTrainingStory::startsAfresh()
{
    TrainingStory story;
    story.start();
    story.add(check(10.0, 5.0));
    story.start();
    QVERIFY(!story.best());
    QVERIFY(!story.last());
    QCOMPARE(story.progress(), 0.0);
}

QTEST_GUILESS_MAIN(TestTrainingStory)
#include "tst_training_story.moc"
