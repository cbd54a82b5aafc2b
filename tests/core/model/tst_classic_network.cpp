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

    void step(const encoding::ClassicClasses& token)
    {
        std::vector<double> gates(4 * size());
        for (std::size_t g = 0; g < gates.size(); ++g) {
            gates[g] = values(".bias")[g];
            for (const std::size_t row : inputRowsOf(model_.classic->shape, stream_, token))
                gates[g] += values(".input")[row * gates.size() + g];
            for (std::size_t i = 0; i < size(); ++i)
                gates[g] += values(".recurrent")[g * size() + i] * hidden_[i];
        }
        for (std::size_t u = 0; u < size(); ++u) {
            cell_[u] = sigmoid(gates[size() + u]) * cell_[u] + sigmoid(gates[u]) * std::tanh(gates[2 * size() + u]);
            hidden_[u] = sigmoid(gates[3 * size() + u]) * std::tanh(cell_[u]);
        }
    }

    [[nodiscard]] std::vector<double> logits() const { return linear(".output", linear(".dense", hidden_)); }

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
    QTest::addColumn<bool>("readsAll");
    QTest::newRow("each its own stream") << false;
    QTest::newRow("all streams") << true;
}

void TestClassicNetwork::stepsAsTheEquationsSay()
{
    QFETCH(bool, readsAll);
    const auto model = test::randomClassicModel(kMusic, readsAll ? ClassicReading::All : ClassicReading::Own);
    const ClassicNetwork network(model);
    ClassicState state = network.initialState();
    for (const ClassicStream stream : kClassicStreams) {
        Plain plain(*model, stream);
        state = network.initialState();
        for (const auto& token : kMusic) {
            const auto classes = model->classic->vocabulary.classesOf(token);
            network.step(state, classes);
            plain.step(classes);
            const auto logits = network.logits(state, stream);
            const auto expected = plain.logits();
            QCOMPARE(logits.size(), expected.size());
            for (std::size_t i = 0; i < logits.size(); ++i)
                QVERIFY(std::abs(logits[i] - expected[i]) < 1e-5);
        }
    }
}

void TestClassicNetwork::aFileGivesBackTheModel()
{
    const QTemporaryDir folder;
    const auto model = test::randomClassicModel(kMusic, ClassicReading::All, {encoding::ChordSpelling::Pitches, false});
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
