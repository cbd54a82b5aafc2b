#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "ui/compose/originality_job.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

constexpr int kPatience = 20'000; // ms: only a broken job takes that long

generation::Take takeOf(const model::Network& network, std::uint64_t randomSeed)
{
    return *generation::generateOne(network, test::wanderingLine(32), {}, 60, 0, randomSeed);
}

/// A model that was trained on what its own first take will be.
std::shared_ptr<const model::Network> reciting()
{
    auto model = test::zeroModel({.hidden = 8, .layers = 1, .composers = 1});
    const model::Network before(std::make_shared<const model::Model>(model));
    originality::Fingerprints fingerprints;
    fingerprints.add({"Satie: Vexations", takeOf(before, 1).events, std::vector<std::uint32_t>(60, 7)});
    model.fingerprints = std::make_shared<const originality::Fingerprints>(fingerprints);
    return std::make_shared<const model::Network>(std::make_shared<const model::Model>(model));
}

} // namespace

/// What takes owe to the training music, found beside the window.
class TestOriginalityJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatATakeCopied();
    void takesOfOtherModelsHaveNoAnswer();
    void theNewestWishIsAnsweredLast();
    void aModelWithoutFingerprintsSaysNothing();
};

void TestOriginalityJob::findsWhatATakeCopied()
{
    const auto network = reciting();
    OriginalityJob job;
    OriginalityJob::Origins found;
    connect(&job, &OriginalityJob::found, this, [&](const OriginalityJob::Origins& origins) { found = origins; });
    job.look(network, {takeOf(*network, 1), takeOf(*network, 2)});
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), std::size_t{2}, kPatience);
    QVERIFY(found[0] && found[1]);
    QCOMPARE(found[0]->resemblance.passage->piece, std::string("Satie: Vexations"));
    QCOMPARE(found[0]->resemblance.passage->bar, 7U);
    QVERIFY(found[0]->resemblance.passage->notes >= 55);
    QVERIFY(!found[1]->resemblance.passage);
}

void TestOriginalityJob::takesOfOtherModelsHaveNoAnswer()
{
    const auto network = reciting();
    auto other = takeOf(*network, 1);
    other.modelHash = "another";
    OriginalityJob job;
    std::optional<OriginalityJob::Origins> found;
    connect(&job, &OriginalityJob::found, this, [&](const OriginalityJob::Origins& origins) { found = origins; });
    job.look(network, {other});
    QTRY_VERIFY_WITH_TIMEOUT(found, kPatience);
    QVERIFY(!found->front());
}

void TestOriginalityJob::theNewestWishIsAnsweredLast()
{
    const auto network = reciting();
    const auto take = takeOf(*network, 1);
    OriginalityJob job;
    std::vector<std::size_t> sizes;
    connect(&job, &OriginalityJob::found, this,
            [&](const OriginalityJob::Origins& origins) { sizes.push_back(origins.size()); });
    for (const std::size_t count : {1U, 2U, 3U})
        job.look(network, std::vector(count, take));
    QTRY_VERIFY_WITH_TIMEOUT(!sizes.empty() && sizes.back() == 3, kPatience);
    QVERIFY(std::ranges::is_sorted(sizes)); // an older one may have been quick enough, but never comes after
}

void TestOriginalityJob::aModelWithoutFingerprintsSaysNothing()
{
    const auto network = std::make_shared<const model::Network>(
        std::make_shared<const model::Model>(test::zeroModel({.hidden = 8, .layers = 1, .composers = 1})));
    OriginalityJob job;
    QSignalSpy spy(&job, &OriginalityJob::found);
    job.look(network, {takeOf(*network, 1)});
    job.look(nullptr, {});
    QCOMPARE(spy.count(), 0);
}

QTEST_MAIN(TestOriginalityJob)
#include "tst_originality_job.moc"
