#include "ui/window/compose_presenter.h"

#include "core/base/explain.h"
#include "ui/compose/compose_page.h"
#include "ui/document/document.h"
#include "ui/project/project_keeper.h"
#include "ui/style/label_dialog.h"
#include "ui/style/message_bar.h"
#include "ui/window/export_dialog.h"
#include "ui/window/export_presenter.h"
#include "ui/window/export_sources.h"
#include "ui/window/playback_presenter.h"

#include <QDir>

#include <utility>

namespace cadenza::ui {
namespace {

QString seedName(const library::Entry& entry, const Seed& seed)
{
    return ComposePresenter::tr("%1 · notes\u00a0%2\u2060–\u2060%3") // the range stays on one line
        .arg(QString::fromStdString(entry.title))
        .arg(seed.first + 1)
        .arg(seed.first + seed.count);
}

QString modelWords(const model::ModelCard& card)
{
    return QString::fromStdString(card.trainedOn.empty() ? card.name : card.trainedOn);
}

} // namespace

ComposePresenter::ComposePresenter(Document& document, ComposePage& page, PlaybackPresenter& playback,
                                   ProjectKeeper& keeper, SettingsStore& settings, QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback), keeper_(keeper),
      exports_(new ExportPresenter(page.messages(), playback, settings, this))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Seed)
            showSeed();
        else if (what == Change::Model)
            showModel();
        else if (what == Change::Takes)
            showTakes();
        else if (what == Change::TakeLabels)
            showLabels();
    });
    connect(&originality_, &OriginalityJob::found, &page_, &ComposePage::showOrigins);
    connect(&job_, &GenerationJob::grew, &page_, &ComposePage::showGrowing);
    connect(&job_, &GenerationJob::finished, this, [this](const std::vector<generation::Take>& takes) {
        document_.setTakes(takes);
        keeper_.addTakes(takes);
        Q_EMIT made();
    });
    connect(&job_, &GenerationJob::failed, this, [this](const Error& error) {
        page_.generationFailed(error);
        Q_EMIT failed(error);
    });
    connect(&playback_, &PlaybackPresenter::moved, this, &ComposePresenter::showPlayhead);
    connectPage();
    connectTakes();
}

void ComposePresenter::connectPage()
{
    connect(&page_, &ComposePage::generateRequested, this, &ComposePresenter::generate);
    connect(&page_, &ComposePage::stopRequested, &job_, &GenerationJob::stop);
    connect(&page_, &ComposePage::chooseSeedRequested, this, &ComposePresenter::seedWanted);
    connect(&page_, &ComposePage::trainRequested, this, &ComposePresenter::modelWanted);
    connect(&page_, &ComposePage::playSeedRequested, this, [this] { playback_.play(playableSeed()); });
    connect(&page_, &ComposePage::playTakeRequested, this, &ComposePresenter::playTake);
    connect(&page_, &ComposePage::pauseRequested, &playback_, &PlaybackPresenter::toggle);
    connect(&page_, &ComposePage::takeChosen, this, [this](std::size_t take) {
        if (!playback_.state().playing && take < document_.takes().size())
            playback_.cue(playableTake(take));
    });
    connect(&page_, &ComposePage::seekRequested, this, [this](Seconds position) {
        if (const auto take = page_.chosenTake(); take && *take < document_.takes().size())
            playback_.cue(playableTake(*take));
        playback_.seek(position);
    });
    connect(&page_, &ComposePage::rangeChosen, this, [this](Seconds from, Seconds to) {
        cueSelection(); // the roll is the chosen take's
        playback_.setLoopRange(std::pair{from, to});
    });
    connect(&page_, &ComposePage::rangeCleared, this, [this] { playback_.setLoopRange({}); });
    connect(&page_, &ComposePage::exportRequested, this, &ComposePresenter::askWhereToExport);
    connect(&page_, &ComposePage::exportManyRequested, this, &ComposePresenter::offerExport);
    connect(&page_, &ComposePage::takeDraggedOut, this, &ComposePresenter::dragOut);
    connect(exports_, &ExportPresenter::exported, this, &ComposePresenter::exported);
    connect(exports_, &ExportPresenter::failed, this, &ComposePresenter::failed);
}

void ComposePresenter::connectTakes()
{
    connect(&page_, &ComposePage::takeStarred, this, &ComposePresenter::star);
    connect(&page_, &ComposePage::takeLabelWanted, this, &ComposePresenter::label);
    connect(&page_, &ComposePage::takeDeleted, this, &ComposePresenter::remove);
}

/// A take that is gone does not sound on.
void ComposePresenter::showTakes()
{
    const Playable& cued = playback_.cued();
    const auto& takes = document_.takes();
    if (cued.kind == Playable::Kind::Take && (cued.take >= takes.size() || takes[cued.take].piece != *cued.piece))
        playback_.cue({});
    if (page_.messages().message() == deletion_)
        page_.messages().dismiss();
    page_.showTakes(takes);
    showLabels();
    originality_.look(document_.network(), takes);
}

void ComposePresenter::showLabels()
{
    for (std::size_t i = 0; i < document_.takeLabels().size(); ++i) {
        const TakeLabel& label = document_.takeLabels()[i];
        page_.setLabel(i, QString::fromStdString(label.name), QString::fromStdString(label.note), label.starred);
    }
}

void ComposePresenter::star(std::size_t take, bool on)
{
    if (take >= document_.takes().size())
        return;
    TakeLabel label = document_.takeLabels()[take];
    label.starred = on;
    setLabel(take, label);
    if (label.id)
        keeper_.star(label.id, page_.nameOf(take), on);
}

void ComposePresenter::label(std::size_t take)
{
    if (take >= document_.takes().size())
        return;
    const TakeLabel& before = document_.takeLabels()[take];
    const auto& music = document_.takes()[take];
    auto* dialog = new LabelDialog(QString::fromStdString(before.name), tr("Take %1").arg(music.index + 1),
                                   QString::fromStdString(before.note), &page_);
    const QString usual = QString::fromStdString(takeName(music.index, music.randomSeed));
    connect(dialog, &LabelDialog::given, this, [this, take, usual](const QString& name, const QString& note) {
        TakeLabel label = document_.takeLabels()[take];
        label.name = name.toStdString();
        label.note = note.toStdString();
        const QString what = page_.nameOf(take);
        setLabel(take, label);
        if (label.id)
            keeper_.setLabel(label.id, what, name.isEmpty() ? usual : name, note);
    });
    dialog->open();
}

void ComposePresenter::setLabel(std::size_t take, const TakeLabel& label)
{
    auto labels = document_.takeLabels();
    labels[take] = label;
    document_.setTakeLabels(std::move(labels));
}

void ComposePresenter::remove(std::size_t take)
{
    auto takes = document_.takes();
    auto labels = document_.takeLabels();
    if (take >= takes.size())
        return;
    const QString what = page_.nameOf(take);
    const project::TakeId id = labels[take].id;
    takes.erase(takes.begin() + static_cast<std::ptrdiff_t>(take));
    labels.erase(labels.begin() + static_cast<std::ptrdiff_t>(take));
    document_.setTakes(std::move(takes), std::move(labels));
    if (!id)
        return;
    keeper_.remove(id, what);
    deletion_ = tr("%1 is deleted. Undo (Ctrl+Z) brings it back.").arg(what);
    page_.messages().show(MessageKind::Info, deletion_);
}

void ComposePresenter::generate()
{
    if (!document_.network() || !document_.seedPiece() || job_.running())
        return;
    const ComposeOrder order = page_.order();
    if (playback_.cued().kind == Playable::Kind::Take)
        playback_.cue({});
    page_.generationStarted();
    job_.start(
        {document_.network(), document_.seedPiece(), order.settings, order.notes, order.takes, order.randomSeed});
}

Playable ComposePresenter::playableSeed() const
{
    Playable what;
    what.kind = Playable::Kind::Seed;
    what.entryId = document_.seed()->entryId;
    what.name = tr("Seed");
    what.piece = document_.seedPiece();
    return what;
}

Playable ComposePresenter::playableTake(std::size_t take) const
{
    Playable what;
    what.kind = Playable::Kind::Take;
    what.take = take;
    what.name = page_.nameOf(take);
    what.piece = std::make_shared<const midi::Piece>(document_.takes()[take].piece);
    if (playback_.cued().kind == what.kind && playback_.cued().take == take && *playback_.cued().piece == *what.piece)
        what.piece = playback_.cued().piece; // the same take again goes on where it is
    return what;
}

void ComposePresenter::playTake(std::size_t take)
{
    if (take >= document_.takes().size())
        return;
    page_.chooseTake(take);
    playback_.play(playableTake(take));
}

void ComposePresenter::cueSelection()
{
    const auto take = page_.chosenTake();
    if (take && *take < document_.takes().size())
        playback_.cue(playableTake(*take));
    else if (document_.seedPiece())
        playback_.cue(playableSeed());
}

void ComposePresenter::showSeed()
{
    if (!document_.seed())
        return page_.setSeed(nullptr, {});
    const Seed& seed = *document_.seed();
    page_.setSeed(document_.seedPiece(), seedName(*document_.entry(seed.entryId), seed));
}

void ComposePresenter::showModel()
{
    const auto network = document_.network();
    if (network)
        page_.setModel(modelWords(network->model().card), network->model().composers, document_.learningHistory());
    else
        page_.setModel({});
    originality_.look(network, document_.takes());
}

void ComposePresenter::showPlayhead(const Playable& what, Seconds onRoll, bool playing)
{
    using Source = ComposePage::Source;
    if (what.kind == Playable::Kind::Take)
        page_.setPlayback(Source::Take, what.take, onRoll, playing);
    else if (what.kind == Playable::Kind::Seed)
        page_.setPlayback(Source::Seed, 0, onRoll - what.offset, playing);
    else
        page_.setPlayback(Source::Nothing, 0, Seconds{0.0}, false);
}

std::vector<ExportSource> ComposePresenter::exportable() const
{
    return composedMusic(document_);
}

void ComposePresenter::exportTake(std::size_t take, const std::filesystem::path& target)
{
    exportTake(take, target, formatOf(target, exportFormats().front()));
}

void ComposePresenter::exportTake(std::size_t take, const std::filesystem::path& target, const ExportFormat& format)
{
    const auto sources = exportable(); // the seed, then the takes
    if (take + 1 < sources.size())
        exports_->write({wholeOf(sources[take + 1], target, format)});
}

void ComposePresenter::askWhereToExport(std::size_t take)
{
    const std::size_t number = document_.takes()[take].index + 1;
    const QString suggestion = QDir::home().filePath(tr("take-%1.mid").arg(number, 2, 10, QLatin1Char('0')));
    if (const auto target = ui::askWhereToExport(&page_, tr("Export %1").arg(page_.nameOf(take)), suggestion))
        exportTake(take, target->file, target->format);
}

void ComposePresenter::offerExport()
{
    exports_->offer(exportable(), &page_);
}

void ComposePresenter::dragOut(std::size_t take)
{
    const auto sources = exportable();
    if (take + 1 >= sources.size())
        return;
    const ExportSource& source = sources[take + 1];
    drag_.drag(page_, *source.piece, QString::fromStdString(source.tags.title));
}

} // namespace cadenza::ui
