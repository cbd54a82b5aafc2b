#include "core/ml/loader.h"
#include "tests/support/training.h"

#include <QTest>

using namespace cadenza;

/// The training module as the programs open it.
class TestLoader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensTheModuleBesideTheProgram()
    {
        auto config = test::tinyConfig();
        config.epochs = 2;
        const auto outcome =
            training::train(ml::learnerFactory(), config, test::corpusOf(test::wanderingLine(100)), {}, {});
        QVERIFY(outcome);
        for (const auto& spec : model::parametersOf(outcome->model->shape))
            QCOMPARE(outcome->model->parameters.at(spec.name).size(), spec.elements());
    }
};

QTEST_GUILESS_MAIN(TestLoader)
#include "tst_loader.moc"
