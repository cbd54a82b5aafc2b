#include "ui/window/chart_export_dialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

namespace cadenza::ui {
namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("ChartExportDialog", words);
}

} // namespace

std::optional<std::filesystem::path> askWhereToExportChart(QWidget* parent, const QString& title)
{
    QFileDialog dialog(parent, tr("Export the chart"), QDir::homePath());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters({tr("Picture (*.png)"), tr("Vector picture (*.svg)"), tr("Table of numbers (*.csv)")});
    dialog.setDefaultSuffix(QStringLiteral("png"));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& filter) {
        dialog.setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    QString name = title.isEmpty() ? tr("Learning curves") : title;
    dialog.selectFile(name.replace(QLatin1Char('/'), QLatin1Char('-')));
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    return std::filesystem::path(dialog.selectedFiles().constFirst().toStdString());
}

} // namespace cadenza::ui
