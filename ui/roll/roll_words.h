#pragma once

#include "ui/roll/roll_content.h"

#include <QString>

#include <optional>
#include <span>

namespace cadenza::ui {

/// "C4" is middle C (60); black keys are named with a flat in a key of flats, else with a sharp. `sharps` as in
/// `midi::KeySignature`.
[[nodiscard]] QString pitchName(int pitch, int sharps = 0);

/// "12:3": bar and beat.
[[nodiscard]] QString barAndBeat(const midi::BarPosition& position);

/// For the read-out: "C♯5 · bar 12, beat 3 · eighth · velocity 64"; in an ensemble after the name of its part.
[[nodiscard]] QString describeNote(const RollNote& note, const RollContent& content);

/// "seed: notes 9 to 72, bars 2 to 9". Precondition: it lies in the content.
[[nodiscard]] QString describeSeed(const RollContent& content, const NoteRange& seed);

/// What a screen reader says of the roll: how much music there is, where the seed lies, and of chosen notes how many
/// there are and the last of them.
[[nodiscard]] QString describeRoll(const RollContent& content, const std::optional<NoteRange>& seed,
                                   std::span<const std::size_t> chosen = {});

/// "0:31" or "1:02:07".
[[nodiscard]] QString clockTime(Seconds time);

} // namespace cadenza::ui
