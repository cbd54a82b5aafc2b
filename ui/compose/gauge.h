#pragma once

#include <QString>

#include <optional>
#include <utility>

namespace cadenza::ui {

/// One measure of a take, beside what is usual.
struct Gauge {
    QString name;                                     ///< "Density"
    QString value;                                    ///< "5.2 notes/s"
    QString sentence;                                 ///< what that means, for people
    double place{0.0};                                ///< on a scale of 0…1
    std::optional<std::pair<double, double>> usual{}; ///< the stretch of the scale where such music mostly is
    friend bool operator==(const Gauge&, const Gauge&) = default;
};

} // namespace cadenza::ui
