#pragma once

#include <QString>

#include <filesystem>
#include <optional>

class QWidget;

namespace cadenza::ui {

/// Asks for the file of a chart: a picture (PNG, SVG) or its numbers (CSV). Nothing when the person thinks better of
/// it.
[[nodiscard]] std::optional<std::filesystem::path> askWhereToExportChart(QWidget* parent, const QString& title);

} // namespace cadenza::ui
