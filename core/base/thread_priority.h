#pragma once

namespace cadenza {

/// Lowers the priority of the calling thread and of those that it will start (nice 10, and waking never interrupts
/// another), for good: the window and the sound come first.
void stepBackBehindTheWindow();

} // namespace cadenza
