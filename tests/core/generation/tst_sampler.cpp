#include "core/generation/sampler.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace cadenza;
using namespace cadenza::generation;

class TestSampler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distributionsAreExact_data();
    void distributionsAreExact();
    void drawsFollowTheDistribution_data();
    void drawsFollowTheDistribution();
    void filtersNeverLeaveNothing();
    void theImpossibleIsNeverDrawn();
    void aDrawTakesOneNumber();
    void surpriseIsTheNegativeLogProbability();
    void entropyOfEqualChancesIsTheirLogarithm();
};

namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Logits whose probabilities at temperature 1 are 0.4, 0.3, 0.2 and 0.1.
const std::vector<float> kFour{std::log(0.4F), std::log(0.3F), std::log(0.2F), std::log(0.1F)};

std::vector<double> normalised(std::vector<double> p)
{
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& value : p)
        value /= sum;
    return p;
}

} // namespace

void TestSampler::distributionsAreExact_data()
{
    QTest::addColumn<AttributeSampling>("how");
    QTest::addColumn<std::vector<double>>("expected");
    QTest::newRow("plain") << AttributeSampling{} << std::vector{0.4, 0.3, 0.2, 0.1};
    QTest::newRow("cold") << AttributeSampling{.temperature = 0.5} << normalised({0.16, 0.09, 0.04, 0.01});
    QTest::newRow("warm") << AttributeSampling{.temperature = 2.0}
                          << normalised({std::sqrt(0.4), std::sqrt(0.3), std::sqrt(0.2), std::sqrt(0.1)});
    QTest::newRow("top 2") << AttributeSampling{.topK = 2} << normalised({0.4, 0.3, 0.0, 0.0});
    QTest::newRow("nucleus 0.6") << AttributeSampling{.topP = 0.6} << normalised({0.4, 0.3, 0.0, 0.0});
    QTest::newRow("nucleus 0.8") << AttributeSampling{.topP = 0.8} << normalised({0.4, 0.3, 0.2, 0.0});
    QTest::newRow("nucleus 0") << AttributeSampling{.topP = 0.0} << std::vector{1.0, 0.0, 0.0, 0.0};
    QTest::newRow("min-p 0.6") << AttributeSampling{.minP = 0.6} << normalised({0.4, 0.3, 0.0, 0.0});
    // entropy 1.280 nats; surprises 0.92, 1.20, 1.61, 2.30: the second is the most typical, then the third
    QTest::newRow("typical 0.4") << AttributeSampling{.typicalP = 0.4} << normalised({0.0, 0.3, 0.2, 0.0});
    QTest::newRow("cold nucleus") << AttributeSampling{.temperature = 0.5, .topP = 0.6}
                                  << normalised({0.16, 0.09, 0.0, 0.0});
}

void TestSampler::distributionsAreExact()
{
    QFETCH(AttributeSampling, how);
    QFETCH(std::vector<double>, expected);
    const auto p = distributionOf(kFour, how);
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(p[i] - expected[i]) < 1e-6, qPrintable(QString::number(p[i])));
}

void TestSampler::drawsFollowTheDistribution_data()
{
    distributionsAreExact_data();
}

/// Pearson's χ² of 100,000 draws against the 99.9 % quantile for up to three degrees of freedom.
void TestSampler::drawsFollowTheDistribution()
{
    QFETCH(AttributeSampling, how);
    QFETCH(std::vector<double>, expected);
    constexpr int draws = 100'000;
    std::vector<int> counts(expected.size(), 0);
    Random random(20'240'601);
    for (int i = 0; i < draws; ++i)
        ++counts[draw(distributionOf(kFour, how), random)];
    double chiSquare = 0.0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (expected[i] <= 0.0) {
            QCOMPARE(counts[i], 0);
            continue;
        }
        const double off = counts[i] - draws * expected[i];
        chiSquare += off * off / (draws * expected[i]);
    }
    QVERIFY2(chiSquare < 16.27, qPrintable(QString::number(chiSquare)));
}

void TestSampler::filtersNeverLeaveNothing()
{
    const AttributeSampling strict{.topP = 0.0, .topK = 1, .minP = 1.0, .typicalP = 0.0};
    const auto p = distributionOf(kFour, strict);
    QCOMPARE(std::accumulate(p.begin(), p.end(), 0.0), 1.0);
}

void TestSampler::theImpossibleIsNeverDrawn()
{
    const std::vector<float> logits{kNever, 0.0F, kNever, 1.0F};
    for (const double temperature : {0.05, 1.0, 10.0})
        for (const double topP : {0.2, 1.0}) {
            const auto p = distributionOf(logits, {.temperature = temperature, .topP = topP, .typicalP = 0.9});
            QCOMPARE(p[0], 0.0);
            QCOMPARE(p[2], 0.0);
        }
}

void TestSampler::aDrawTakesOneNumber()
{
    Random one(5);
    Random other(5);
    (void)draw(std::vector{1.0}, one);
    (void)draw(std::vector{0.2, 0.3, 0.5}, other);
    QVERIFY(one.state() == other.state());
}

void TestSampler::surpriseIsTheNegativeLogProbability()
{
    QVERIFY(std::abs(surpriseOf(kFour, 2) + std::log(0.2)) < 1e-6);
}

void TestSampler::entropyOfEqualChancesIsTheirLogarithm()
{
    QVERIFY(std::abs(entropyOf(std::vector{0.25, 0.25, 0.25, 0.25, 0.0}) - std::log(4.0)) < 1e-12);
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
