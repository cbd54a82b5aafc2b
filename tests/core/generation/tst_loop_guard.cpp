#include "core/encoding/parts.h"
#include "core/generation/loop_guard.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;
using encoding::Event;

class TestLoopGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesAliveMusicAlone();
    void weighsDownWhatRepeatsTooOften();
    void hearsALoopThatClimbs();
    void aShortRunIsNoLoop();
    void isStuckAfterThreeTurns();
    void forbidsTheCycleWhenTakingBackDidNotHelp();
    void warmsWhileTheNetworkIsTooSure();
    void doesNothingWhenSwitchedOff();
    void doesNotHearDrums();
    void hearsALoopThroughDrums();
};

namespace {

Event heard(std::uint8_t step, int pitch)
{
    return {.step = step, .pitch = static_cast<std::uint8_t>(pitch)};
}

using Pitches = std::array<float, encoding::kPitchClasses>;

/// An irregular cycle of `period` notes, `count` notes long.
void hearCycle(LoopGuard& guard, int period, int count, int climb = 0)
{
    for (int i = 0; i < count; ++i)
        guard.hear(heard(static_cast<std::uint8_t>(1 + i % period % 3), 50 + i % period * 5 % 17 + i / period * climb));
}

} // namespace

void TestLoopGuard::doesNotHearDrums()
{
    LoopGuard guard({});
    for (int i = 0; i < 200; ++i)
        guard.hear({.step = 5, .part = encoding::kDrumsPart, .pitch = static_cast<std::uint8_t>(36 + i % 2)});
    QVERIFY(!guard.stuck());
    Pitches pitches{};
    QVERIFY(!guard.weigh(5, pitches));
}

void TestLoopGuard::hearsALoopThroughDrums()
{
    LoopGuard guard({});
    for (int i = 0; i < 44; ++i) {
        guard.hear({.step = 4, .part = encoding::kDrumsPart, .pitch = 36});
        guard.hear(heard(0, 60 + i % 4));
    }
    QVERIFY(guard.stuck());
    guard.takeBack(LoopGuard::kTakenBack); // half of them were drums
    QVERIFY(!guard.stuck());
}

void TestLoopGuard::leavesAliveMusicAlone()
{
    LoopGuard guard({});
    std::uint32_t state = 12345;
    for (int i = 0; i < 400; ++i) {
        state = state * 1664525U + 1013904223U;
        const auto step = static_cast<std::uint8_t>(state >> 29U);
        Pitches pitches{};
        QVERIFY(!guard.weigh(step, pitches));
        guard.hear(heard(step, 40 + static_cast<int>(state >> 20U) % 40));
        guard.hearEntropy(3.0);
        QVERIFY(!guard.stuck());
    }
    QCOMPARE(guard.temperatureFactor(), 1.0);
}

void TestLoopGuard::weighsDownWhatRepeatsTooOften()
{
    LoopGuard guard({});
    hearCycle(guard, 8, 8 * 8);
    Pitches pitches{};
    const auto next = heard(1, 50); // the cycle goes on with its first note
    QVERIFY(guard.weigh(next.step, pitches));
    QVERIFY(pitches[50] < -1.0F);
    QCOMPARE(pitches[51], 0.0F);
    Pitches otherStep{};
    QVERIFY(!guard.weigh(7, otherStep));
}

void TestLoopGuard::hearsALoopThatClimbs()
{
    LoopGuard guard({});
    hearCycle(guard, 8, 8 * 7, 1);
    Pitches pitches{};
    QVERIFY(guard.weigh(1, pitches));
    QVERIFY(pitches[57] < 0.0F);
}

void TestLoopGuard::aShortRunIsNoLoop()
{
    LoopGuard guard({});
    hearCycle(guard, 16, 32); // a phrase and its repeat
    Pitches pitches{};
    QVERIFY(!guard.weigh(1, pitches));
    QVERIFY(!guard.stuck());
}

void TestLoopGuard::isStuckAfterThreeTurns()
{
    for (const int period : {1, 5, 16, 32}) {
        LoopGuard guard({});
        for (int i = 0; i < 40; ++i)
            guard.hear(heard(static_cast<std::uint8_t>(4 + i % 7), 30 + i * i % 41));
        hearCycle(guard, period, std::max(3 * period, 40) - 2);
        QVERIFY2(!guard.stuck(), qPrintable(QString::number(period)));
        LoopGuard longer({});
        hearCycle(longer, period, std::max(3 * period, 40) + 1);
        QVERIFY2(longer.stuck(), qPrintable(QString::number(period)));
        longer.takeBack(LoopGuard::kTakenBack);
        QVERIFY(!longer.stuck());
        QVERIFY(longer.temperatureFactor() > 1.2);
    }
}

void TestLoopGuard::forbidsTheCycleWhenTakingBackDidNotHelp()
{
    LoopGuard guard({});
    hearCycle(guard, 5, 41);
    for (int i = 0; i < 8; ++i) {
        guard.takeBack(LoopGuard::kTakenBack);
        for (int n = 25; n < 41; ++n)
            guard.hear(heard(static_cast<std::uint8_t>(1 + n % 5 % 3), 50 + n % 5 * 5 % 17));
    }
    QVERIFY(!guard.stuck());
    Pitches pitches{};
    QVERIFY(guard.weigh(static_cast<std::uint8_t>(1 + 41 % 5 % 3), pitches));
    QVERIFY(std::isinf(pitches[50 + 41 % 5 * 5 % 17]));
    int left = 0;
    for (const float logit : pitches)
        left += std::isfinite(logit) ? 1 : 0;
    QVERIFY(left >= 126);
}

void TestLoopGuard::warmsWhileTheNetworkIsTooSure()
{
    LoopGuard guard({});
    for (int i = 0; i < 31; ++i)
        guard.hearEntropy(0.1);
    QCOMPARE(guard.temperatureFactor(), 1.0);
    for (int i = 0; i < 4; ++i)
        guard.hearEntropy(0.1);
    QVERIFY(std::abs(guard.temperatureFactor() - 1.2) < 1e-9);
    for (int i = 0; i < 100; ++i)
        guard.hearEntropy(0.1);
    QCOMPARE(guard.temperatureFactor(), 1.5);
    for (int i = 0; i < 100; ++i)
        guard.hearEntropy(2.0);
    QCOMPARE(guard.temperatureFactor(), 1.0);
}

void TestLoopGuard::doesNothingWhenSwitchedOff()
{
    LoopGuard guard({.enabled = false});
    hearCycle(guard, 4, 100);
    Pitches pitches{};
    QVERIFY(!guard.weigh(1, pitches));
    QVERIFY(!guard.stuck());
}

QTEST_GUILESS_MAIN(TestLoopGuard)
#include "tst_loop_guard.moc"
