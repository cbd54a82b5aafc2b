#pragma once

#include <QString>

namespace cadenza::ui {

/// Tells the desktop (org.freedesktop.Notifications, Desktop Notifications Specification 1.2) where it listens; else
/// nothing happens. Returns at once. GUI thread.
void notifyDesktop(const QString& title, const QString& words);

} // namespace cadenza::ui
