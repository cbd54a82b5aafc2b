#include "ui/window/export_dialog.h"

#include "ui/window/export_task.h"

#include <QFileDialog>
#include <QFileInfo>

namespace cadenza::ui {
namespace {

QString filterOf(const ExportFormat& format)
{
    return QStringLiteral("%1 (*.%2)").arg(format.name(), QLatin1String(format.ending));
}

const ExportFormat& formatOfFilter(const QString& filter)
{
    for (const ExportFormat& format : exportFormats())
        if (filterOf(format) == filter)
            return format;
    return exportFormats().front();
}

} // namespace

std::optional<ExportTarget> askWhereToExport(QWidget* parent, const QString& title, const QString& suggestion)
{
    QFileDialog dialog(parent, title, QFileInfo(suggestion).path());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const ExportFormat& format : exportFormats())
        filters << filterOf(format);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(QLatin1String(exportFormats().front().ending));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(QLatin1String(formatOfFilter(filter).ending));
    });
    dialog.selectFile(QFileInfo(suggestion).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    std::filesystem::path file = dialog.selectedFiles().constFirst().toStdString();
    const ExportFormat& format = formatOf(file, formatOfFilter(dialog.selectedNameFilter()));
    return ExportTarget{std::move(file), format};
}

} // namespace cadenza::ui
