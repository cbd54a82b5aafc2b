#include "core/model/classic_json.h"
#include "core/model/classic_network.h"
#include "core/model/network.h"
#include "tests/support/random_classic_model.h"

#include <QtTest>

#include <cmath>

using namespace cadenza;
using namespace cadenza::model;

class TestClassicNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAsTheEquationsSay_data();
    void stepsAsTheEquationsSay();
    void hintsSayWhetherWhatIsKnownAgrees();
    void onlyWhatIsKnownOfATokenIsRead();
    void followingIsPredictingUnasked();
    void aFileGivesBackTheModel();
    void aVocabularyOutOfOrderIsRefused();
    void theVocabularyIsPartOfTheContent();
    void aNetworkKnowsItsKind();
};

namespace {

const std::vector<encoding::ClassicToken> kMusic{
    {{60}, 0, 12}, {{62}, 6, 6}, {{60, 64, 67}, 6, 0}, {{71}, 3, 4}, {{48, 55}, 12, 12}};

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

/// The published network in plain loops: Hochreiter and Schmidhuber 1997 with forget gates.
class Plain {
public:
    Plain(const Model& model, ClassicStream stream)
        : model_(model), stream_(stream), hidden_(size(), 0.0), cell_(size(), 0.0)
    {
    }

    void step(const ClassicInput& input)
    {
        std::vector<double> gates(4 * size());
        for (std::size_t g = 0; g < gates.size(); ++g) {
            gates[g] = values(".bias")[g];
            for (const std::size_t row : inputRowsOf(model_.classic->shape, stream_, input))
                gates[g] += values(".input")[row * gates.size() + g];
            for (std::size_t i = 0; i < size(); ++i)
                gates[g] += values(".recurrent")[g * size() + i] * hidden_[i];
        }
        for (std::size_t u = 0; u < size(); ++u) {
            cell_[u] = sigmoid(gates[size() + u]) * cell_[u] + sigmoid(gates[u]) * std::tanh(gates[2 * size() + u]);
            hidden_[u] = sigmoid(gates[3 * size() + u]) * std::tanh(cell_[u]);
        }
    }

    [[nodiscard]] std::vector<double> logits(const ClassicInput& input) const
    {
        auto logits = linear(".output", linear(".dense", hidden_));
        if (model_.classic->shape.reads == ClassicReading::Everything)
            for (const ClassicHint& hint : hintsOf(stream_, input))
                logits[hint.target] += hint.given ? values(".recall")[hint.trust] : 0.0;
        return logits;
    }

private:
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(model_.classic->shape.hidden); }
    [[nodiscard]] const std::vector<float>& values(const std::string& name) const
    {
        return model_.parameters.at(std::string(nameOf(stream_)) + name);
    }
    [[nodiscard]] std::vector<double> linear(const std::string& name, const std::vector<double>& x) const
    {
        std::vector<double> y(values(name + ".bias").begin(), values(name + ".bias").end());
        for (std::size_t o = 0; o < y.size(); ++o)
            for (std::size_t i = 0; i < x.size(); ++i)
                y[o] += values(name + ".weight")[o * x.size() + i] * x[i];
        return y;
    }

    const Model& model_;
    ClassicStream stream_;
    std::vector<double> hidden_;
    std::vector<double> cell_;
};

std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

} // namespace

void TestClassicNetwork::stepsAsTheEquationsSay_data()
{
    QTest::addColumn<ClassicReading>("reads");
    for (const ClassicReading reads : kClassicReadings)
        QTest::newRow(nameOf(reads).data()) << reads;
}

void TestClassicNetwork::stepsAsTheEquationsSay()
{
    QFETCH(ClassicReading, reads);
    const auto model = test::randomClassicModel(kMusic, reads);
    const ClassicNetwork network(model);
    std::vector<encoding::ClassicClasses> tokens;
    for (int time = 0; time < 3; ++time)
        for (const auto& token : kMusic)
            tokens.push_back(model->classic->vocabulary.classesOf(token));
    const auto expected = encoding::expectationsOf(tokens, model->classic->vocabulary);
    QVERIFY(expected.back()[0].level > 0); // the music comes again
    for (const ClassicStream stream : kClassicStreams) {
        Plain plain(*model, stream);
        ClassicState state = network.initialState();
        for (std::size_t t = 0; t + 1 < tokens.size(); ++t) {
            network.hear(state, tokens[t]);
            const ClassicInput input{tokens[t], expected[t], tokens[t + 1]};
            plain.step(input);
            const auto logits = network.predict(state, stream, tokens[t + 1]);
            const auto plainly = plain.logits(input);
            QCOMPARE(logits.size(), plainly.size());
            for (std::size_t i = 0; i < logits.size(); ++i)
                QVERIFY(std::abs(logits[i] - plainly[i]) < 1e-5);
        }
    }
}

void TestClassicNetwork::hintsSayWhetherWhatIsKnownAgrees()
{
    const encoding::ClassicClasses same{.word = 3, .offset = 1, .duration = 2};
    ClassicInput input{{}, {{{same, 4}, {same, 5}, {same, 6}, {same, 7}}}, same};
    const auto trustOf = [&](ClassicStream stream, std::size_t place) {
        const ClassicHint hint = hintsOf(stream, input)[place];
        return hint.given ? static_cast<int>(hint.trust) : -1;
    };
    const int second = 2 * encoding::kClassicRecallLevels;
    QCOMPARE(trustOf(ClassicStream::Offset, 0), 2 * 4 + 1); // nothing is known yet
    QCOMPARE(trustOf(ClassicStream::Offset, 1), second + 2 * 6 + 1);
    QCOMPARE(trustOf(ClassicStream::Word, 1), second + 2 * 5 + 1);
    QCOMPARE(trustOf(ClassicStream::Word, 2), 2 * second + 2 * 7 + 1);
    QCOMPARE(hintsOf(ClassicStream::Word, input)[0].target, std::size_t{3});
    QCOMPARE(hintsOf(ClassicStream::Duration, input)[1].target, std::size_t{2});
    input.next.word = 7; // says nothing about a rhythm
    QCOMPARE(trustOf(ClassicStream::Word, 0), 2 * 4 + 1);
    QCOMPARE(trustOf(ClassicStream::Duration, 0), 2 * 4);
    QCOMPARE(trustOf(ClassicStream::Duration, 1), second + 2 * 6 + 1);
    input.next.offset = 0;
    QCOMPARE(trustOf(ClassicStream::Word, 0), 2 * 4);
    QCOMPARE(trustOf(ClassicStream::Duration, 1), second + 2 * 6);
    input.expected[0].level = 0;
    QCOMPARE(trustOf(ClassicStream::Word, 0), -1);
}

void TestClassicNetwork::onlyWhatIsKnownOfATokenIsRead()
{
    const auto model = test::randomClassicModel(kMusic, ClassicReading::Everything);
    const ClassicNetwork network(model);
    const auto first = model->classic->vocabulary.classesOf(kMusic[0]);
    const auto next = model->classic->vocabulary.classesOf(kMusic[1]);
    const auto predicted = [&](ClassicStream stream, const encoding::ClassicClasses& known) {
        ClassicState state = network.initialState();
        network.hear(state, first);
        return network.predict(state, stream, known);
    };
    auto other = next;
    other.duration = static_cast<std::uint16_t>(next.duration == 0 ? 1 : 0);
    for (const ClassicStream stream : kClassicStreams)
        QVERIFY(predicted(stream, other) == predicted(stream, next));
    other.word = static_cast<std::uint16_t>(next.word == 0 ? 1 : 0);
    QVERIFY(predicted(ClassicStream::Offset, other) == predicted(ClassicStream::Offset, next));
    QVERIFY(predicted(ClassicStream::Word, other) == predicted(ClassicStream::Word, next));
    QVERIFY(predicted(ClassicStream::Duration, other) != predicted(ClassicStream::Duration, next));
    other.offset = static_cast<std::uint16_t>(next.offset == 0 ? 1 : 0);
    QVERIFY(predicted(ClassicStream::Offset, other) == predicted(ClassicStream::Offset, next));
    QVERIFY(predicted(ClassicStream::Word, other) != predicted(ClassicStream::Word, next));
}

void TestClassicNetwork::followingIsPredictingUnasked()
{
    const auto model = test::randomClassicModel(kMusic, ClassicReading::Everything);
    const ClassicNetwork network(model);
    ClassicState asked = network.initialState(), unasked = network.initialState();
    const auto classes = [&](std::size_t i) { return model->classic->vocabulary.classesOf(kMusic[i]); };
    network.hear(asked, classes(0));
    network.hear(unasked, classes(0));
    for (std::size_t i = 1; i < kMusic.size(); ++i) {
        for (const ClassicStream stream : kClassicOrder)
            (void)network.predict(asked, stream, classes(i));
        network.hear(asked, classes(i));
        network.follow(unasked, classes(i));
    }
    QVERIFY(asked.hidden == unasked.hidden);
    QVERIFY(asked.cell == unasked.cell);
}

void TestClassicNetwork::aFileGivesBackTheModel()
{
    const QTemporaryDir folder;
    const auto model =
        test::randomClassicModel(kMusic, ClassicReading::Everything, {encoding::ChordSpelling::Pitches, false});
    QVERIFY(writeModel(in(folder, "classic.safetensors"), *model));
    const auto back = readModel(in(folder, "classic.safetensors"));
    QVERIFY(back);
    QVERIFY((*back)->classic == model->classic);
    QVERIFY((*back)->parameters == model->parameters);
    QCOMPARE(contentHash(**back), contentHash(*model));
}

void TestClassicNetwork::aVocabularyOutOfOrderIsRefused()
{
    const auto faultAfter = [](auto change) {
        ClassicPart part = *test::randomClassicModel(kMusic)->classic;
        change(part);
        return QString::fromStdString(faultOf(part).value_or(""));
    };
    QCOMPARE(faultAfter([](ClassicPart&) {}), QString());
    QCOMPARE(faultAfter([](ClassicPart& part) { std::swap(part.vocabulary.offsets[0], part.vocabulary.offsets[1]); }),
             QStringLiteral("its offsets or durations are not in order"));
    QCOMPARE(faultAfter([](ClassicPart& part) { part.vocabulary.words.front() = "H4"; }),
             QStringLiteral("a word of its vocabulary is no note and no chord"));
    QCOMPARE(faultAfter([](ClassicPart& part) { part.vocabulary.durations.pop_back(); }),
             QStringLiteral("its sizes do not match its vocabulary"));
    QCOMPARE(faultAfter([](ClassicPart& part) { part.shape.hidden = 1 << 20; }),
             QStringLiteral("the hidden size is outside 1…4096"));
}

void TestClassicNetwork::theVocabularyIsPartOfTheContent()
{
    const auto model = test::randomClassicModel(kMusic);
    const std::string before = contentHash(*model);
    model->classic->vocabulary.durations.back() += 1;
    QVERIFY(contentHash(*model) != before);
}

void TestClassicNetwork::aNetworkKnowsItsKind()
{
    const Network network(test::randomClassicModel(kMusic));
    QVERIFY(network.classic());
    QVERIFY(network.classic()->part().vocabulary.words.size() == 5);
}

QTEST_APPLESS_MAIN(TestClassicNetwork)
#include "tst_classic_network.moc"
