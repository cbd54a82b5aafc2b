#pragma once

#include <string>

class QWidget;

namespace cadenza::ui {

/// Tells that the program crashed last time and shows the report that it left, with a button that copies it. Returns at
/// once; the dialog deletes itself.
void showCrashReport(const std::string& report, QWidget* parent);

} // namespace cadenza::ui
