#include "ui/window/compose_presenter.h"

#include "core/base/explain.h"
#include "core/generation/heard_parts.h"
#include "core/training/training_trace.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/document/document.h"
#include "ui/document/kept_parts.h"
#include "ui/project/project_keeper.h"
#include "ui/roll/part_identity.h"
#include "ui/style/label_dialog.h"
#include "ui/style/message_bar.h"
#include "ui/window/export_dialog.h"
#include "ui/window/export_presenter.h"
#include "ui/window/export_sources.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/shown_takes.h"

#include <QDir>
#include <QtConcurrent>

#include <algorithm>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace cadenza::ui {
namespace {

bool isOfThisPage(const Playable& what)
{
    return what.kind == Playable::Kind::Take || what.kind == Playable::Kind::Seed;
}

} // namespace

ComposePresenter::ComposePresenter(Document& document, ComposePage& page, PlaybackPresenter& playback,
                                   ProjectKeeper& keeper, SettingsStore& settings, QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback), keeper_(keeper),
      maker_(document, page, playback, keeper), exports_(new ExportPresenter(page.messages(), playback, settings, this))
{
    connect(&document_, &Document::changed, this, &ComposePresenter::follow);
    connect(&originality_, &OriginalityJob::found, &page_, &ComposePage::showOrigins);
    connect(&measures_, &MeasureJob::found, &page_, &ComposePage::showGauges);
    connect(&maker_, &TakeMaker::made, this, &ComposePresenter::made);
    connect(&maker_, &TakeMaker::failed, this, [this](const Error& error) {
        showTakes(); // those that were there
        if (error.fault != Fault::Cancelled)
            page_.messages().show(MessageKind::Error, QString::fromStdString(explain(error)));
        Q_EMIT failed(error);
    });
    connect(&playback_, &PlaybackPresenter::moved, this, &ComposePresenter::showPlayhead);
    connectPage();
    connectTakes();
    keepOn();
}

void ComposePresenter::follow(Change what)
{
    switch (what) {
    case Change::Library: chooseReference(); [[fallthrough]];
    case Change::Selection: // whose piece is read now
        if (!maker_.running() && takesOfReadPieces() != ofReadPieces_)
            showTakes();
        return;
    case Change::Seed: return showSeed();
    case Change::Model: return showModel();
    case Change::Takes: return showTakes();
    case Change::TakeLabels: return showLabels();
    case Change::LeftOut:
    case Change::Stars: return;
    }
}

/// How the next takes are to be comes back with the project, and is kept as it changes.
void ComposePresenter::keepOn()
{
    connect(&keeper_, &ProjectKeeper::opened, this, [this](const OpenedProject& project) {
        if (const auto order = composeOrderFrom(project.composing))
            page_.controls().setOrder(*order);
        connect(&page_.controls(), &ComposeControls::changed, &keeper_,
                [this] { keeper_.keepStateSoon(kComposeState, toText(page_.order())); });
    });
}

void ComposePresenter::connectPage()
{
    connect(&page_, &ComposePage::generateRequested, this,
            [this](const ComposeOrder& order) { generate(order.listen ? Listening::AtOnce : Listening::No); });
    connect(&page_, &ComposePage::stopRequested, &maker_, &TakeMaker::stop);
    connect(&page_, &ComposePage::handKept, &maker_, &TakeMaker::keepHand);
    connect(&page_, &ComposePage::continueRequested, &maker_, &TakeMaker::goOn);
    connect(&page_, &ComposePage::alternativeRequested, &maker_, &TakeMaker::goOnFrom);
    connect(&page_, &ComposePage::redrawRequested, &maker_, &TakeMaker::redraw);
    connect(&page_, &ComposePage::modelRequested, this, &ComposePresenter::otherModelWanted);
    connect(&page_, &ComposePage::chooseSeedRequested, this, &ComposePresenter::seedWanted);
    connect(&page_, &ComposePage::trainRequested, this, &ComposePresenter::modelWanted);
    connect(&page_, &ComposePage::playSeedRequested, this, [this] { hear(playableSeed()); });
    connect(&page_, &ComposePage::playTakeRequested, this, &ComposePresenter::playTake);
    connect(&page_, &ComposePage::pauseRequested, &playback_, &PlaybackPresenter::toggle);
    connect(&page_, &ComposePage::takeChosen, this, [this](std::size_t take) {
        if (maker_.running() || take >= document_.takes().size() || !page_.isVisible())
            return;
        if (isOfThisPage(playback_.cued()))
            playback_.compare(playableTake(take));
        else if (!playback_.state().playing) // what sounds goes on while one looks around
            playback_.cue(playableTake(take));
    });
    connect(&page_, &ComposePage::seekRequested, this, [this](Seconds position) {
        if (maker_.running()) { // in the take that grows
            if (playback_.cued().kind == Playable::Kind::Take && page_.chosenTake() == playback_.cued().take)
                playback_.seek(position);
            return;
        }
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
    connect(&page_, &ComposePage::settingsWanted, this, &ComposePresenter::useAgain);
    connect(&page_.inspector(), &TakeInspector::sourceWanted, this, &ComposePresenter::findSource);
}

/// A take that is gone does not sound on; one that has another place does.
void ComposePresenter::showTakes()
{
    const Playable& cued = playback_.cued();
    const auto& takes = document_.takes();
    if (cued.kind == Playable::Kind::Take) {
        const auto place = std::ranges::find(takes, *cued.piece, &generation::Take::piece);
        if (place == takes.end())
            playback_.cue({});
        else
            playback_.renumber(static_cast<std::size_t>(place - takes.begin()));
    }
    if (page_.messages().message() == deletion_)
        page_.messages().dismiss();
    ofReadPieces_ = takesOfReadPieces();
    page_.showTakes(shownTakes(document_));
    showLabels();
    if (cued.kind == Playable::Kind::Take && cued.take < takes.size())
        playback_.rename(page_.nameOf(cued.take)); // "Take 1.1" is known as such only now
    originality_.look(document_.network(), takes);
    measure();
}

/// Those of which it is known what they continue and which parts they keep.
std::size_t ComposePresenter::takesOfReadPieces() const
{
    return static_cast<std::size_t>(std::ranges::count_if(document_.descents(), [this](const Descent& descent) {
        const library::Entry* entry = descent.seed ? document_.entry(descent.seed->entryId) : nullptr;
        return entry && entry->piece;
    }));
}

/// What the takes are measured beside: the pieces that the model learnt from, as far as they are in the library.
void ComposePresenter::chooseReference()
{
    const auto network = document_.network();
    std::unordered_set<std::string> known;
    if (network && network->model().fingerprints)
        for (const auto& piece : network->model().fingerprints->pieces())
            known.insert(piece.name);
    std::vector<library::Entry> learnt;
    for (const library::Entry& entry : document_.library().entries)
        if (known.contains(training::sourceNameOf(entry)))
            learnt.push_back(entry);
    const bool trainedOn = !learnt.empty();
    measures_.compareWith(trainedOn ? std::move(learnt) : document_.trainingLibrary().entries, trainedOn);
    measure();
}

void ComposePresenter::measure()
{
    std::vector<MeasuredTake> measured;
    for (std::size_t i = 0; i < document_.takes().size(); ++i)
        measured.push_back(
            {std::make_shared<const midi::Piece>(document_.takes()[i].piece), document_.descents()[i].music});
    measures_.look(std::move(measured));
}

/// Seed, random seed and every dial as they were: the same take comes again.
void ComposePresenter::useAgain(std::size_t take)
{
    if (take >= document_.takes().size())
        return;
    const generation::Take& made = document_.takes()[take];
    const Descent& descent = document_.descents()[take];
    if (descent.seed && document_.entry(descent.seed->entryId)) {
        document_.select(descent.seed->entryId);
        document_.setSeed(*descent.seed);
        const auto& source = page_.controls().parts().piece();
        if (source && source != document_.seedPiece())
            page_.controls().parts().setRoles(rolesIn(made.piece, descent.music, *source, descent.seed->first));
    }
    ComposeOrder order = page_.order();
    order.settings = made.settings;
    order.randomSeed = made.randomSeed;
    order.takes = std::max(order.takes, made.index + 1);
    page_.controls().setOrder(order);
    page_.controls().lockRandomSeed(true);
    const bool same = !descent.steered && document_.network() && made.modelHash == document_.network()->contentHash();
    page_.messages().show(MessageKind::Info,
                          same ? tr("The settings of %1 are in use again. Generate makes it once more, note for note.")
                                     .arg(page_.nameOf(take))
                               : tr("The settings of %1 are in use again.").arg(page_.nameOf(take)));
}

void ComposePresenter::findSource(const QString& piece, int bar)
{
    const auto& entries = document_.library().entries;
    const auto entry = std::ranges::find(entries, piece.toStdString(), training::sourceNameOf);
    if (entry != entries.end())
        Q_EMIT sourceWanted(entry->id, bar);
    else
        page_.messages().show(
            MessageKind::Info,
            tr("%1 is not in the library. Add the music that the model was trained on to see it.").arg(piece));
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
    auto* dialog = new LabelDialog(QString::fromStdString(before.name), page_.nameOf(take),
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
    const TakesInSight all = takesInSight(document_);
    if (take >= all.takes.size())
        return;
    const QString what = page_.nameOf(take);
    const project::TakeId id = all.labels[take].id;
    std::vector<std::size_t> left(all.takes.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    std::erase(left, take);
    TakesInSight others = all.only(left);
    others = others.only(familyOrder(others.descents));
    document_.setTakes(std::move(others.takes), std::move(others.labels), std::move(others.descents));
    if (!id)
        return;
    keeper_.remove(id, what);
    deletion_ = tr("%1 is deleted. Undo (Ctrl+Z) brings it back.").arg(what);
    page_.messages().show(MessageKind::Info, deletion_);
}

void ComposePresenter::generate(Listening listening)
{
    maker_.generate(listening);
}

/// While something of this page sounds, the other goes on at the same place; else from its start.
void ComposePresenter::hear(const Playable& what)
{
    if (playback_.state().playing && isOfThisPage(playback_.cued()))
        playback_.compare(what);
    else
        playback_.play(what);
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
    what.entryId = sourceOf(document_, take);
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
    const bool comparing = playback_.state().playing && isOfThisPage(playback_.cued());
    page_.chooseTake(take); // which goes on at the same place while another sounds
    if (comparing)
        playback_.compare(playableTake(take));
    else
        playback_.play(playableTake(take));
}

void ComposePresenter::cueSelection()
{
    const auto take = page_.chosenTake();
    if (maker_.running())
        return;
    if (take && *take < document_.takes().size())
        playback_.cue(playableTake(*take));
    else if (document_.seedPiece())
        playback_.cue(playableSeed());
}

void ComposePresenter::showSeed()
{
    if (!document_.seed()) {
        page_.setParts({}, nullptr);
        return page_.setSeed(nullptr, {});
    }
    const Seed& seed = *document_.seed();
    const library::Entry& entry = *document_.entry(seed.entryId);
    page_.setParts(entry.id, entry.piece ? entry.piece : document_.seedPiece()); // first: the seed has its colours
    page_.setSeed(document_.seedPiece(), seedName(entry, seed));
    findUnheard();
}

/// The model reads the seed for that, on another thread.
void ComposePresenter::findUnheard()
{
    const auto network = document_.network();
    const auto seed = document_.seedPiece();
    if (!network || !seed || seed->parts.size() < 2)
        return page_.controls().parts().setUnheard({});
    QtConcurrent::run([network, seed] {
        std::vector<std::string> unheard;
        for (const std::size_t part : generation::unheardParts(*network, *seed))
            unheard.push_back(partKeys(*seed)[part]);
        return unheard;
    }).then(this, [this, network, seed](const std::vector<std::string>& unheard) {
        if (network == document_.network() && seed == document_.seedPiece())
            page_.controls().parts().setUnheard(unheard);
    });
}

void ComposePresenter::showModel()
{
    const auto network = document_.network();
    if (network)
        page_.setModel(modelWords(network->model().card), network->model().composers, document_.learningHistory());
    else
        page_.setModel({});
    page_.controls().allowBars(!network || network->model().timeBase == encoding::TimeBase::Beats);
    if (!maker_.running())
        showTakes();
    chooseReference();
    findUnheard();
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
    return composedMusic(document_, playback_.orchestration());
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
