#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>

using namespace cadenza;

/// The random generator is specified: these numbers hold on every machine.
class TestRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsThePublishedSeeding()
    {
        // splitmix64 from 0, as its authors' reference program prints it, fills the state.
        const std::array<std::uint64_t, 4> expected{0xE220A8397B1DCDAFu, 0x6E789E6AA1B965F4u, 0x06C45D188009454Fu,
                                                    0xF88BB8A8724C81ECu};
        QVERIFY(Random(0).state() == expected);
    }

    void givesTheSameDrawsForTheSameSeed()
    {
        Random a(7), b(7), c(8);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const auto draw = a.next();
            QCOMPARE(b.next(), draw);
            differs = differs || c.next() != draw;
        }
        QVERIFY(differs);
    }

    void goesOnFromASavedState()
    {
        Random a(3);
        a.next();
        Random b(99);
        b.setState(a.state());
        QCOMPARE(b.next(), a.next());
    }

    void uniformStaysInsideItsInterval()
    {
        Random random(1);
        double sum = 0.0;
        for (int i = 0; i < 100000; ++i) {
            const double u = random.uniform();
            QVERIFY(u >= 0.0 && u < 1.0);
            sum += u;
        }
        QVERIFY(std::abs(sum / 100000 - 0.5) < 0.005);
    }

    void belowIsEven()
    {
        Random random(5);
        std::array<int, 6> counts{};
        for (int i = 0; i < 60000; ++i)
            ++counts[random.below(6)];
        double chi2 = 0.0;
        for (const int count : counts)
            chi2 += (count - 10000.0) * (count - 10000.0) / 10000.0;
        QVERIFY2(chi2 < 20.5, qPrintable(QString::number(chi2))); // 99.9 % point of χ² with 5 degrees of freedom
    }

    void shuffleKeepsEveryItem()
    {
        std::array<int, 50> items{};
        std::iota(items.begin(), items.end(), 0);
        auto shuffled = items;
        Random(11).shuffle(std::span<int>(shuffled));
        QVERIFY(shuffled != items);
        std::ranges::sort(shuffled);
        QVERIFY(shuffled == items);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
