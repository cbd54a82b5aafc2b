#include "core/model/network_shape.h"

#include <QTest>

#include <map>
#include <set>

using namespace cadenza::model;

namespace {

std::map<std::string, std::vector<std::size_t>> shapesOf(const NetworkShape& shape)
{
    std::map<std::string, std::vector<std::size_t>> shapes;
    for (const auto& spec : parametersOf(shape))
        shapes[spec.name] = spec.shape;
    return shapes;
}

using Sizes = std::vector<std::size_t>;

} // namespace

class TestNetworkShape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsEveryParameterOnce()
    {
        const auto specs = parametersOf({.hidden = 64, .layers = 3, .composers = 5});
        QCOMPARE(specs.size(), std::size_t{11 + 3 * 3 + 7 * 3});
        std::set<std::string> names;
        for (const auto& spec : specs)
            names.insert(spec.name);
        QCOMPARE(names.size(), specs.size());
    }

    void feedsEachLayerFromTheOneBelow()
    {
        const auto shapes = shapesOf({.hidden = 64, .layers = 2, .composers = 1});
        QCOMPARE(shapes.at("lstm.0.weight_ih"), (Sizes{256, 296 + 48 + 96 + 48 + 32 + 24}));
        QCOMPARE(shapes.at("lstm.0.weight_hh"), (Sizes{256, 64}));
        QCOMPARE(shapes.at("lstm.1.weight_ih"), (Sizes{256, 64}));
        QCOMPARE(shapes.at("lstm.1.bias"), (Sizes{256}));
    }

    void chainsTheHeads()
    {
        const auto shapes = shapesOf({.hidden = 64, .layers = 1, .composers = 1});
        QCOMPARE(shapes.at("head.step.weight"), (Sizes{32, 64}));
        QCOMPARE(shapes.at("head.part.weight"), (Sizes{17, 64 + 48 + 16}));
        QCOMPARE(shapes.at("head.pitch.weight"), (Sizes{128, 64 + 48 + 16 + 8}));
        QCOMPARE(shapes.at("head.duration.weight"), (Sizes{48, 64 + 48 + 16 + 8 + 96}));
        QCOMPARE(shapes.at("head.velocity.weight"), (Sizes{32, 64 + 48 + 16 + 8 + 96 + 48}));
        QCOMPARE(shapes.at("head.tempo.weight"), (Sizes{64, 64 + 48 + 16}));
        QCOMPARE(shapes.at("head.pedal.weight"), (Sizes{3, 64 + 48 + 16}));
        QCOMPARE(shapes.at("head.pedal.bias"), (Sizes{3}));
        QCOMPARE(shapes.at("recall.pitch"), (Sizes{19, 2}));
    }

    void countsElements() { QCOMPARE((ParameterSpec{"x", {4, 5, 6}}.elements()), std::size_t{120}); }
};

QTEST_GUILESS_MAIN(TestNetworkShape)
#include "tst_network_shape.moc"
