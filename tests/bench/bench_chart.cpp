#include "core/base/random.h"
#include "ui/style/theme.h"
#include "ui/training/run_chart.h"

#include <QApplication>
#include <benchmark/benchmark.h>

#include <cmath>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

constexpr std::size_t kLines = 4;
constexpr int kPoints = 100'000;

void fill(RunChart& chart)
{
    std::vector<RunChart::Line> lines;
    for (std::size_t i = 0; i < kLines; ++i)
        lines.push_back({QStringLiteral("line"), i % 2 == 0 ? &Palette::trainLoss : &Palette::validLoss,
                         RunChart::Curve::Noisy, RunChart::Best::Unmarked});
    chart.setLines(std::move(lines));
    Random random(1);
    for (int i = 0; i < kPoints; ++i)
        for (std::size_t line = 0; line < kLines; ++line)
            chart.append(line, i * 0.25,
                         4.0 + static_cast<double>(line) + 4.0 * std::exp(-i / 20'000.0) + 0.5 * random.uniform());
    chart.resize(1200, 500);
}

/// One more report, and the chart anew: what happens ten times a second.
void refresh(benchmark::State& state)
{
    RunChart chart;
    fill(chart);
    QImage screen(chart.size(), QImage::Format_ARGB32_Premultiplied);
    double seconds = kPoints * 0.25;
    for ([[maybe_unused]] auto once : state) {
        seconds += 0.25;
        for (std::size_t line = 0; line < kLines; ++line)
            chart.append(line, seconds, 5.0);
        chart.render(&screen);
    }
}
BENCHMARK(refresh)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(application, Theme::Dark);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
