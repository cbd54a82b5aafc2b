#include "core/model/packing.h"

#include "core/model/half.h"

#include <algorithm>

namespace cadenza::model {

using lstm::kPanel;
using lstm::kPanelUnits;
using lstm::PackedMatrix;

std::size_t gatePlace(std::size_t row, std::size_t hidden)
{
    const std::size_t gate = row / hidden;
    const std::size_t unit = row % hidden;
    return unit / kPanelUnits * kPanel + gate * kPanelUnits + unit % kPanelUnits;
}

PackedMatrix makePacked(std::size_t inputs, std::size_t outputs)
{
    PackedMatrix packed{inputs, (outputs + kPanel - 1) / kPanel, {}, {}};
    packed.weights.assign(packed.panels * inputs * kPanel, 0.0F);
    return packed;
}

void packInto(PackedMatrix& packed, const Columns& columns, const Place& place)
{
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        const std::size_t to = place(row);
        float* panel = packed.weights.data() + to / kPanel * packed.inputs * kPanel + to % kPanel;
        for (std::size_t i = 0; i < columns.count; ++i)
            panel[i * kPanel] = columns.at(row, i);
    }
}

void halve(PackedMatrix& packed)
{
    const auto isHalf = [](float value) { return floatOf(halfOf(value)) == value; };
    if (!std::ranges::all_of(packed.weights, isHalf))
        return;
    packed.halves.resize(packed.weights.size());
    std::ranges::transform(packed.weights, packed.halves.begin(), halfOf);
    packed.weights = {};
}

Table contributions(const std::vector<float>& embedding, const Columns& columns, std::size_t width, const Place& place)
{
    const std::size_t classes = embedding.size() / columns.count;
    Table table{width, std::vector<float>(classes * width, 0.0F)};
    for (std::size_t c = 0; c < classes; ++c)
        for (std::size_t row = 0; row < columns.rows(); ++row) {
            double sum = 0.0;
            for (std::size_t i = 0; i < columns.count; ++i)
                sum += double{embedding[c * columns.count + i]} * columns.at(row, i);
            table.values[c * width + place(row)] = static_cast<float>(sum);
        }
    return table;
}

} // namespace cadenza::model
