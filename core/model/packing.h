#pragma once

#include "core/lstm/step_kernels.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace cadenza::model {

/// Where an output of a matrix stands once it is packed.
using Place = std::function<std::size_t(std::size_t row)>;

/// Where output `row` of a gate matrix [4h] stands among panels of 16 units × 4 gates.
[[nodiscard]] std::size_t gatePlace(std::size_t row, std::size_t hidden);

/// Columns `first` … `first + count − 1` of a row-major matrix.
struct Columns {
    const std::vector<float>& matrix;
    std::size_t stride;
    std::size_t first;
    std::size_t count;
    [[nodiscard]] std::size_t rows() const { return matrix.size() / stride; }
    [[nodiscard]] float at(std::size_t row, std::size_t column) const { return matrix[row * stride + first + column]; }
};

/// A vector for every class of an attribute.
struct Table {
    std::size_t width{0};
    std::vector<float> values;
    [[nodiscard]] const float* row(std::size_t index) const { return values.data() + index * width; }
};

[[nodiscard]] lstm::PackedMatrix makePacked(std::size_t inputs, std::size_t outputs);
/// Puts each row of `columns` where `place` says.
void packInto(lstm::PackedMatrix& packed, const Columns& columns, const Place& place);
/// Turns weights into halves where that changes none of them: models are shipped as halves.
void halve(lstm::PackedMatrix& packed);

/// What every class of an embedded attribute contributes to the outputs of a matrix: embedding · columnsᵀ, `width`
/// outputs each.
[[nodiscard]] Table contributions(const std::vector<float>& embedding, const Columns& columns, std::size_t width,
                                  const Place& place);

} // namespace cadenza::model
