#include "core/training/calibration.h"
#include "tests/support/fake_learner.h"
#include "tests/support/training.h"

#include <QTest>

#include <cmath>
#include <thread>

using namespace cadenza;
using training::TrainingConfig;

namespace {

/// Takes as long for a batch as the square of its width asks for.
class SlowLearner : public test::FakeLearner {
public:
    SlowLearner(const model::NetworkShape& shape, double secondsAt512)
        : FakeLearner(shape), seconds_(secondsAt512 * shape.hidden * shape.hidden / (512.0 * 512.0))
    {
    }
    Result<training::Tally> trainOn(const training::Batch& batch, double rate) override
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds_);
        while (std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        return FakeLearner::trainOn(batch, rate);
    }

private:
    double seconds_;
};

training::LearnerFactory slowLearners(double secondsAt512)
{
    return [=](const model::NetworkShape& shape, const TrainingConfig&) -> Result<std::unique_ptr<training::Learner>> {
        return std::make_unique<SlowLearner>(shape, secondsAt512);
    };
}

training::CorpusSnapshot corpus()
{
    std::vector<midi::Note> notes;
    for (int i = 0; i < 640; ++i)
        notes.push_back(test::note(i * 240, 200, 40 + (i * 7) % 40));
    return test::corpusOf(test::piano(notes));
}

/// 640 notes take 10 batches of 64: three passes are 30 batches.
TrainingConfig config(double seconds)
{
    TrainingConfig config;
    config.shape = {.hidden = 512, .layers = 2, .composers = 2};
    config.batch = 4;
    config.steps = 16;
    config.time = std::chrono::duration<double>(seconds);
    return config;
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNetworkWhereTheMachineIsFastEnough()
    {
        const auto fitted = training::fittedToMachine(slowLearners(1e-4), config(60.0), corpus());
        QVERIFY(fitted);
        QCOMPARE(fitted->shape, config(60.0).shape);
    }

    void takesTheLargestThatIsFastEnough()
    {
        // 30 batches in 0.5 s: at 512 units they take 0.9 s, at 384 0.506 s, at 256 0.225 s
        const auto fitted = training::fittedToMachine(slowLearners(0.03), config(0.5), corpus());
        QVERIFY(fitted);
        QCOMPARE(fitted->shape.hidden, 256);
        QCOMPARE(fitted->shape.layers, 2);
    }

    void endsWithTheSmallestThereIs()
    {
        const auto fitted = training::fittedToMachine(slowLearners(0.02), config(1e-6), corpus());
        QVERIFY(fitted);
        QCOMPARE(fitted->shape.hidden, 64);
    }

    void leavesARunOfGivenLengthAlone()
    {
        auto byEpochs = config(1.0);
        byEpochs.time.reset();
        const auto fitted = training::fittedToMachine(slowLearners(10.0), byEpochs, corpus());
        QVERIFY(fitted);
        QCOMPARE(fitted->shape.hidden, 512);
    }

    void saysHowLongARunWillTake()
    {
        auto wanted = config(60.0);
        wanted.epochs = 10.0;
        const auto found = training::estimate(slowLearners(0.01), wanted, corpus(), 6400);
        QVERIFY(found);
        QVERIFY(found->notesPerSecond <= 6400.0); // a batch of 64 notes takes 0.01 s at least
        QVERIFY(found->seconds >= 10.0 && found->seconds <= 60.0);
        QVERIFY(std::abs(found->passes - found->notesPerSecond * found->seconds / 6400.0) < 1e-9);
    }

    void stopsOnRequest()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto fitted = training::fittedToMachine(slowLearners(0.01), config(1.0), corpus(), stop.get_token());
        QVERIFY(!fitted);
        QCOMPARE(fitted.error().fault, Fault::Cancelled);
    }

    void smallerShapesKeepTheLayers()
    {
        const auto shapes = training::smallerShapes({.hidden = 256, .layers = 3, .composers = 9});
        QCOMPARE(shapes.size(), std::size_t{5});
        QCOMPARE(shapes.front().hidden, 256);
        QCOMPARE(shapes.back(), (model::NetworkShape{.hidden = 64, .layers = 3, .composers = 9}));
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
