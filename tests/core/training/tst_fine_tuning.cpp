#include "core/training/baseline.h"
#include "core/training/fine_tuning.h"
#include "tests/support/fake_learner.h"
#include "tests/support/training.h"

#include <QTest>

#include <algorithm>

using namespace cadenza;

namespace {

constexpr std::size_t kWidth = model::NetworkShape::kComposerEmbedding;

training::CorpusSnapshot corpusOf(std::vector<std::string> composers)
{
    auto corpus = std::make_shared<training::Corpus>();
    corpus->composers = std::move(composers);
    for (std::size_t i = 0; i <= corpus->composers.size(); ++i)
        corpus->pieces.push_back({.composer = static_cast<int>(i)});
    return corpus;
}

} // namespace

class TestFineTuning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void composersKeepTheClassesThatANetworkGaveThem()
    {
        const auto corpus = corpusOf({"Bach", "Chopin"});
        const std::vector<std::string> names{"Chopin", "Liszt"};
        const auto suited = training::renumbered(corpus, names);
        QCOMPARE(suited->composers, (std::vector<std::string>{"Chopin", "Liszt", "Bach"}));
        QCOMPARE(suited->pieces[0].composer, 0);
        QCOMPARE(suited->pieces[1].composer, 3);
        QCOMPARE(suited->pieces[2].composer, 1);
        QCOMPARE(corpus->composers.size(), std::size_t{2});
    }

    void aCorpusThatAgreesIsSharedAsItIs()
    {
        const auto corpus = corpusOf({"Bach"});
        QCOMPARE(training::renumbered(corpus, corpus->composers), corpus);
    }

    void aPartThatItHasNotMetBeginsAsTheLastOfItsFamily()
    {
        auto model = test::zeroModel({.hidden = 16, .layers = 1, .composers = 1, .parts = 34});
        for (const char* name : {"part.embed", "head.part.weight", "head.part.bias"}) {
            auto& rows = model.parameters[name];
            const std::size_t width = rows.size() / 34;
            for (std::size_t i = 0; i < rows.size(); ++i)
                rows[i] = static_cast<float>(i / width);
        }
        const auto wider = training::withPartClasses(model, 68);
        QCOMPARE(wider.shape.parts, 68);
        for (const model::ParameterSpec& spec : model::parametersOf(wider.shape))
            QCOMPARE(wider.parameters.at(spec.name).size(), spec.elements());
        const auto& biases = wider.parameters.at("head.part.bias");
        QCOMPARE(biases[5], 5.0F);
        QCOMPARE(biases[22], 22.0F);
        QCOMPARE(biases[39], 22.0F);
        QCOMPARE(biases[56], 22.0F);
    }

    void aComposerWhomItHasNotMetBeginsAsAny()
    {
        auto model = test::zeroModel({.hidden = 16, .layers = 1, .composers = 2});
        auto& rows = model.parameters["composer.embed"];
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = static_cast<float>(i);
        const auto wider = training::withComposers(model, 2);
        QCOMPARE(wider.shape.composers, 3);
        const auto& more = wider.parameters.at("composer.embed");
        QCOMPARE(more.size(), 3 * kWidth);
        QVERIFY(std::equal(rows.begin(), rows.end(), more.begin()));
        QVERIFY(std::equal(rows.begin(), rows.begin() + kWidth, more.end() - kWidth));
    }

    void theBaselineCountsTheMostCommonClass()
    {
        training::Corpus corpus;
        corpus.pieces.push_back(
            {.events = {{.pitch = 1}, {.pitch = 60}, {.pitch = 60}, {.pitch = 62}, {.pitch = 64}}, .validation = true});
        corpus.pieces.push_back({.events = {{.pitch = 1}, {.pitch = 70}, {.pitch = 70}, {.pitch = 70}}});
        corpus.validNotes = 5;
        QCOMPARE(training::baselineOfValidation(corpus).pitch, 0.5);
        QCOMPARE(training::baselineOfValidation(corpus).step, 1.0);
        corpus.validNotes = 0; // nothing is held out: all of it
        QCOMPARE(training::baselineOfValidation(corpus).pitch, 3.0 / 7.0);
        QCOMPARE(training::baselineOfValidation({}), training::Baseline{});
    }
};

QTEST_GUILESS_MAIN(TestFineTuning)
#include "tst_fine_tuning.moc"
