#pragma once

#include "core/base/result.h"

namespace cadenza::ui {

class MessageBar;

/// Says that training is not installed, and hands out the command that installs it, to be pasted into a terminal.
/// Precondition: the fault is MissingTraining.
void offerTraining(MessageBar& messages, const Error& error);

} // namespace cadenza::ui
