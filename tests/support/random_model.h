#pragma once

#include "core/base/random.h"
#include "core/model/model.h"
#include "core/model/network_shape.h"

#include <cmath>
#include <memory>

namespace cadenza::test {

/// A model of this shape with seeded weights of about the size that training leaves.
inline std::shared_ptr<const model::Model> randomModel(model::NetworkShape shape, std::uint64_t seed = 1,
                                                       encoding::TimeBase timeBase = encoding::TimeBase::Beats)
{
    auto made = std::make_shared<model::Model>();
    made->shape = shape;
    made->timeBase = timeBase;
    Random random(seed);
    for (const auto& spec : model::parametersOf(shape)) {
        auto& values = made->parameters[spec.name];
        const double reach = spec.name.ends_with(".embed") ? 1.0 : 2.0 / std::sqrt(static_cast<double>(shape.hidden));
        for (std::size_t i = 0; i < spec.elements(); ++i)
            values.push_back(static_cast<float>((random.uniform() * 2.0 - 1.0) * reach));
    }
    return made;
}

} // namespace cadenza::test
