#include "ui/window/export_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace cadenza::ui {
namespace {

struct Format {
    const char* filter;
    const char* ending;
};

constexpr Format kFormats[] = {
    {QT_TRANSLATE_NOOP("ExportDialog", "MIDI file (*.mid)"), "mid"},
    {QT_TRANSLATE_NOOP("ExportDialog", "Audio: WAV (*.wav)"), "wav"},
    {QT_TRANSLATE_NOOP("ExportDialog", "Audio: FLAC (*.flac)"), "flac"},
    {QT_TRANSLATE_NOOP("ExportDialog", "Audio: Ogg Vorbis (*.ogg)"), "ogg"},
    {QT_TRANSLATE_NOOP("ExportDialog", "Audio: MP3 (*.mp3)"), "mp3"},
};

QString filterOf(const Format& format)
{
    return QCoreApplication::translate("ExportDialog", format.filter);
}

} // namespace

std::optional<std::filesystem::path> askWhereToExport(QWidget* parent, const QString& title, const QString& suggestion)
{
    QFileDialog dialog(parent, title, QFileInfo(suggestion).path());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const Format& format : kFormats)
        filters << filterOf(format);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(QLatin1String(kFormats[0].ending));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        for (const Format& format : kFormats)
            if (filterOf(format) == filter)
                dialog.setDefaultSuffix(QLatin1String(format.ending));
    });
    dialog.selectFile(QFileInfo(suggestion).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    return dialog.selectedFiles().constFirst().toStdString();
}

} // namespace cadenza::ui
