#include "core/base/random.h"
#include "core/encoding/classes.h"
#include "core/encoding/parts.h"
#include "core/generation/constraint_mask.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace cadenza;
using namespace cadenza::generation;
using encoding::Event;
using encoding::TimeBase;
using model::PartialEvent;

class TestConstraintMask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void absoluteWishesHoldForEveryNote_data();
    void absoluteWishesHoldForEveryNote();
    void aWeakKeyOnlyWeighs();
    void drumsHaveNoKey();
    void onlyDrumsThatWereStruckAreStruck();
    void aChordThatHasNoRoomLeftIsLeft();
    void sparsenessFavoursLongSteps();
};

namespace {

template <std::size_t n>
std::size_t anyOf(const std::array<float, n>& logits, Random& random)
{
    std::vector<std::size_t> possible;
    for (std::size_t i = 0; i < n; ++i)
        if (std::isfinite(logits[i]))
            possible.push_back(i);
    return possible[random.below(possible.size())];
}

/// Notes drawn without any preference from what the mask leaves: the hardest test of a mask.
std::vector<Event> freeMusic(const Constraints& wishes, std::uint64_t seed, int count)
{
    Random random(seed);
    ConstraintMask mask(TimeBase::Beats, wishes);
    Event last;
    last.pitch = 60;
    last.duration = 5;
    mask.hear(last);
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
        Event event;
        std::array<float, encoding::kStepClasses> steps{};
        mask.maskSteps(steps);
        event.step =
            static_cast<std::uint8_t>(random.below(2) == 0 && std::isfinite(steps[0]) ? 0 : anyOf(steps, random));
        event.beat = static_cast<std::uint8_t>((last.beat + encoding::stepUnits(TimeBase::Beats)[event.step])
                                               % encoding::kBeatClasses);
        PartialEvent next{.step = event.step, .beat = event.beat};
        std::array<float, encoding::kPitchClasses> pitches{};
        mask.maskPitches(next, pitches);
        event.pitch = static_cast<std::uint8_t>(anyOf(pitches, random));
        std::array<float, encoding::kDurationClasses> durations{};
        mask.maskDurations(durations);
        event.duration = static_cast<std::uint8_t>(anyOf(durations, random));
        mask.hear(event);
        events.push_back(event);
        last = event;
    }
    return events;
}

} // namespace

void TestConstraintMask::absoluteWishesHoldForEveryNote_data()
{
    QTest::addColumn<Constraints>("wishes");
    QTest::newRow("none") << Constraints{};
    QTest::newRow("D minor") << Constraints{.key = KeyWish{2, true, 1.0}};
    QTest::newRow("two octaves") << Constraints{.lowestPitch = 48, .highestPitch = 72};
    QTest::newRow("one key") << Constraints{.lowestPitch = 60, .highestPitch = 60};
    QTest::newRow("three voices") << Constraints{.maxPolyphony = 3};
    QTest::newRow("one voice") << Constraints{.maxPolyphony = 1};
    QTest::newRow("small hands") << Constraints{.handSpan = 7};
    QTest::newRow("all") << Constraints{
        .key = KeyWish{7, false, 1.0}, .lowestPitch = 40, .highestPitch = 80, .maxPolyphony = 4, .handSpan = 9};
}

void TestConstraintMask::absoluteWishesHoldForEveryNote()
{
    QFETCH(Constraints, wishes);
    const auto events = freeMusic(wishes, 11, 3000);
    std::int64_t now = 0;
    std::map<int, std::int64_t> soundingUntil;
    std::vector<int> onset;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& e = events[i];
        const int step = encoding::stepUnits(TimeBase::Beats)[e.step];
        now += step;
        if (step > 0)
            onset.clear();
        else if (!onset.empty())
            QVERIFY(int{e.pitch} > onset.back()); // ascending, never doubled
        onset.push_back(e.pitch);
        QVERIFY(e.pitch >= wishes.lowestPitch && e.pitch <= wishes.highestPitch);
        if (wishes.key)
            QVERIFY(inScale(*wishes.key, e.pitch));
        std::erase_if(soundingUntil, [&](const auto& s) { return s.second <= now; });
        soundingUntil[e.pitch] = now + encoding::durationUnits(TimeBase::Beats)[e.duration];
        if (wishes.maxPolyphony > 0)
            QVERIFY(static_cast<int>(soundingUntil.size()) <= wishes.maxPolyphony);
        if (wishes.handSpan > 0) {
            const auto second = std::ranges::find_if(onset, [&](int p) { return p > onset.front() + wishes.handSpan; });
            QVERIFY(second == onset.end() || onset.back() <= *second + wishes.handSpan);
        }
    }
}

void TestConstraintMask::aWeakKeyOnlyWeighs()
{
    const ConstraintMask mask(TimeBase::Beats, {.key = KeyWish{0, false, 0.75}});
    std::array<float, encoding::kPitchClasses> pitches{};
    mask.maskPitches({.step = 5}, pitches);
    QCOMPARE(pitches[60], 0.0F);
    QVERIFY(std::abs(pitches[61] - std::log(0.25F)) < 1e-6F);
}

void TestConstraintMask::drumsHaveNoKey()
{
    const ConstraintMask mask(TimeBase::Beats, {.key = KeyWish{0, false, 1.0}, .lowestPitch = 60});
    std::array<float, encoding::kPitchClasses> pitches{};
    mask.maskPitches({.step = 5, .part = encoding::kDrumsPart}, pitches);
    QCOMPARE(pitches[37], 0.0F);
}

void TestConstraintMask::onlyDrumsThatWereStruckAreStruck()
{
    ConstraintMask mask(TimeBase::Beats, {});
    for (const std::uint8_t drum : {36, 42})
        mask.hear({.step = 5, .part = encoding::kDrumsPart, .pitch = drum});
    std::array<float, encoding::kPitchClasses> pitches{};
    mask.maskPitches({.step = 5, .part = encoding::kDrumsPart}, pitches);
    for (std::size_t pitch = 0; pitch < pitches.size(); ++pitch)
        QCOMPARE(std::isfinite(pitches[pitch]), pitch == 36 || pitch == 42);
    QVERIFY(!mask.mayJoin(encoding::kDrumsPart)); // no drum of the kit stands above the last
}

void TestConstraintMask::aChordThatHasNoRoomLeftIsLeft()
{
    ConstraintMask mask(TimeBase::Beats, {.highestPitch = 72});
    mask.hear({.pitch = 72});
    std::array<float, encoding::kStepClasses> steps{};
    mask.maskSteps(steps);
    QVERIFY(std::isinf(steps[0]));
    QVERIFY(std::isfinite(steps[1]));
}

void TestConstraintMask::sparsenessFavoursLongSteps()
{
    const ConstraintMask mask(TimeBase::Beats, {.sparseness = 1.0});
    std::array<float, encoding::kStepClasses> steps{};
    mask.maskSteps(steps);
    QCOMPARE(steps[0], 0.0F);
    QVERIFY(steps[24] > steps[12]);
}

QTEST_GUILESS_MAIN(TestConstraintMask)
#include "tst_constraint_mask.moc"
