#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "ui/compose/generation_job.h"

#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

constexpr int kPatience = 20'000; // ms: only a broken job takes that long

GenerationRequest request(std::size_t takes, std::size_t notes)
{
    const model::NetworkShape shape{.hidden = 8, .layers = 1, .composers = 1};
    GenerationRequest made;
    made.network = std::make_shared<const model::Network>(std::make_shared<const model::Model>(test::zeroModel(shape)));
    made.seed = std::make_shared<const midi::Piece>(test::wanderingLine(32));
    made.takes = takes;
    made.notes = notes;
    made.randomSeed = 7;
    return made;
}

} // namespace

class TestGenerationJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesTheTakesThatTheCoreMakes();
    void growsEveryTakeUpToItsEnd();
    void stopsWhenAsked();
    void tellsWhyItCannotGenerate();
    void goesAwayInTheMiddle();
};

void TestGenerationJob::makesTheTakesThatTheCoreMakes()
{
    const GenerationRequest wanted = request(2, 40);
    const auto expected = generation::generate(*wanted.network, *wanted.seed, wanted.settings, 40, 2, 7);
    QVERIFY(expected);
    GenerationJob job;
    std::vector<generation::Take> made;
    connect(&job, &GenerationJob::finished, this, [&](const std::vector<generation::Take>& takes) { made = takes; });
    job.start(wanted);
    QTRY_COMPARE_WITH_TIMEOUT(made.size(), std::size_t{2}, kPatience);
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(made[i].events == (*expected)[i].events);
        QVERIFY(made[i].piece == (*expected)[i].piece);
    }
    QVERIFY(!job.running());
}

void TestGenerationJob::growsEveryTakeUpToItsEnd()
{
    GenerationJob job;
    std::map<std::size_t, std::size_t> notes;
    bool finished = false;
    connect(&job, &GenerationJob::grew, this, [&](std::size_t take, const std::shared_ptr<const midi::Piece>& piece) {
        QVERIFY(!finished);
        QVERIFY(piece->noteCount() > notes[take]);
        notes[take] = piece->noteCount();
    });
    connect(&job, &GenerationJob::finished, this, [&] { finished = true; });
    job.start(request(3, 50));
    QTRY_VERIFY_WITH_TIMEOUT(finished, kPatience);
    QCOMPARE(notes.size(), std::size_t{3});
    for (const auto& [take, count] : notes)
        QVERIFY(count > 32);
}

void TestGenerationJob::stopsWhenAsked()
{
    GenerationJob job;
    QSignalSpy grew(&job, &GenerationJob::grew);
    Fault fault = Fault::Internal;
    connect(&job, &GenerationJob::failed, this, [&](const Error& error) { fault = error.fault; });
    job.start(request(4, 4'000'000));
    QVERIFY(grew.wait(kPatience));
    job.stop();
    QTRY_COMPARE_WITH_TIMEOUT(fault, Fault::Cancelled, kPatience);
    QVERIFY(!job.running());
}

void TestGenerationJob::tellsWhyItCannotGenerate()
{
    GenerationJob job;
    Fault fault = Fault::Internal;
    connect(&job, &GenerationJob::failed, this, [&](const Error& error) { fault = error.fault; });
    GenerationRequest wrong = request(1, 10);
    wrong.settings.pitch.temperature = -1.0;
    job.start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(fault, Fault::InvalidSetting, kPatience);
    wrong = request(1, 10);
    wrong.seed = std::make_shared<const midi::Piece>();
    job.start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(fault, Fault::TooLittleMusic, kPatience);
}

void TestGenerationJob::goesAwayInTheMiddle()
{
    auto job = std::make_unique<GenerationJob>();
    QSignalSpy grew(job.get(), &GenerationJob::grew);
    job->start(request(4, 4'000'000));
    QVERIFY(grew.wait(kPatience));
    job.reset(); // returns, because the request is asked to stop
}

QTEST_GUILESS_MAIN(TestGenerationJob)
#include "tst_generation_job.moc"
