#pragma once

#include "core/elsewhere/result_reader.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace cadenza::ui {

/// How a run stands that trains elsewhere, as far as it can be seen from here.
struct ElsewhereState {
    enum class Phase {
        Looking, ///< nobody has looked yet
        Away,    ///< its folder is not there, or the disk does not answer
        Waiting, ///< nobody has begun it
        Running,
        Silent, ///< it should be running and has not been heard of for three minutes
        Stopped,
        Failed,
        Arriving, ///< it is done, and its model is on its way
    };
    Phase phase{Phase::Looking};
    QString host{};
    QString message{};     ///< why it failed
    std::int64_t heard{0}; ///< when it last wrote, in seconds since 1970
    friend bool operator==(const ElsewhereState&, const ElsewhereState&) = default;
};

/// Tells from what is seen of a training folder how its run stands. Clocks of two machines differ: a run is alive while
/// what it writes changes, and only before the first change its own clock is believed.
class ElsewhereEar {
public:
    using Clock = std::chrono::steady_clock;

    /// `now` and `today` are this moment, by both clocks of this machine.
    [[nodiscard]] ElsewhereState hear(const elsewhere::Sighting& seen, Clock::time_point now,
                                      std::chrono::system_clock::time_point today);

private:
    [[nodiscard]] bool isSilent(const elsewhere::Sighting& seen, Clock::time_point now,
                                std::chrono::system_clock::time_point today);

    std::optional<std::int64_t> alive_; ///< as the host wrote last
    Clock::time_point heardAt_{};
};

} // namespace cadenza::ui
