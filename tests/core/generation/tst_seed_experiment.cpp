#include "core/base/random.h"
#include "core/generation/real_range.h"
#include "core/generation/seed_experiment.h"
#include "core/generation/stretches.h"
#include "core/generation/subdivision.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace cadenza;
using namespace cadenza::generation;

namespace {

/// Eighth notes that never come again in the same order.
midi::Piece endlessLine(std::uint64_t seed, int count)
{
    Random random(seed);
    std::vector<midi::Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back(test::note(240 * i, 240, 50 + static_cast<int>(random.below(30))));
    return test::piano(std::move(notes));
}

} // namespace

/// Whether the best seeds give better takes, and what that is measured with.
class TestSeedExperiment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalGroupsDoNotDiffer();
    void groupsThatDifferAreSeenToDiffer();
    void theRangeHoldsNineTenthsOfEachMeasure();
    void stretchesComeFromEveryPlace();
    void onsetsAreCountedOnThePartsOfAQuarter();
    void theBestSeedsAreComparedWithRandomOnes();
    void tooLittleMusicIsRefused();

private:
    const model::Network network_{test::randomModel({.hidden = 32, .layers = 1}, 8)};
    const std::vector<std::shared_ptr<const midi::Piece>> pieces_{
        std::make_shared<const midi::Piece>(endlessLine(1, 600)), nullptr,
        std::make_shared<const midi::Piece>(endlessLine(2, 900)),
        std::make_shared<const midi::Piece>(endlessLine(3, 20))};
};

void TestSeedExperiment::equalGroupsDoNotDiffer()
{
    const std::vector<double> group{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
    const auto difference = differenceOf(group, group, 1);
    QCOMPARE(difference.mean, 0.0);
    QVERIFY(difference.from < -1.0 && difference.to > 1.0);
    QCOMPARE(differenceOf(group, group, 1).from, difference.from);
}

void TestSeedExperiment::groupsThatDifferAreSeenToDiffer()
{
    std::vector<double> low, high;
    for (int i = 0; i < 100; ++i) {
        low.push_back(i % 2);
        high.push_back(2 + i % 2);
    }
    const auto difference = differenceOf(high, low, 1);
    QCOMPARE(difference.mean, 2.0);
    QVERIFY(difference.from > 1.8 && difference.to < 2.2);
}

void TestSeedExperiment::theRangeHoldsNineTenthsOfEachMeasure()
{
    std::vector<Measures> real;
    for (int i = 0; i <= 100; ++i)
        real.push_back({.notesPerSecond = i * 0.1, .polyphony = 2.0, .pitchClassEntropy = 3.0});
    const RealRange range(real);
    QVERIFY(range.holds({.notesPerSecond = 0.5, .polyphony = 2.0, .pitchClassEntropy = 3.0}));
    QVERIFY(!range.holds({.notesPerSecond = 0.4, .polyphony = 2.0, .pitchClassEntropy = 3.0}));
    QVERIFY(!range.holds({.notesPerSecond = 9.6, .polyphony = 2.0, .pitchClassEntropy = 3.0}));
    QVERIFY(!range.holds({.notesPerSecond = 5.0, .polyphony = 2.1, .pitchClassEntropy = 3.0}));
    QVERIFY(std::abs(range.shareOf(real) - 0.9) < 0.02);
}

void TestSeedExperiment::stretchesComeFromEveryPlace()
{
    Stretches stretches(pieces_, encoding::TimeBase::Beats, 64, 3);
    std::set<const midi::Piece*> met;
    std::size_t lowest = 1000, highest = 0;
    for (int i = 0; i < 500; ++i) {
        const auto [piece, first] = stretches.drawPlace();
        QVERIFY(first + 64 <= piece->noteCount());
        met.insert(piece.get());
        lowest = std::min(lowest, first);
        highest = std::max(highest, first);
    }
    QCOMPARE(met.size(), std::size_t{2}); // the others are missing or too short
    QVERIFY(lowest < 20 && highest > 816);
    QCOMPARE(stretches.draw().noteCount(), std::size_t{64});
}

void TestSeedExperiment::onsetsAreCountedOnThePartsOfAQuarter()
{
    const std::vector<encoding::Event> sixteenths{
        {.step = 1, .beat = 0}, {.step = 1, .beat = 6}, {.step = 0, .beat = 6}, {.step = 1, .beat = 12}};
    QCOMPARE(subdivisionOf(sixteenths), 4);
    const std::vector<encoding::Event> mixed{{.step = 1, .beat = 8}, {.step = 1, .beat = 16}, {.step = 1, .beat = 18}};
    QCOMPARE(subdivisionOf(mixed), 12);
    QCOMPARE(shareOnSubdivision(mixed, 4), 1.0 / 3.0);
    QCOMPARE(shareOnSubdivision({}, 4), 1.0);
}

void TestSeedExperiment::theBestSeedsAreComparedWithRandomOnes()
{
    const auto done = tryBestSeeds(network_, pieces_, SeedChoice::Music, {}, 6, 120, 1);
    QVERIFY(done);
    QCOMPARE(done->best.size(), std::size_t{6});
    QCOMPARE(done->random.size(), std::size_t{6});
    double best = 0.0, random = 0.0;
    for (std::size_t i = 0; i < 6; ++i) {
        best += done->best[i].window.score;
        random += done->random[i].window.score;
        QVERIFY(!done->random[i].window.reasons.empty());
    }
    QVERIFY(best >= random);
    QVERIFY(done->realInside > 0.5);
    QVERIFY(done->inside().from <= done->inside().to);
    const auto heard = tryBestSeeds(network_, pieces_, SeedChoice::MusicAndSurprise, {}, 2, 120, 1);
    QVERIFY(heard->best.front().window.valueOf(seeds::kSurpriseReason) >= 0.0);
}

void TestSeedExperiment::tooLittleMusicIsRefused()
{
    const std::vector<std::shared_ptr<const midi::Piece>> few{pieces_.back()};
    QCOMPARE(tryBestSeeds(network_, few, SeedChoice::Music, {}, 6, 120, 1).error().fault, Fault::TooLittleMusic);
}

QTEST_GUILESS_MAIN(TestSeedExperiment)
#include "tst_seed_experiment.moc"
