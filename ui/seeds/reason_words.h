#pragma once

#include <QString>

#include <string>

namespace cadenza::ui {

/// What a seed's reason says (`seeds::Reason::words`), in the language of the window.
[[nodiscard]] QString reasonWords(const std::string& words);

} // namespace cadenza::ui
