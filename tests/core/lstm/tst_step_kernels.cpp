#include "core/base/random.h"
#include "core/lstm/step_kernels.h"
#include "core/model/half.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace cadenza;
using namespace cadenza::lstm;

namespace {

constexpr std::size_t kInputs = 37;
constexpr std::size_t kStride = 40;
constexpr std::size_t kOutputs = 3 * kPanel;

std::vector<float> fill(Random& random, std::size_t count)
{
    std::vector<float> values(count);
    for (float& v : values)
        v = static_cast<float>(random.uniform() * 8.0 - 4.0);
    return values;
}

LargeVector<float> filled(Random& random)
{
    const auto values = fill(random, kInputs * kOutputs);
    return {values.begin(), values.end()};
}

} // namespace

/// Every kind of vector that this processor has against plain sums in double.
class TestStepKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsEveryOutput_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<bool>("halves");
        for (const int rows : {1, 2, 5, 7, 16})
            for (const bool halves : {false, true})
                QTest::addRow("%d rows of %s", rows, halves ? "halves" : "floats") << rows << halves;
    }

    void sumsEveryOutput()
    {
        QFETCH(int, rows);
        QFETCH(bool, halves);
        Random random(4);
        const auto count = static_cast<std::size_t>(rows);
        PackedMatrix matrix{kInputs, kOutputs / kPanel, filled(random), {}};
        if (halves)
            for (float& weight : matrix.weights) {
                matrix.halves.push_back(model::halfOf(weight));
                weight = model::floatOf(matrix.halves.back());
            }
        const auto weights = matrix.weights;
        if (halves)
            matrix.weights = {};
        const auto x = fill(random, count * kStride);
        for (const auto* kernels : availableStepKernels()) {
            std::vector<float> out(count * kOutputs, 0.5F);
            kernels->accumulate(matrix, {x.data(), kStride, count}, out.data(), kOutputs);
            for (std::size_t r = 0; r < count; ++r)
                for (std::size_t o = 0; o < kOutputs; ++o) {
                    double sum = 0.5;
                    for (std::size_t i = 0; i < kInputs; ++i)
                        sum += double{x[r * kStride + i]} * weights[(o / kPanel * kInputs + i) * kPanel + o % kPanel];
                    QVERIFY2(std::abs(sum - double{out[r * kOutputs + o]}) < 1e-4, kernels->name);
                }
        }
    }

    void aRowDoesNotDependOnItsNeighbours()
    {
        Random random(6);
        const PackedMatrix matrix{kInputs, kOutputs / kPanel, filled(random), {}};
        const auto x = fill(random, 11 * kStride);
        for (const auto* kernels : availableStepKernels()) {
            std::vector<float> together(11 * kOutputs), alone(kOutputs);
            kernels->accumulate(matrix, {x.data(), kStride, 11}, together.data(), kOutputs);
            for (std::size_t r = 0; r < 11; ++r) {
                std::ranges::fill(alone, 0.0F);
                kernels->accumulate(matrix, {x.data() + r * kStride, kStride, 1}, alone.data(), kOutputs);
                QVERIFY2(std::equal(alone.begin(), alone.end(), together.begin() + std::ptrdiff_t(r * kOutputs)),
                         kernels->name);
            }
        }
    }

    void sumsRows()
    {
        Random random(8);
        const auto values = fill(random, 5 * kPanel);
        const float* rows[5];
        for (std::size_t row = 0; row < 5; ++row)
            rows[row] = values.data() + row * kPanel;
        for (const auto* kernels : availableStepKernels())
            for (const std::size_t count : {1, 5}) {
                std::vector<float> out(kPanel);
                kernels->sumRows(rows, count, kPanel, out.data());
                for (std::size_t i = 0; i < kPanel; ++i) {
                    float sum = rows[0][i];
                    for (std::size_t row = 1; row < count; ++row)
                        sum += rows[row][i];
                    QCOMPARE(out[i], sum);
                }
            }
    }

    void appliesTheGates()
    {
        Random random(5);
        const auto gates = fill(random, 2 * kPanel);
        for (const auto* kernels : availableStepKernels()) {
            constexpr std::size_t units = 19; // not a whole panel
            std::vector<float> cell(units, 0.7F), hidden(units);
            kernels->applyGates(gates.data(), units, cell.data(), hidden.data());
            for (std::size_t u = 0; u < units; ++u) {
                const auto gate = [&](std::size_t g) {
                    return double{gates[u / kPanelUnits * kPanel + g * kPanelUnits + u % kPanelUnits]};
                };
                const auto sigmoid = [](double v) { return 1.0 / (1.0 + std::exp(-v)); };
                const double next = sigmoid(gate(1)) * double{0.7F} + sigmoid(gate(0)) * std::tanh(gate(2));
                QVERIFY(std::abs(next - double{cell[u]}) < 1e-6);
                QVERIFY(std::abs(sigmoid(gate(3)) * std::tanh(next) - double{hidden[u]}) < 1e-6);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestStepKernels)
#include "tst_step_kernels.moc"
