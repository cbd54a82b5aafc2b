#include "ui/window/training_watch.h"

#include "core/base/explain.h"
#include "core/generation/foretelling.h"
#include "core/midi/tempo_map.h"
#include "ui/document/document.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/chart_export.h"
#include "ui/training/inside_view.h"
#include "ui/training/run_chart.h"
#include "ui/training/training_page.h"
#include "ui/window/chart_export_dialog.h"
#include "ui/window/playback_presenter.h"

#include <QtConcurrent>

namespace cadenza::ui {
namespace {

constexpr std::size_t kLeadIn = 6; ///< notes of the seed that are heard before what was made

/// Just before the network's own notes.
Seconds leadInOf(const generation::Preview& preview)
{
    const auto notes = midi::notesInOrder(*preview.piece);
    if (notes.empty() || preview.seedNotes >= notes.size())
        return Seconds{0.0};
    const std::size_t first = preview.seedNotes > kLeadIn ? preview.seedNotes - kLeadIn : 0;
    return midi::TempoMap(*preview.piece).secondsAt(notes[first].note.onset);
}

} // namespace

TrainingWatch::TrainingWatch(Document& document, TrainingPage& page, PlaybackPresenter& playback, QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback)
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if ((what == Change::Seed || what == Change::Model) && page_.showsInside())
            lookInside();
    });
    connect(&page_, &TrainingPage::insideWanted, this, &TrainingWatch::lookInside);
    connect(&page_, &TrainingPage::exportChartRequested, this, &TrainingWatch::exportChart);
    connectPlayback();
}

void TrainingWatch::connectPlayback()
{
    connect(&page_, &TrainingPage::playRequested, this, &TrainingWatch::play);
    connect(&page_, &TrainingPage::playbackPauseRequested, &playback_, &PlaybackPresenter::toggle);
    connect(&page_, &TrainingPage::seekRequested, this, [this](Seconds position) {
        if (playback_.cued().kind == Playable::Kind::Preview)
            playback_.seek(position);
    });
    connect(&playback_, &PlaybackPresenter::moved, this, [this](const Playable& what, Seconds at, bool playing) {
        const auto shown = page_.shownPreview();
        const bool ours = what.kind == Playable::Kind::Preview && shown && shown->piece == what.piece;
        page_.setPlayback(ours && playing, ours ? std::optional(at) : std::nullopt);
    });
}

void TrainingWatch::play(const generation::Preview& preview)
{
    Playable what;
    what.kind = Playable::Kind::Preview;
    what.name = tr("Preview");
    what.piece = preview.piece;
    playback_.play(what);
    playback_.seek(leadInOf(preview));
}

/// The model in use steps through the seed in use.
void TrainingWatch::lookInside()
{
    const auto network = document_.network();
    const auto seed = document_.seedPiece();
    if (!network || !seed)
        return page_.inside().showNothing(network ? tr("Choose a seed on the library page to step through.")
                                                  : tr("Train a model first, then look inside."));
    const library::Entry* entry = document_.entry(document_.seed()->entryId);
    const InsideView::Steps steps{entry ? QString::fromStdString(entry->title) : tr("the seed"),
                                  seed->keySignatures.empty() ? 0 : seed->keySignatures.front().sharps};
    QtConcurrent::run([network, seed] {
        return generation::foretell(*network, *seed);
    }).then(this, [this, network, steps](const Result<std::vector<generation::Foretelling>>& foretold) {
        if (foretold)
            page_.inside().show(network->model().shape, network->model().timeBase, *foretold, steps);
        else
            page_.inside().showNothing(QString::fromStdString(explain(foretold.error())));
    });
}

void TrainingWatch::exportChart()
{
    const auto target = askWhereToExportChart(&page_, page_.newestName());
    if (!target)
        return;
    QtConcurrent::run([drawing = page_.chart().drawing(), palette = currentPalette(), font = page_.font(),
                       size = page_.chart().size(), file = *target] {
        return ui::exportChart(drawing, palette, font, size, file);
    }).then(this, [this, file = *target](const Result<void>& written) {
        const QString name = QString::fromStdString(file.filename().string());
        if (written)
            page_.messages().show(MessageKind::Good, tr("The chart was written to %1.").arg(name));
        else
            page_.runFailed(written.error());
    });
}

} // namespace cadenza::ui

#include "moc_training_watch.cpp"
