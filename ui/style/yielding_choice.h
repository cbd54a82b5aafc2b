#pragma once

class QComboBox;
class QString;

namespace cadenza::ui {

/// Lets a choice among names of files or devices, which may be of any length, be narrower than they are: its tool tip
/// says the chosen one whole before `explanation`, and its list is as wide as its lines.
void letYield(QComboBox& choice, const QString& explanation);

} // namespace cadenza::ui
