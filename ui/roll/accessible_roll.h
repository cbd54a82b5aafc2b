#pragma once

namespace cadenza::ui {

class PianoRoll;

/// Makes assistive technology meet the roll as a canvas whose value says how much music it shows and where the seed is,
/// and whose last children are the seed and the note that a keyboard is at. May be called often; acts once.
void installAccessibleRoll();

/// Tells listeners that the roll's value, its seed or the focused note changed.
void notifyAccessibleRoll(PianoRoll& roll);

} // namespace cadenza::ui
