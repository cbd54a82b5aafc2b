#include "core/model/network.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <thread>

using namespace cadenza;
using namespace cadenza::model;
using encoding::Event;

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void aPartItHasNoPlaceForIsLikeTheLastOfItsFamily();
    void aSequenceDoesNotDependOnItsBatch();
    void aForkContinuesWhereItsSourceStands();
    void restoringTakesBackSteps();
    void pitchesAscendWithinAnOnset();
    void twoThreadsMayStepAtOnce();
};

namespace {

/// The network as network_shape.h defines it, in double and without any packing.
class PlainNetwork {
public:
    explicit PlainNetwork(const Model& model) : model_(model)
    {
        const auto h = static_cast<std::size_t>(model.shape.hidden);
        hidden_.assign(static_cast<std::size_t>(model.shape.layers), std::vector<double>(h, 0.0));
        cell_ = hidden_;
    }

    void step(const Event& e, int composer)
    {
        recollection_.hear(e);
        expected_ = recollection_.expected();
        std::vector<double> x;
        append(x, "step", e.step);
        append(x, "part", e.part);
        append(x, "pitch", e.pitch);
        append(x, "duration", e.duration);
        append(x, "velocity", e.velocity);
        append(x, "tempo", e.tempo);
        append(x, "pedal", e.pedal);
        append(x, "beat", e.beat);
        append(x, "metre", e.metre);
        append(x, "composer", composer);
        const std::size_t known = x.size();
        append(x, "step", expected_.event.step);
        append(x, "pitch", expected_.event.pitch);
        append(x, "duration", expected_.event.duration);
        append(x, "velocity", expected_.event.velocity);
        append(x, "recall", expected_.level);
        if (expected_.level == 0)
            std::fill(x.begin() + static_cast<std::ptrdiff_t>(known), x.end(), 0.0);
        const auto h = hidden_[0].size();
        const auto sigmoid = [](double v) { return 1.0 / (1.0 + std::exp(-v)); };
        for (std::size_t l = 0; l < hidden_.size(); ++l) {
            const std::string name = "lstm." + std::to_string(l);
            auto gates = product(name + ".weight_ih", x);
            const auto recurrent = product(name + ".weight_hh", hidden_[l]);
            const auto& bias = model_.parameters.at(name + ".bias");
            for (std::size_t i = 0; i < gates.size(); ++i)
                gates[i] += recurrent[i] + double{bias[i]};
            for (std::size_t u = 0; u < h; ++u) {
                cell_[l][u] = sigmoid(gates[h + u]) * cell_[l][u] + sigmoid(gates[u]) * std::tanh(gates[2 * h + u]);
                hidden_[l][u] = sigmoid(gates[3 * h + u]) * std::tanh(cell_[l][u]);
            }
            if (l == 0)
                x = hidden_[l];
            else
                for (std::size_t u = 0; u < h; ++u)
                    x[u] += hidden_[l][u];
        }
        stream_ = x;
    }

    [[nodiscard]] std::vector<double> logits(const std::string& head,
                                             const std::vector<std::pair<std::string, int>>& conditions) const
    {
        auto x = stream_;
        for (const auto& [attribute, index] : conditions)
            append(x, attribute, index);
        auto result = product("head." + head + ".weight", x);
        const auto& bias = model_.parameters.at("head." + head + ".bias");
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] += double{bias[i]};
        if (expected_.level == 0)
            return result;
        const bool asExpected = std::ranges::all_of(
            conditions, [&](const auto& on) { return on.first == "beat" || on.second == expectedClass(on.first); });
        result[static_cast<std::size_t>(expectedClass(head))] +=
            double{model_.parameters.at("recall." + head)[expected_.level * 2u + (asExpected ? 1u : 0u)]};
        return result;
    }
    [[nodiscard]] bool recalls() const { return expected_.level > 0; }

private:
    [[nodiscard]] int expectedClass(const std::string& attribute) const
    {
        const Event& e = expected_.event;
        const std::map<std::string, int> classes{{"step", e.step},         {"part", e.part},   {"pitch", e.pitch},
                                                 {"duration", e.duration}, {"tempo", e.tempo}, {"pedal", e.pedal},
                                                 {"velocity", e.velocity}};
        return classes.at(attribute);
    }

    void append(std::vector<double>& x, const std::string& attribute, int index) const
    {
        static const std::map<std::string, int> widths{
            {"step", NetworkShape::kStepEmbedding},         {"part", NetworkShape::kPartEmbedding},
            {"pitch", NetworkShape::kPitchEmbedding},       {"duration", NetworkShape::kDurationEmbedding},
            {"velocity", NetworkShape::kVelocityEmbedding}, {"tempo", NetworkShape::kTempoEmbedding},
            {"pedal", NetworkShape::kPedalEmbedding},       {"beat", NetworkShape::kBeatEmbedding},
            {"metre", NetworkShape::kMetreEmbedding},       {"composer", NetworkShape::kComposerEmbedding},
            {"recall", NetworkShape::kRecallEmbedding}};
        const auto& table = model_.parameters.at(attribute + ".embed");
        const auto width = static_cast<std::size_t>(widths.at(attribute));
        for (std::size_t i = 0; i < width; ++i)
            x.push_back(table[static_cast<std::size_t>(index) * width + i]);
    }

    [[nodiscard]] std::vector<double> product(const std::string& name, const std::vector<double>& x) const
    {
        const auto& w = model_.parameters.at(name);
        std::vector<double> out(w.size() / x.size(), 0.0);
        for (std::size_t r = 0; r < out.size(); ++r)
            for (std::size_t i = 0; i < x.size(); ++i)
                out[r] += double{w[r * x.size() + i]} * x[i];
        return out;
    }

    const Model& model_;
    std::vector<std::vector<double>> hidden_;
    std::vector<std::vector<double>> cell_;
    std::vector<double> stream_; ///< the sum of the layers
    encoding::Recollection recollection_;
    encoding::Expectation expected_;
};

Event randomEvent(Random& random, int parts)
{
    const auto draw = [&](int classes) {
        return static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(classes)));
    };
    return {draw(encoding::kStepClasses),     draw(parts),
            draw(encoding::kPitchClasses),    draw(encoding::kDurationClasses),
            draw(encoding::kVelocityClasses), draw(encoding::kTempoClasses),
            draw(encoding::kPedalClasses),    draw(encoding::kBeatClasses),
            draw(encoding::kMetreClasses)};
}

std::vector<Event> randomEvents(std::uint64_t seed, int count, int parts = encoding::kPartFamilies)
{
    Random random(seed);
    std::vector<Event> events;
    for (int i = 0; i < count; ++i)
        events.push_back(randomEvent(random, parts));
    return events;
}

/// A passage, the same four semitones higher, and the same again with another ending.
std::vector<Event> recurringEvents(int parts)
{
    auto passage = randomEvents(5, 12, parts);
    for (Event& event : passage) {
        event.part = 0;
        event.pitch = static_cast<std::uint8_t>(30 + event.pitch / 2);
    }
    auto events = passage;
    for (Event event : passage) {
        event.pitch = static_cast<std::uint8_t>(event.pitch + 4);
        event.velocity = 3;
        events.push_back(event);
    }
    events.insert(events.end(), passage.begin(), passage.begin() + 9);
    const auto ending = randomEvents(6, 5, parts);
    events.insert(events.end(), ending.begin(), ending.end());
    return events;
}

void compare(const std::vector<float>& ours, const std::vector<double>& plain)
{
    QCOMPARE(ours.size(), plain.size());
    for (std::size_t i = 0; i < ours.size(); ++i)
        QVERIFY2(std::abs(double{ours[i]} - plain[i]) < 1e-5 * std::max(1.0, std::abs(plain[i])),
                 qPrintable(QStringLiteral("%1: %2 not %3").arg(i).arg(double{ours[i]}).arg(plain[i])));
}

} // namespace

void TestNetwork::agreesWithTheDefinition_data()
{
    QTest::addColumn<int>("hidden");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("parts");
    QTest::newRow("tiny") << 16 << 1 << 17;
    QTest::newRow("two layers") << 64 << 2 << 17;
    QTest::newRow("not a whole panel") << 24 << 3 << 17;
    QTest::newRow("odd") << 7 << 2 << 17;
    QTest::newRow("an ensemble") << 16 << 2 << 68;
}

void TestNetwork::aPartItHasNoPlaceForIsLikeTheLastOfItsFamily()
{
    const Network network(test::randomModel({.hidden = 16, .layers = 1, .composers = 1, .parts = 34}));
    const int composer = 0;
    const auto after = [&](std::uint8_t part) {
        const Event event{.part = part};
        auto state = network.initialState(1);
        network.step(state, std::span(&event, 1), std::span(&composer, 1));
        std::vector<float> logits(encoding::kPartClasses);
        network.partLogits(state, 0, {.step = 3}, logits);
        return logits;
    };
    QVERIFY(after(5) != after(22));
    QVERIFY(after(22) == after(39));
    const auto logits = after(5);
    for (std::size_t part = 34; part < logits.size(); ++part)
        QCOMPARE(logits[part], logits[17 + part % 17]);
}

void TestNetwork::agreesWithTheDefinition()
{
    QFETCH(int, hidden);
    QFETCH(int, layers);
    QFETCH(int, parts);
    const auto model = test::randomModel({.hidden = hidden, .layers = layers, .composers = 3, .parts = parts});
    const Network network(model);
    auto state = network.initialState(1);
    PlainNetwork plain(*model);
    const auto composer = 2;
    const auto events = recurringEvents(parts);
    int recalled = 0;
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        network.step(state, std::span(&events[i], 1), std::span(&composer, 1));
        plain.step(events[i], composer);
        recalled += plain.recalls();
        const Event& e = events[i + 1];
        const PartialEvent next{e.step, e.beat, e.part, e.pitch, e.duration};
        const std::vector<std::pair<std::string, int>> on{
            {"step", e.step}, {"beat", e.beat}, {"part", e.part}, {"pitch", e.pitch}, {"duration", e.duration}};
        const auto first = [&](std::size_t n) {
            return std::vector(on.begin(), on.begin() + static_cast<std::ptrdiff_t>(n));
        };
        std::vector<float> logits(encoding::kStepClasses);
        network.stepLogits(state, 0, logits);
        compare(logits, plain.logits("step", {}));
        logits.resize(static_cast<std::size_t>(parts));
        network.partLogits(state, 0, next, logits);
        compare(logits, plain.logits("part", first(2)));
        logits.resize(encoding::kPitchClasses);
        network.pitchLogits(state, 0, next, logits);
        compare(logits, plain.logits("pitch", first(3)));
        logits.resize(encoding::kDurationClasses);
        network.durationLogits(state, 0, next, logits);
        compare(logits, plain.logits("duration", first(4)));
        logits.resize(encoding::kVelocityClasses);
        network.velocityLogits(state, 0, next, logits);
        compare(logits, plain.logits("velocity", first(5)));
        logits.resize(encoding::kTempoClasses);
        network.tempoLogits(state, 0, next, logits);
        compare(logits, plain.logits("tempo", first(2)));
        logits.resize(encoding::kPedalClasses);
        network.pedalLogits(state, 0, next, logits);
        compare(logits, plain.logits("pedal", first(2)));
    }
    QVERIFY(recalled >= 12 && recalled < 30);
}

void TestNetwork::aSequenceDoesNotDependOnItsBatch()
{
    const Network network(test::randomModel({.hidden = 48, .layers = 2}));
    for (const int batch : {2, 4, 7}) {
        auto together = network.initialState(batch);
        std::vector<NetworkState> alone;
        for (int b = 0; b < batch; ++b)
            alone.push_back(network.initialState(1));
        const std::vector<int> composers(static_cast<std::size_t>(batch), 0);
        for (std::uint64_t t = 0; t < 12; ++t) {
            const auto events = randomEvents(100 + t, batch);
            network.step(together, events, composers);
            for (int b = 0; b < batch; ++b) {
                auto& own = alone[static_cast<std::size_t>(b)];
                network.step(own, std::span(&events[static_cast<std::size_t>(b)], 1), std::span(composers).first(1));
                std::vector<float> x(encoding::kPitchClasses);
                std::vector<float> y(encoding::kPitchClasses);
                network.pitchLogits(together, b, {}, x);
                network.pitchLogits(own, 0, {}, y);
                QVERIFY(x == y);
            }
        }
    }
}

void TestNetwork::aForkContinuesWhereItsSourceStands()
{
    const Network network(test::randomModel({.hidden = 32, .layers = 2}));
    auto state = network.initialState(1);
    const int composer = 0;
    for (const auto& event : randomEvents(1, 5))
        network.step(state, std::span(&event, 1), std::span(&composer, 1));
    auto forked = network.fork(state, 0, 3);
    const auto next = randomEvents(2, 1);
    const std::vector<Event> thrice(3, next[0]);
    network.step(forked, thrice, std::vector<int>(3, 0));
    network.step(state, next, std::span(&composer, 1));
    std::vector<float> x(encoding::kStepClasses);
    std::vector<float> y(encoding::kStepClasses);
    network.stepLogits(state, 0, x);
    for (int b = 0; b < 3; ++b) {
        network.stepLogits(forked, b, y);
        QVERIFY(x == y);
    }
}

void TestNetwork::restoringTakesBackSteps()
{
    const Network network(test::randomModel({.hidden = 32, .layers = 2}));
    auto state = network.initialState(2);
    const std::vector<int> composers(2, 0);
    network.step(state, randomEvents(1, 2), composers);
    const auto before = network.fork(state, 1, 1);
    const auto wanted = state;
    network.step(state, randomEvents(2, 2), composers);
    network.restore(state, 1, before, 0);
    std::vector<float> x(encoding::kStepClasses);
    std::vector<float> y(encoding::kStepClasses);
    network.stepLogits(wanted, 1, x);
    network.stepLogits(state, 1, y);
    QVERIFY(x == y);
}

void TestNetwork::pitchesAscendWithinAnOnset()
{
    const Event previous{.pitch = 64};
    std::vector<float> logits(encoding::kPitchClasses, 1.0F);
    maskPitches(previous, {.step = 0, .part = 0}, logits);
    QVERIFY(std::isinf(logits[64]) && std::isinf(logits[0]));
    QCOMPARE(logits[65], 1.0F);
    std::ranges::fill(logits, 1.0F);
    maskPitches(previous, {.step = 3, .part = 0}, logits);
    maskPitches(previous, {.step = 0, .part = 1}, logits);
    QCOMPARE(logits[0], 1.0F);
    QVERIFY(mayShareOnset(previous));
    QVERIFY(!mayShareOnset({.pitch = 127}));
}

void TestNetwork::twoThreadsMayStepAtOnce()
{
    const Network network(test::randomModel({.hidden = 32, .layers = 2}));
    const auto events = randomEvents(9, 50);
    const auto run = [&] {
        auto state = network.initialState(1);
        const int composer = 0;
        for (const auto& event : events)
            network.step(state, std::span(&event, 1), std::span(&composer, 1));
        return state.hidden_lbh;
    };
    std::vector<float> theirs;
    std::jthread thread([&] { theirs = run(); });
    const auto ours = run();
    thread.join();
    QVERIFY(ours == theirs);
}

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
