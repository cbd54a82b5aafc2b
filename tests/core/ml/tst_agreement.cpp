#include "core/ml/torch_learner.h"
#include "core/model/network.h"
#include "tests/support/training.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace cadenza;

namespace {

double nllOf(const std::vector<float>& logits, int target)
{
    const float highest = *std::ranges::max_element(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit - highest));
    return std::log(sum) + highest - logits[static_cast<std::size_t>(target)];
}

/// The losses of one predicted event, from the network without libtorch.
training::Tally tallyOf(const model::Network& network, const model::NetworkState& state, int b,
                        const encoding::Event& previous, const encoding::Event& next)
{
    const model::PartialEvent drawn{next.step, next.beat, next.part, next.pitch, next.duration};
    std::vector<float> step(encoding::kStepClasses), part(encoding::kPartFamilies), pitch(encoding::kPitchClasses);
    std::vector<float> duration(encoding::kDurationClasses), velocity(encoding::kVelocityClasses);
    std::vector<float> pedal(encoding::kPedalClasses);
    network.stepLogits(state, b, step);
    network.partLogits(state, b, drawn, part);
    network.pitchLogits(state, b, drawn, pitch);
    model::maskPitches(previous, drawn, pitch);
    network.durationLogits(state, b, drawn, duration);
    network.velocityLogits(state, b, drawn, velocity);
    network.pedalLogits(state, b, drawn, pedal);
    training::Tally tally;
    tally.notes = 1.0;
    tally.step = nllOf(step, next.step);
    tally.part = nllOf(part, next.part);
    tally.pitch = nllOf(pitch, next.pitch);
    tally.duration = nllOf(duration, next.duration);
    tally.velocity = nllOf(velocity, next.velocity);
    tally.pedal = next.step > 0 ? nllOf(pedal, next.pedal) : 0.0;
    return tally;
}

/// Chords, rests, many durations and dynamics, and after a while a passage again, higher.
midi::Piece variedPiece()
{
    std::vector<midi::Note> notes;
    std::int64_t onset = 0;
    for (int i = 0; i < 120; ++i) {
        const int root = 40 + (i % 45 * 11) % 40 + i / 45 * 3;
        for (int voice = 0; voice <= i % 4; ++voice)
            notes.push_back(test::note(onset, 60 * (1 + i % 9), root + 5 * voice, 20 + (i * 13) % 100));
        onset += 60 * (1 + (i % 45 * 5) % 12);
    }
    return test::piano(notes);
}

} // namespace

/// The network on libtorch and the one without must be the same function.
class TestAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothNetworksGiveTheSameLosses_data()
    {
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("layers");
        QTest::newRow("one small layer") << 32 << 1;
        QTest::newRow("a width that fills no whole panel") << 48 << 2;
        QTest::newRow("three layers") << 128 << 3;
    }

    void bothNetworksGiveTheSameLosses()
    {
        QFETCH(int, hidden);
        QFETCH(int, layers);
        auto config = test::tinyConfig();
        const auto learner = ml::makeTorchLearner({hidden, layers, 3}, config);
        QVERIFY(learner);
        auto weights = (*learner)->exportModel();
        for (auto& [name, values] : weights.parameters)
            if (name.starts_with("recall.") && name != "recall.embed")
                for (std::size_t i = 0; i < values.size(); ++i)
                    values[i] = 0.1F * static_cast<float>(i % 7);
        QVERIFY((*learner)->importModel(weights));
        const auto events = encoding::encode(variedPiece(), encoding::TimeBase::Beats).events;
        const int steps = 100;
        training::Batch batch;
        batch.batch = 2;
        batch.steps = steps;
        batch.composers = {2, 0};
        batch.fresh = {1, 1};
        batch.counts.assign(2 * steps, 1);
        batch.events.assign(events.begin(), events.begin() + steps + 1);
        batch.events.insert(batch.events.end(), events.begin() + 20, events.begin() + 20 + steps + 1);
        for (int b = 0; b < 2; ++b)
            for (const auto& expectation :
                 encoding::expectationsOf(std::span(batch.events).subspan(b * (steps + 1), steps + 1)))
                batch.expected.push_back(expectation);
        QVERIFY(std::ranges::count_if(batch.expected, [](const auto& e) { return e.level > 0; }) > 20);
        const auto expected = (*learner)->evaluateOn(batch);
        QVERIFY(expected);

        auto exported = (*learner)->exportModel();
        exported.composers = {"A", "B"};
        const model::Network network(std::make_shared<const model::Model>(std::move(exported)));
        auto state = network.initialState(2);
        training::Tally sum;
        for (int t = 0; t < steps; ++t) {
            const std::array<encoding::Event, 2> read{batch.events[t], batch.events[steps + 1 + t]};
            network.step(state, read, batch.composers);
            for (int b = 0; b < 2; ++b)
                sum += tallyOf(network, state, b, read[b], batch.events[b * (steps + 1) + t + 1]);
        }
        const auto agree = [&](double training::Tally::* part) {
            return std::abs(sum.*part - (*expected).*part) / sum.notes < 1e-5;
        };
        QCOMPARE(expected->notes, sum.notes);
        QVERIFY(agree(&training::Tally::step));
        QVERIFY(agree(&training::Tally::part));
        QVERIFY(agree(&training::Tally::pitch));
        QVERIFY(agree(&training::Tally::duration));
        QVERIFY(agree(&training::Tally::velocity));
        QVERIFY(agree(&training::Tally::pedal));
    }
};

QTEST_GUILESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
