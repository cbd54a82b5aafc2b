#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace cadenza::ui {

/// For each title, how many characters at its start it shares with another of the list, cut after a whole word.
[[nodiscard]] std::vector<int> sharedPrefixes(const QStringList& titles);

/// The title in `room`, as `widthOf` measures it. What does not fit is left out where it tells least: first the start
/// that other titles share, then the end.
[[nodiscard]] QString fittedTitle(const QString& title, int shared, int room,
                                  const std::function<int(const QString&)>& widthOf);

} // namespace cadenza::ui
