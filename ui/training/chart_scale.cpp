#include "ui/training/chart_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kMostTicks = 1000.0;

double roundStep(double atLeast) // 1, 2 or 5 times a power of ten
{
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= atLeast * (1.0 - 1e-9))
            return factor * power;
    return 10.0 * power;
}

double clockStep(double atLeast)
{
    constexpr std::array kSteps{1.0,   2.0,   5.0,    10.0,   15.0,   30.0,    60.0,    120.0,   300.0,
                                600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0, 86400.0};
    const auto* const found = std::lower_bound(kSteps.begin(), kSteps.end(), atLeast);
    return found != kSteps.end() ? *found : 86400.0 * roundStep(atLeast / 86400.0);
}

QString labelOf(double value, double step)
{
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return QString::number(value, 'f', decimals);
}

} // namespace

ChartScale::ChartScale(ScaleKind kind, double low, double high, double fromPixel, double toPixel)
    : kind_(kind), low_(low), high_(high), fromPixel_(fromPixel), toPixel_(toPixel)
{
    Q_ASSERT(low < high);
    Q_ASSERT(kind != ScaleKind::Logarithmic || low > 0.0);
}

double ChartScale::linear(double value) const
{
    return kind_ == ScaleKind::Logarithmic ? std::log10(std::max(value, low_ * 1e-3)) : value;
}

double ChartScale::pixelOf(double value) const
{
    const double share = (linear(value) - linear(low_)) / (linear(high_) - linear(low_));
    return fromPixel_ + share * (toPixel_ - fromPixel_);
}

double ChartScale::valueAt(double pixel) const
{
    const double share = (pixel - fromPixel_) / (toPixel_ - fromPixel_);
    const double value = linear(low_) + share * (linear(high_) - linear(low_));
    return kind_ == ScaleKind::Logarithmic ? std::pow(10.0, value) : value;
}

double ChartScale::stepFor(double spacing) const
{
    const double room = std::max(1.0, std::abs(toPixel_ - fromPixel_) / spacing);
    const double atLeast = (high_ - low_) / room;
    return kind_ == ScaleKind::Time ? clockStep(atLeast) : roundStep(atLeast);
}

std::vector<ChartScale::Tick> ChartScale::ticks(double spacing) const
{
    std::vector<Tick> found;
    const double step = stepFor(spacing);
    if (kind_ == ScaleKind::Logarithmic && high_ / low_ >= 8.0) {
        for (double power = std::pow(10.0, std::floor(std::log10(low_))); power <= high_; power *= 10.0)
            for (const double factor : {1.0, 2.0, 5.0})
                if (const double value = factor * power; value >= low_ && value <= high_)
                    found.push_back({value, labelOf(value, power)});
        return found;
    }
    const double first = std::ceil(low_ / step - 1e-9);
    const double count = std::floor(high_ / step + 1e-9) - first + 1.0;
    if (!(count <= kMostTicks)) // a range too narrow for its numbers, or not a number
        return found;
    for (int i = 0; i < static_cast<int>(count); ++i) {
        const double value = (first + i) * step;
        const bool crowded = !found.empty() && std::abs(pixelOf(value) - pixelOf(found.back().value)) < spacing * 0.6;
        if (!crowded)
            found.push_back({value, kind_ == ScaleKind::Time ? clockText(value) : labelOf(value, step)});
    }
    return found;
}

std::pair<double, double> roomyRange(double low, double high, ScaleKind kind)
{
    if (kind == ScaleKind::Logarithmic) {
        const double bottom = std::max(low, 1e-6);
        const double top = std::max(high, bottom);
        return {bottom / 1.05, top * 1.05};
    }
    const double narrowest = std::max(std::max(std::abs(low), std::abs(high)) * 1e-6, 1e-9);
    const double room = high - low > narrowest ? (high - low) * 0.06 : std::max(std::abs(low) * 0.1, 0.1);
    return {low - room, high + room};
}

QString clockText(double seconds)
{
    const auto whole = static_cast<long long>(std::max(0.0, std::round(seconds)));
    const auto two = [](long long value) { return QString::number(value).rightJustified(2, u'0'); };
    if (whole < 3600)
        return QString::number(whole / 60) + u':' + two(whole % 60);
    return QString::number(whole / 3600) + u':' + two(whole / 60 % 60) + u':' + two(whole % 60);
}

} // namespace cadenza::ui
