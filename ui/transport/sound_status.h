#pragma once

#include "core/playback/player.h"

#include <QString>

namespace cadenza::ui {

/// What the transport says about sound, in words for a musician.
struct SoundStatus {
    enum class Kind { Opening, Sounding, Silent };
    Kind kind{Kind::Opening};
    QString words; ///< what sounds, or why nothing does
    QString mend;  ///< what to do about silence; empty when there is nothing to mend
};

[[nodiscard]] SoundStatus soundStatus(const playback::PlayerState& state);

/// An output's name for the choice: the synthesizer, or the MIDI device.
[[nodiscard]] QString nameOf(const playback::OutputChoice& output);

/// Minutes and seconds: 0:31, 12:05.
[[nodiscard]] QString clockText(Seconds time);

} // namespace cadenza::ui
