#pragma once

#include "core/generation/preview.h"

#include <QObject>

namespace cadenza::ui {

class Document;
class PlaybackPresenter;
class TrainingPage;

/// Joins the training page to what one hears and sees of a model while it learns: previews that are played, the look
/// inside, the chart as a file. GUI thread.
class TrainingWatch : public QObject {
    Q_OBJECT

public:
    TrainingWatch(Document& document, TrainingPage& page, PlaybackPresenter& playback, QObject* parent = nullptr);

private:
    void connectPlayback();
    void play(const generation::Preview& preview);
    void lookInside();
    void exportChart();

    Document& document_;
    TrainingPage& page_;
    PlaybackPresenter& playback_;
};

} // namespace cadenza::ui
