#pragma once

#include "ui/window/export_job.h"
#include "ui/window/export_sheet.h"

#include <QObject>

namespace cadenza::ui {

class MessageBar;
class PlaybackPresenter;
class SettingsStore;

/// Asks what to export and where, writes it, and says on a page's message bar how far it is, with a way to cancel, and
/// what came of it. GUI thread.
class ExportPresenter : public QObject {
    Q_OBJECT

public:
    /// `playback` tells the SoundFont that the window plays with.
    ExportPresenter(MessageBar& messages, const PlaybackPresenter& playback, SettingsStore& settings,
                    QObject* parent = nullptr);

    void offer(std::vector<ExportSource> sources, QWidget* over); ///< in a sheet over a page
    void write(std::vector<ExportOrder> orders);                  ///< with that SoundFont
    [[nodiscard]] bool running() const { return job_.running(); }

Q_SIGNALS:
    void exported(const std::filesystem::path& file);
    void failed(const cadenza::Error& error);

private:
    void showProgress(double fraction, const std::filesystem::path& file);

    MessageBar& messages_;
    const PlaybackPresenter& playback_;
    SettingsStore& settings_;
    ExportJob job_;
    std::filesystem::path last_; ///< the file written last
};

} // namespace cadenza::ui
