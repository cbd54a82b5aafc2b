#include "ui/window/export_presenter.h"

#include "core/base/explain.h"
#include "ui/settings/settings_store.h"
#include "ui/style/message_bar.h"
#include "ui/window/playback_presenter.h"

#include <cmath>
#include <utility>

namespace cadenza::ui {

ExportPresenter::ExportPresenter(MessageBar& messages, const PlaybackPresenter& playback, SettingsStore& settings,
                                 QObject* parent)
    : QObject(parent), messages_(messages), playback_(playback), settings_(settings)
{
    connect(&job_, &ExportJob::progressed, this, &ExportPresenter::showProgress);
    connect(&job_, &ExportJob::written, this, [this](const std::filesystem::path& file) {
        last_ = file;
        Q_EMIT exported(file);
    });
    connect(&job_, &ExportJob::finished, this, [this](std::size_t files) {
        const QString where = QString::fromStdString(files == 1 ? last_.string() : last_.parent_path().string());
        messages_.show(MessageKind::Good,
                       files == 1 ? tr("Written: %1").arg(where) : tr("%1 files written to %2").arg(files).arg(where));
    });
    connect(&job_, &ExportJob::failed, this, [this](const Error& error) {
        if (error.fault == Fault::Cancelled)
            messages_.show(MessageKind::Info, tr("Export cancelled. Files that were complete stay."));
        else
            messages_.show(MessageKind::Error, QString::fromStdString(explain(error)));
        Q_EMIT failed(error);
    });
    connect(&messages_, &MessageBar::actionRequested, this, [this] { job_.stop(); });
}

void ExportPresenter::offer(std::vector<ExportSource> sources, QWidget* over)
{
    const project::Settings& known = settings_.settings();
    auto* sheet = new ExportSheet(std::move(sources), QStringLiteral("{title} – {what}"),
                                  {QString::fromStdString(known.exportFolder), known.exportFormat}, over);
    connect(sheet, &ExportSheet::habitChosen, this, [this](const ExportHabit& habit) {
        settings_.change([habit](project::Settings& settings) {
            settings.exportFolder = habit.folder.toStdString();
            settings.exportFormat = habit.format;
        });
    });
    connect(sheet, &ExportSheet::ordered, this, &ExportPresenter::write);
    sheet->open();
}

void ExportPresenter::write(std::vector<ExportOrder> orders)
{
    const auto soundFont = playback_.soundFont();
    for (ExportOrder& order : orders)
        order.audio.soundFont = soundFont;
    job_.start(std::move(orders));
}

void ExportPresenter::showProgress(double fraction, const std::filesystem::path& file)
{
    messages_.show(MessageKind::Info,
                   tr("Writing %1: %2 %")
                       .arg(QString::fromStdString(file.filename().string()))
                       .arg(static_cast<int>(std::floor(100.0 * fraction))),
                   tr("Cancel"));
}

} // namespace cadenza::ui
