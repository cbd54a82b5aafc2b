#include "ui/roll/roll_grid.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kBarRoom = 6.0, kBeatRoom = 10.0, kSubdivisionRoom = 12.0; ///< pixels between two lines of a kind

std::int64_t ticksPerBeat(const midi::TimeSignature& signature, int ticksPerQuarter)
{
    return std::max<std::int64_t>(1, std::int64_t{ticksPerQuarter} * 4 / std::max<int>(1, signature.denominator));
}

} // namespace

int barLabelStep(double pixelsPerBar, double labelWidth)
{
    int step = 1;
    while (step < (1 << 20) && step * pixelsPerBar < labelWidth)
        step *= 2;
    return step;
}

std::vector<GridLine> gridLines(const midi::TempoMap& time, int ticksPerQuarter, const RollGeometry& geometry,
                                int width, double scale, std::int64_t subdivision)
{
    std::vector<GridLine> lines;
    const double lastTick = geometry.tickAt(width);
    const auto xOf = [&](std::int64_t tick) {
        return static_cast<int>(std::floor(geometry.xOf(static_cast<double>(tick))));
    };
    int bar = time.barAt(Tick{std::max<std::int64_t>(0, static_cast<std::int64_t>(geometry.tickAt(0)))}).bar;
    const double barPixels =
        static_cast<double>((time.barStart(bar + 1) - time.barStart(bar)).value) * geometry.pixelsPerTick;
    const int step = barLabelStep(barPixels, kBarRoom * scale);
    bar -= (bar - 1) % step;
    for (Tick start = time.barStart(bar); static_cast<double>(start.value) <= lastTick; bar += step) {
        const Tick next = time.barStart(bar + step);
        if (next <= start)
            break;
        lines.push_back({xOf(start.value), GridKind::Bar, bar});
        const std::int64_t beat = ticksPerBeat(time.signatureAt(start), ticksPerQuarter);
        const std::int64_t part = std::max<std::int64_t>(1, subdivision > 0 ? subdivision : ticksPerQuarter / 4);
        const double finest = kSubdivisionRoom * scale / geometry.pixelsPerTick;
        if (step == 1 && static_cast<double>(beat) * geometry.pixelsPerTick >= kBeatRoom * scale) {
            const bool fine = static_cast<double>(part) >= finest && beat % part == 0;
            const std::int64_t unit = fine ? part : beat;
            for (std::int64_t tick = start.value + unit; tick < next.value; tick += unit)
                lines.push_back(
                    {xOf(tick), (tick - start.value) % beat == 0 ? GridKind::Beat : GridKind::Subdivision, bar});
        }
        start = next;
    }
    std::erase_if(lines, [width](const GridLine& line) { return line.x < 0 || line.x >= width; });
    return lines;
}

} // namespace cadenza::ui
