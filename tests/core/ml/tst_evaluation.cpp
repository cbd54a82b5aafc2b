#include "core/ml/torch_learner.h"
#include "core/training/batches.h"
#include "core/training/evaluation.h"
#include "tests/support/quartet.h"
#include "tests/support/training.h"

#include <QTest>

#include <cmath>

using namespace cadenza;

namespace {

training::Corpus twoPieces()
{
    auto corpus = *test::corpusOf(test::wanderingLine(150));
    auto second = *test::corpusOf(test::wanderingLine(60));
    corpus.pieces.push_back(second.pieces.front());
    for (auto& piece : corpus.pieces)
        piece.validation = true;
    return corpus;
}

model::Model untrained(training::Learner& learner)
{
    auto model = learner.exportModel();
    model.composers = {"Nobody"};
    return model;
}

} // namespace

/// Evaluation without libtorch against the learner's own.
class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheLearner()
    {
        const auto config = test::tinyConfig();
        const auto learner = ml::makeTorchLearner({32, 2, 2}, config);
        QVERIFY(learner);
        const auto corpus = twoPieces();
        const model::Network network(std::make_shared<const model::Model>(untrained(**learner)));
        const auto evaluation = training::evaluate(network, corpus);
        QVERIFY(evaluation);
        training::Tally expected;
        for (const auto& batch : training::validationBatches(corpus, config, 1'000'000))
            expected += *(*learner)->evaluateOn(batch);
        const auto& tally = evaluation->tally;
        QCOMPARE(tally.notes, 208.0);
        QCOMPARE(tally.notes, expected.notes);
        QVERIFY(std::abs(tally.nllPerNote() - expected.nllPerNote()) < 1e-5);
        QVERIFY(std::abs(tally.tempo - expected.tempo) / tally.notes < 1e-5);
        QVERIFY(std::abs(tally.pedal - expected.pedal) / tally.notes < 1e-5);
        QCOMPARE(tally.pitchRight, expected.pitchRight);
        QCOMPARE(tally.stepRight, expected.stepRight);
    }

    void agreesWithTheLearnerAboutTheVoicesOfAQuartet()
    {
        const auto config = test::tinyConfig();
        const auto learner = ml::makeTorchLearner({.hidden = 32, .layers = 1, .composers = 2, .parts = 68}, config);
        QVERIFY(learner);
        auto corpus = *test::corpusOf(test::quartet(40));
        corpus.pieces.front().validation = true;
        const model::Network network(std::make_shared<const model::Model>(untrained(**learner)));
        const auto evaluation = training::evaluate(network, corpus);
        QVERIFY(evaluation);
        training::Tally expected;
        for (const auto& batch : training::validationBatches(corpus, config, 1'000'000))
            expected += *(*learner)->evaluateOn(batch);
        QVERIFY(std::abs(evaluation->tally.part - expected.part) / expected.notes < 1e-5);
        QVERIFY(std::abs(evaluation->tally.nllPerNote() - expected.nllPerNote()) < 1e-5);
    }

    void baselineIsTheShareOfTheMostCommonClass()
    {
        const auto learner = ml::makeTorchLearner({32, 1, 2}, test::tinyConfig());
        const model::Network network(std::make_shared<const model::Model>(untrained(**learner)));
        const auto corpus =
            test::corpusOf(test::piano({test::note(0, 240, 60), test::note(240, 240, 62), test::note(480, 240, 62),
                                        test::note(720, 480, 64), test::note(960, 240, 62)}));
        const auto evaluation = training::evaluate(network, *corpus);
        QVERIFY(evaluation);
        QCOMPARE(evaluation->baseline.step, 1.0);
        QCOMPARE(evaluation->baseline.pitch, 0.75);
        QCOMPARE(evaluation->baseline.duration, 0.75);
    }

    void refusesMusicOfAnotherTimeBase()
    {
        const auto learner = ml::makeTorchLearner({32, 1, 2}, test::tinyConfig());
        const model::Network network(std::make_shared<const model::Model>(untrained(**learner)));
        auto corpus = twoPieces();
        corpus.timeBase = encoding::TimeBase::Performance;
        const auto evaluation = training::evaluate(network, corpus);
        QVERIFY(!evaluation);
        QCOMPARE(evaluation.error().fault, Fault::WrongEncoding);
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
