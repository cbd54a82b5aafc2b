#include "core/generation/texture_anchor.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;

class TestTextureAnchor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTakeThatKeepsTheTextureIsLeftAlone();
    void whatComesTooOftenIsHeldBack();
    void whatIsMissingIsDrawnBack();
    void pitchesArePulledByClass();
    void partsThatPlayInTheSeedKeepTheirShares();
    void strengthScalesAndZeroDoesNothing();
};

namespace {

using Logits = std::array<float, encoding::kStepClasses>;

encoding::Event withStep(int step)
{
    encoding::Event event;
    event.step = static_cast<std::uint8_t>(step);
    event.pitch = 60;
    return event;
}

/// 64 notes, half of them of step 0 and half of step 6.
TextureAnchor anchorOnTwoSteps(double strength)
{
    TextureAnchor anchor(strength);
    for (int i = 0; i < 32; ++i) {
        anchor.hearSeed(withStep(0));
        anchor.hearSeed(withStep(6));
    }
    return anchor;
}

Logits pulled(const TextureAnchor& anchor)
{
    Logits logits{};
    anchor.pullSteps(logits);
    return logits;
}

} // namespace

void TestTextureAnchor::aTakeThatKeepsTheTextureIsLeftAlone()
{
    auto anchor = anchorOnTwoSteps(1.0);
    for (int i = 0; i < 200; ++i) {
        anchor.hear(withStep(0));
        anchor.hear(withStep(6));
    }
    for (const float logit : pulled(anchor))
        QVERIFY2(std::abs(logit) < 0.02F, qPrintable(QString::number(logit)));
}

void TestTextureAnchor::whatComesTooOftenIsHeldBack()
{
    auto anchor = anchorOnTwoSteps(1.0);
    float before = 0.0F;
    for (int i = 0; i < 200; ++i) {
        anchor.hear(withStep(0));
        const float now = pulled(anchor)[0];
        QVERIFY(now < before);
        before = now;
    }
    // In the end all of the last notes are of step 0 where the seed had half of them.
    QVERIFY2(std::abs(before - std::log(0.5F)) < 0.05F, qPrintable(QString::number(before)));
}

void TestTextureAnchor::whatIsMissingIsDrawnBack()
{
    auto anchor = anchorOnTwoSteps(1.0);
    for (int i = 0; i < 100; ++i)
        anchor.hear(withStep(0));
    const Logits logits = pulled(anchor);
    QVERIFY(logits[6] > 1.0F);
    QCOMPARE(logits[3], 0.0F); // neither the seed nor the take has it
    for (int i = 0; i < 20; ++i)
        anchor.hear(withStep(3)); // the seed never had it: it is held back
    QVERIFY(pulled(anchor)[3] < -2.0F);
}

void TestTextureAnchor::pitchesArePulledByClass()
{
    auto anchor = anchorOnTwoSteps(1.0);
    encoding::Event other = withStep(0);
    other.pitch = 61;
    for (int i = 0; i < 100; ++i)
        anchor.hear(other);
    std::array<float, encoding::kPitchClasses> logits{};
    anchor.pullPitches(logits);
    QVERIFY(logits[60] > 0.0F);
    QCOMPARE(logits[72], logits[60]);
    QVERIFY(logits[49] < 0.0F);
    QCOMPARE(logits[61], logits[49]);
}

void TestTextureAnchor::partsThatPlayInTheSeedKeepTheirShares()
{
    TextureAnchor anchor(1.0);
    for (const std::uint8_t part : {5, 22})
        for (int i = 0; i < 32; ++i)
            anchor.hearSeed({.part = part});
    for (int i = 0; i < 64; ++i)
        anchor.hear({.part = 5});
    std::array<float, encoding::kPartClasses> parts{};
    anchor.pullParts(parts);
    QVERIFY(parts[5] < 0.0F && parts[22] > 0.0F);
    QCOMPARE(parts[39], 0.0F); // it rests in the seed
}

void TestTextureAnchor::strengthScalesAndZeroDoesNothing()
{
    const auto afterMonotony = [](double strength) {
        auto anchor = anchorOnTwoSteps(strength);
        for (int i = 0; i < 50; ++i)
            anchor.hear(withStep(0));
        return pulled(anchor);
    };
    QVERIFY(std::abs(afterMonotony(0.5)[6] - afterMonotony(1.0)[6] / 2.0F) < 1e-5F);
    QCOMPARE(afterMonotony(0.0), Logits{});
}

QTEST_GUILESS_MAIN(TestTextureAnchor)
#include "tst_texture_anchor.moc"
