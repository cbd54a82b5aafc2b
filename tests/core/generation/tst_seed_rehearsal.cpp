#include "core/generation/seed_rehearsal.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QtTest>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::wanderingLine;

/// Dry runs of seeds.
class TestSeedRehearsal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySeedIsRehearsedAndAlwaysTheSame();
    void aSeedIsRehearsedAloneAsAmongOthers();
    void whatTheGuardHasToDoSpeaksAgainstASeed();
    void whatIsRecitedSpeaksAgainstASeed();
    void theReasonIsWorded();
    void aSeedThatCannotBeContinuedIsRefused();

private:
    const model::Network network_{test::randomModel({.hidden = 48, .layers = 2, .composers = 3}, 8)};
};

void TestSeedRehearsal::everySeedIsRehearsedAndAlwaysTheSame()
{
    const std::vector<midi::Piece> seeds(20, wanderingLine(64));
    const auto rehearsals = rehearse(network_, seeds, {}, nullptr);
    QVERIFY(rehearsals);
    QCOMPARE(rehearsals->size(), seeds.size());
    for (const Rehearsal& rehearsal : *rehearsals) {
        QVERIFY(rehearsal.value() >= 0.0 && rehearsal.value() <= 1.0);
        QCOMPARE(rehearsal.interventions, rehearsals->front().interventions);
        QCOMPARE(rehearsal.copied, 0.0);
    }
}

void TestSeedRehearsal::aSeedIsRehearsedAloneAsAmongOthers()
{
    const std::vector<midi::Piece> seeds{wanderingLine(64), wanderingLine(80), wanderingLine(40)};
    const auto together = rehearse(network_, seeds, {}, nullptr);
    for (std::size_t i = 0; i < seeds.size(); ++i)
        QCOMPARE(rehearse(network_, {&seeds[i], 1}, {}, nullptr)->front().interventions, (*together)[i].interventions);
}

void TestSeedRehearsal::whatTheGuardHasToDoSpeaksAgainstASeed()
{
    QCOMPARE((Rehearsal{0.0, 0.0}).value(), 1.0);
    QCOMPARE((Rehearsal{1.0, 0.0}).value(), 0.75);
    QCOMPARE((Rehearsal{9.0, 0.0}).value(), 0.0);
}

void TestSeedRehearsal::whatIsRecitedSpeaksAgainstASeed()
{
    const std::vector<midi::Piece> seeds{wanderingLine(64)};
    originality::Fingerprints fingerprints;
    for (std::size_t take = 0; take < 4; ++take)
        fingerprints.add({"take", generateOne(network_, seeds.front(), {}, 128, take, 0x5EED)->events});
    const originality::FingerprintIndex known(std::make_shared<const originality::Fingerprints>(fingerprints));
    const auto rehearsal = rehearse(network_, seeds, {}, &known)->front();
    QVERIFY2(rehearsal.copied > 0.9, qPrintable(QString::number(rehearsal.copied)));
    QVERIFY(rehearsal.value() < 0.1);
}

void TestSeedRehearsal::theReasonIsWorded()
{
    QCOMPARE(reasonOf({0.0, 0.0}).words, std::string("the model goes on freely"));
    QCOMPARE(reasonOf({1.0, 0.0}).words, std::string("the model repeats itself a little on it"));
    QCOMPARE(reasonOf({3.0, 0.0}).words, std::string("the model turns in circles on it"));
    QCOMPARE(reasonOf({0.0, 0.5}).words, std::string("the model recites music it knows"));
    QCOMPARE(reasonOf({0.0, 0.5}).name, std::string(kRehearsalReason));
    QCOMPARE(reasonOf({0.0, 0.5}).value, 0.5);
}

void TestSeedRehearsal::aSeedThatCannotBeContinuedIsRefused()
{
    const std::vector<midi::Piece> seeds{wanderingLine(64), wanderingLine(2)};
    QCOMPARE(rehearse(network_, seeds, {}, nullptr).error().fault, Fault::TooLittleMusic);
    QVERIFY(rehearse(network_, {}, {}, nullptr)->empty());
}

QTEST_GUILESS_MAIN(TestSeedRehearsal)
#include "tst_seed_rehearsal.moc"
