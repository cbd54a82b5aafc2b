#include "core/ml/lstm_function.h"

#include <ATen/ATen.h>
#include <QTest>

#include <algorithm>
#include <array>
#include <vector>

using namespace cadenza;

namespace {

constexpr double kTolerance = 1e-5;

struct Sizes {
    int steps;
    int batch;
    int inputs;
    int hidden;
};

/// A layer and its input with fixed random values and their own gradients.
struct Layer {
    explicit Layer(const Sizes& sizes)
    {
        at::manual_seed(3);
        const int gates = 4 * sizes.hidden;
        input = at::randn({sizes.steps, sizes.batch, sizes.inputs}).requires_grad_();
        weights.input_gi = (at::randn({gates, sizes.inputs}) * 0.1).requires_grad_();
        weights.recurrent_gh = (at::randn({gates, sizes.hidden}) * 0.1).requires_grad_();
        weights.bias_g = at::randn({gates}).requires_grad_();
        initial = {at::randn({sizes.batch, sizes.hidden}), at::randn({sizes.batch, sizes.hidden})};
        direction = at::randn({sizes.steps, sizes.batch, sizes.hidden});
    }
    /// Output and last cell, then the gradients of input, weights and bias along a fixed direction.
    [[nodiscard]] std::vector<at::Tensor> resultsOf(const ml::LayerOutput& output) const
    {
        (output.hidden_tbh * direction).sum().backward();
        return {output.hidden_tbh.detach(), output.last.hidden_bh,       output.last.cell_bh,  input.grad(),
                weights.input_gi.grad(),    weights.recurrent_gh.grad(), weights.bias_g.grad()};
    }

    at::Tensor input;
    ml::LayerWeights weights;
    ml::LayerState initial;
    at::Tensor direction;
};

double relativeError(const at::Tensor& actual, const at::Tensor& expected)
{
    return ((actual - expected).norm() / expected.norm()).item<double>();
}

} // namespace

/// The LSTM over core/lstm against libtorch's own, forward and backward, for every kind of vector this processor has.
class TestLstmFunction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAutograd_data()
    {
        QTest::addColumn<QByteArray>("kernels");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("hidden");
        for (const auto* kernels : lstm::availableKernels())
            for (const auto [threads, batch, hidden] :
                 {std::array{1, 1, 16}, std::array{1, 7, 48}, std::array{2, 8, 64}, std::array{3, 2, 96},
                  std::array{2, 13, 144}, std::array{2, 4, 176}})
                QTest::addRow("%s, %d threads, batch %d, hidden %d", kernels->name, threads, batch, hidden)
                    << QByteArray(kernels->name) << threads << batch << hidden;
    }

    void agreesWithAutograd()
    {
        QFETCH(QByteArray, kernels);
        QFETCH(int, threads);
        QFETCH(int, batch);
        QFETCH(int, hidden);
        const Sizes sizes{9, batch, 48, hidden};
        const auto all = lstm::availableKernels();
        const auto found = std::ranges::find_if(all, [&](const auto* one) { return kernels == one->name; });
        lstm::Workers workers(threads);
        lstm::Layer engine(sizes.inputs, hidden, **found);
        const Layer ours(sizes), theirs(sizes);
        engine.pack(ours.weights.input_gi.data_ptr<float>(), ours.weights.recurrent_gh.data_ptr<float>(), workers);
        const auto actual = ours.resultsOf(ml::lstmOnCpu(ours.input, ours.initial, ours.weights, engine, workers));
        const auto expected = theirs.resultsOf(ml::lstmByTorch(theirs.input, theirs.initial, theirs.weights));
        for (std::size_t i = 0; i < actual.size(); ++i) {
            const double error = relativeError(actual[i], expected[i]);
            QVERIFY2(error <= kTolerance, qPrintable(QStringLiteral("result %1: %2").arg(i).arg(error)));
        }
    }

    void staysFiniteWhenGatesSaturate()
    {
        const Sizes sizes{4, 2, 16, 16};
        lstm::Workers workers(1);
        for (const auto* kernels : lstm::availableKernels()) {
            Layer layer(sizes);
            layer.input = (layer.input.detach() * 1e4).requires_grad_();
            lstm::Layer engine(sizes.inputs, sizes.hidden, *kernels);
            engine.pack(layer.weights.input_gi.data_ptr<float>(), layer.weights.recurrent_gh.data_ptr<float>(),
                        workers);
            const auto results =
                layer.resultsOf(ml::lstmOnCpu(layer.input, layer.initial, layer.weights, engine, workers));
            for (const at::Tensor& result : results)
                QVERIFY(at::isfinite(result).all().item<bool>());
        }
    }

    void agreesWhereCellsHaveGrownLarge()
    {
        const Sizes sizes{3, 64, 16, 16};
        lstm::Workers workers(1);
        for (const auto* kernels : lstm::availableKernels()) {
            Layer ours(sizes), theirs(sizes);
            ours.initial.cell_bh = theirs.initial.cell_bh = at::linspace(-300.0, 300.0, 64 * 16).view({64, 16});
            lstm::Layer engine(sizes.inputs, sizes.hidden, *kernels);
            engine.pack(ours.weights.input_gi.data_ptr<float>(), ours.weights.recurrent_gh.data_ptr<float>(), workers);
            const auto actual = ours.resultsOf(ml::lstmOnCpu(ours.input, ours.initial, ours.weights, engine, workers));
            const auto expected = theirs.resultsOf(ml::lstmByTorch(theirs.input, theirs.initial, theirs.weights));
            for (std::size_t i = 0; i < actual.size(); ++i)
                QVERIFY(relativeError(actual[i], expected[i]) <= kTolerance);
        }
    }

    void givesTheSameBitsWithAnyNumberOfThreads()
    {
        const Sizes sizes{6, 8, 16, 64};
        const auto outputWith = [&](int threads) {
            const Layer layer(sizes);
            lstm::Workers workers(threads);
            lstm::Layer engine(sizes.inputs, sizes.hidden);
            engine.pack(layer.weights.input_gi.data_ptr<float>(), layer.weights.recurrent_gh.data_ptr<float>(),
                        workers);
            return ml::lstmOnCpu(layer.input, layer.initial, layer.weights, engine, workers).hidden_tbh.detach();
        };
        QVERIFY(at::equal(outputWith(1), outputWith(3)));
    }
};

QTEST_GUILESS_MAIN(TestLstmFunction)
#include "tst_lstm_function.moc"
