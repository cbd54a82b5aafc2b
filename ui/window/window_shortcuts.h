#pragma once

class QWidget;

namespace cadenza::ui {

class ShortcutBook;

/// Enters every command of the window that is a button somewhere: found by the buttons' names. Keys that parts of the
/// window use by themselves are reserved.
void addButtonShortcuts(ShortcutBook& book, QWidget& window);

} // namespace cadenza::ui
