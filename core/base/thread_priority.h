#pragma once

namespace cadenza {

/// Lowers the priority of the calling thread alone (nice 10), for good: the window and the sound come first.
void stepBackBehindTheWindow();

} // namespace cadenza
