#pragma once

#include <QString>

#include <filesystem>
#include <optional>

class QWidget;

namespace cadenza::ui {

struct ExportFormat;

/// Where to write, and as what.
struct ExportTarget {
    std::filesystem::path file;
    const ExportFormat& format;
};

/// Asks where to write music, offering every format there is; nothing when the person thinks better of it. A name
/// without an ending takes that of the chosen format, before the dialog asks whether to overwrite.
[[nodiscard]] std::optional<ExportTarget> askWhereToExport(QWidget* parent, const QString& title,
                                                           const QString& suggestion);

} // namespace cadenza::ui
