#include "ui/window/library_presenter.h"

#include "core/base/explain.h"
#include "core/library/library_index.h"
#include "core/midi/tempo_map.h"
#include "ui/document/document.h"
#include "ui/library/library_page.h"
#include "ui/library/library_words.h"
#include "ui/library/names_dialog.h"
#include "ui/roll/note_edits.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/drawn_seeds.h"
#include "ui/settings/settings_store.h"
#include "ui/style/message_bar.h"
#include "ui/window/export_presenter.h"
#include "ui/window/export_sources.h"
#include "ui/window/library_memory.h"
#include "ui/window/playback_presenter.h"

#include <QFileDialog>
#include <QUndoCommand>
#include <QtConcurrent>

#include <algorithm>
#include <functional>
#include <utility>

namespace cadenza::ui {
namespace {

Playable playablePiece(const library::Entry& entry)
{
    Playable what;
    what.kind = Playable::Kind::Piece;
    what.entryId = entry.id;
    what.name = QString::fromStdString(entry.title);
    what.piece = entry.piece;
    return what;
}

Playable playableSeed(const library::Entry& entry, const Seed& seed, const std::shared_ptr<const midi::Piece>& music)
{
    Playable what = playablePiece(entry);
    what.kind = Playable::Kind::Seed;
    what.name = LibraryPresenter::tr("Seed of %1").arg(QString::fromStdString(entry.title));
    what.offset = midi::TempoMap(*entry.piece).secondsAt(midi::notesInOrder(*entry.piece)[seed.first].note.onset);
    what.piece = music;
    return what;
}

std::vector<SeedPlace> placesOf(const std::vector<Seed>& seeds)
{
    std::vector<SeedPlace> places;
    for (const Seed& seed : seeds)
        places.push_back({seed.entryId, {seed.first, seed.count}});
    return places;
}

std::vector<Seed> seedsOf(const std::vector<SeedPlace>& places)
{
    std::vector<Seed> seeds;
    for (const SeedPlace& place : places)
        seeds.push_back({place.entryId, place.range.first, place.range.count});
    return seeds;
}

/// Other names for a piece, as a step.
class NamesStep : public QUndoCommand {
public:
    struct Names {
        std::string composer, title;
    };
    using SetNames = std::function<void(const Names&)>;

    NamesStep(const QString& words, Names before, Names after, SetNames set)
        : QUndoCommand(words), before_(std::move(before)), after_(std::move(after)), set_(std::move(set))
    {
    }
    void undo() override { set_(before_); }
    void redo() override { set_(after_); }

private:
    Names before_, after_;
    SetNames set_;
};

} // namespace

LibraryPresenter::LibraryPresenter(Document& document, LibraryPage& page, PlaybackPresenter& playback, Places places,
                                   SettingsStore& settings, QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback), places_(std::move(places)),
      settings_(settings), import_(places_.index),
      exports_(new ExportPresenter(page.messages(), playback, settings, this))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library) {
            page_.setLibrary(document_.library());
            duplicates_.find(document_.library());
        } else if (what == Change::Selection) {
            const library::Entry& entry = *document_.selectedEntry();
            page_.selectPiece(entry.id);
            page_.setMusic(entry.id, entry.piece);
            cueSelection();
        } else if (what == Change::Seed && document_.seed() && document_.selectedEntry()
                   && document_.selectedEntry()->id == document_.seed()->entryId) {
            page_.setSeed(NoteRange{document_.seed()->first, document_.seed()->count});
        } else if (what == Change::Model) {
            page_.setNetwork(document_.network());
        } else if (what == Change::LeftOut) {
            page_.setLeftOut(document_.leftOut());
        } else if (what == Change::Stars) {
            page_.setStars(placesOf(document_.stars()));
        }
    });
    connect(&import_, &ImportJob::progressed, &page_, &LibraryPage::setImportProgress);
    connect(&import_, &ImportJob::finished, this, &LibraryPresenter::addFinished);
    connect(&import_, &ImportJob::refreshed, this, &LibraryPresenter::refresh);
    connect(&document_, &Document::unreadable, this, [this](const Error& error) {
        page_.messages().show(MessageKind::Error, QString::fromStdString(explain(error)));
    });
    connect(&duplicates_, &DuplicateFinder::found, this,
            [this](const library::Library& library, const std::vector<library::Duplicate>& duplicates) {
                page_.setTwins(twinsInWords(library, duplicates));
            });
    connect(&import_, &ImportJob::failed, this, [this](const Error& error) {
        page_.setImportProgress(1.0, {});
        if (error.fault == Fault::Cancelled)
            return; // as asked
        page_.messages().show(MessageKind::Error, QString::fromStdString(explain(error)));
        Q_EMIT failed(error);
    });
    connect(&playback_, &PlaybackPresenter::moved, this,
            [this](const Playable& what, Seconds onRoll, bool playing) { showPlayhead(what, onRoll, playing); });
    storing_.setMaxThreadCount(1);
    connectPage();
    recall();
}

/// A copy of the seed becomes a seed of one's own.
void LibraryPresenter::editSeed()
{
    const auto& seed = document_.seed();
    const library::Entry* source = seed ? document_.entry(seed->entryId) : nullptr;
    if (source && document_.seedPiece())
        addDrawn(tr("Seed of %1").arg(QString::fromStdString(source->title)), document_.seedPiece());
}

void LibraryPresenter::addDrawn(const QString& title, std::shared_ptr<const midi::Piece> piece)
{
    const library::Entry made =
        drawn_seeds::entry(drawn_seeds::nextNumber(document_.library()), title.toStdString(), std::move(piece));
    auto leftOut = document_.leftOut(); // what one makes oneself is not what one learns from
    leftOut.insert(made.id);
    document_.setLeftOut(std::move(leftOut), By::Program);
    document_.addLibrary({{made}, {}});
    document_.select(made.id);
    keepEdit(made.id, made.piece);
}

void LibraryPresenter::keepEdit(const std::string& id, const std::shared_ptr<const midi::Piece>& piece)
{
    const library::Entry* known = document_.entry(id);
    if (!known)
        return;
    const library::Entry entry = drawn_seeds::withMusic(*known, piece);
    document_.setEdited(entry);
    cueSelection();
    if (!drawnSeeds_.empty())
        QtConcurrent::run(&storing_, [entry, folder = drawnSeeds_] {
            return drawn_seeds::store(entry, folder);
        }).then(this, [this](const Result<void>& stored) {
            if (!stored)
                page_.messages().show(MessageKind::Error, QString::fromStdString(explain(stored.error())));
        });
}

/// The seeds of one's own, which no other folder holds.
library::Library LibraryPresenter::drawn() const
{
    library::Library own;
    for (const library::Entry& entry : document_.library().entries)
        if (drawn_seeds::isDrawn(entry.id))
            own.entries.push_back(entry);
    return own;
}

/// What was opened on days before. Stars and what is left out are the project's.
void LibraryPresenter::recall()
{
    showRecent();
    connect(&page_, &LibraryPage::starsChanged, this,
            [this](const std::vector<SeedPlace>& stars) { document_.setStars(seedsOf(stars)); });
    connect(&page_, &LibraryPage::leftOutChanged, this,
            [this](const std::unordered_set<std::string>& ids) { document_.setLeftOut(ids); });
}

/// Those that are gone by now are left out.
void LibraryPresenter::showRecent()
{
    std::vector<std::filesystem::path> there;
    for (const std::string& known : settings_.settings().recentMusic)
        if (std::error_code ignored; std::filesystem::exists(known, ignored))
            there.emplace_back(known);
    page_.setRecent(there);
}

void LibraryPresenter::takeOldMemory()
{
    auto [leftOut, stars] = library_memory::takeOld();
    if (!leftOut.empty()) {
        leftOut.insert(document_.leftOut().begin(), document_.leftOut().end());
        document_.setLeftOut(std::move(leftOut), By::Program);
    }
    if (!stars.empty()) {
        std::vector<Seed> all = document_.stars();
        for (const Seed& star : seedsOf(stars))
            if (std::ranges::find(all, star) == all.end())
                all.push_back(star);
        document_.setStars(std::move(all), By::Program);
    }
}

void LibraryPresenter::connectPage()
{
    connect(&page_, &LibraryPage::addRequested, this, &LibraryPresenter::open);
    connect(&page_, &LibraryPage::addFilesRequested, this, &LibraryPresenter::chooseFiles);
    connect(&page_, &LibraryPage::addFolderRequested, this, &LibraryPresenter::chooseFolder);
    connect(&page_, &LibraryPage::starterRequested, this, &LibraryPresenter::openStarter);
    connect(&page_, &LibraryPage::ensemblesRequested, this, &LibraryPresenter::openEnsembles);
    page_.offerEnsembles(!places_.ensembles.empty());
    connect(&page_, &LibraryPage::pieceSelected, &document_, &Document::select);
    connect(&page_, &LibraryPage::cancelRequested, &import_, &ImportJob::stop);
    connect(&page_, &LibraryPage::editRequested, this, &LibraryPresenter::editNames);
    connect(&page_, &LibraryPage::seedChosen, this,
            [this](std::size_t first, std::size_t count) { chooseSeed(first, count, By::Person); });
    connect(&page_, &LibraryPage::seedSuggested, this,
            [this](std::size_t first, std::size_t count) { chooseSeed(first, count, By::Program); });
    connect(&page_, &LibraryPage::playSeedRequested, this, [this](std::size_t first, std::size_t count) {
        const bool same = playback_.cued().kind == Playable::Kind::Seed && document_.seed()
                          && NoteRange{document_.seed()->first, document_.seed()->count} == NoteRange{first, count};
        if (same && playback_.state().playing)
            return playback_.stop();
        chooseSeed(first, count, By::Person);
        playSeed();
    });
    connect(&page_, &LibraryPage::useSeedRequested, this, &LibraryPresenter::useSeedRequested);
    connect(&page_, &LibraryPage::learnRequested, this, &LibraryPresenter::learnRequested);
    connect(&page_, &LibraryPage::editSeedRequested, this, &LibraryPresenter::editSeed);
    connect(&page_, &LibraryPage::drawSeedRequested, this,
            [this] { addDrawn(tr("Drawn seed"), std::make_shared<const midi::Piece>(blankPiece())); });
    connect(&page_, &LibraryPage::musicEdited, this, &LibraryPresenter::keepEdit);
    connect(&page_, &LibraryPage::rangeChosen, this,
            [this](Seconds from, Seconds to) { playback_.setLoopRange(std::pair{from, to}); });
    connect(&page_, &LibraryPage::rangeCleared, this, [this] { playback_.setLoopRange({}); });
    connect(&page_, &LibraryPage::exportRequested, this, &LibraryPresenter::offerExport);
    connect(&page_, &LibraryPage::keyStruck, &playback_, &PlaybackPresenter::strike);
    connect(&page_, &LibraryPage::seekRequested, this, [this](Seconds onRoll) {
        cueSelection(); // the ruler is the whole piece's, also while its seed plays
        playback_.seek(onRoll);
    });
}

void LibraryPresenter::open(std::vector<std::filesystem::path> paths)
{
    page_.messages().dismiss(); // what it said was about what was added before
    page_.setImportProgress(0.0, tr("Reading music…"));
    if (paths != std::vector{places_.starter} && paths != std::vector{places_.ensembles}) {
        settings_.change([paths](project::Settings& settings) {
            for (const auto& path : paths)
                project::noteRecent(settings.recentMusic, path);
        });
        showRecent();
    }
    import_.start(std::move(paths));
}

void LibraryPresenter::openStarter()
{
    open({places_.starter});
}

void LibraryPresenter::openEnsembles()
{
    wanted_ = places_.ensembles;
    open({places_.ensembles});
}

void LibraryPresenter::openRecording(const std::filesystem::path& file)
{
    wanted_ = file;
    open({file});
}

/// What was brought in to be looked at.
void LibraryPresenter::selectWanted()
{
    const std::string place = wanted_.string();
    const auto& entries = document_.library().entries;
    const auto entry = std::ranges::find_if(
        entries, [&](const library::Entry& one) { return one.id == place || one.id.starts_with(place + '/'); });
    if (place.empty() || entry == entries.end())
        return;
    wanted_.clear();
    document_.select(std::string(entry->id));
}

void LibraryPresenter::tell(const Error& error)
{
    page_.messages().show(MessageKind::Error, QString::fromStdString(explain(error)));
}

/// Files were added, changed or removed where music was opened from.
void LibraryPresenter::refresh(const library::Library& library)
{
    document_.replaceLibrary(library::merged(library, drawn()));
    if (!playback_.state().playing)
        cueSelection();
}

void LibraryPresenter::editNames(const std::string& id)
{
    const library::Entry* entry = document_.entry(id);
    if (!entry)
        return;
    auto* dialog = new NamesDialog(entry->composer, entry->title, &page_);
    const NamesStep::Names before{entry->composer, entry->title};
    connect(
        dialog, &NamesDialog::given, this, [this, id, before](const std::string& composer, const std::string& title) {
            document_.steps().push(
                new NamesStep(tr("rename %1").arg(QString::fromStdString(before.title)), before, {composer, title},
                              [this, id](const NamesStep::Names& names) { rename(id, names.composer, names.title); }));
        });
    dialog->open();
}

/// Stored at once, where there is an index; names live as long as the window otherwise.
void LibraryPresenter::rename(const std::string& id, const std::string& composer, const std::string& title)
{
    document_.rename(id, composer, title);
    if (places_.index.empty())
        return;
    auto index = library::LibraryIndex::open(places_.index);
    const auto stored = index ? index->rename(id, composer, title) : std::unexpected(index.error());
    if (!stored)
        page_.messages().show(MessageKind::Error, QString::fromStdString(explain(stored.error())));
}

void LibraryPresenter::addFinished(const library::Library& library)
{
    page_.setImportProgress(1.0, {});
    document_.addLibrary(library);
    Q_EMIT musicAdded(import_.roots());
    readDrawnSeeds();
    selectWanted();
    if (library.skipped.empty())
        return;
    QString words = QString::fromStdString(explain(library.skipped.front().error));
    if (library.skipped.size() > 1)
        words = tr("%1 files gave no music. The first: %2").arg(library.skipped.size()).arg(words);
    page_.messages().show(MessageKind::Warning, words);
}

void LibraryPresenter::readDrawnSeeds()
{
    if (drawnSeeds_.empty() || std::exchange(drawnRead_, true))
        return;
    QtConcurrent::run(&storing_, drawn_seeds::read, drawnSeeds_)
        .then(this, [this](const std::vector<library::Entry>& own) {
            if (!own.empty())
                document_.addLibrary({own, {}});
        });
}

void LibraryPresenter::chooseFiles()
{
    const QStringList chosen = QFileDialog::getOpenFileNames(
        &page_, tr("Add music"), {},
        tr("MIDI files and zip archives (*.mid *.midi *.kar *.rmi *.smf *.zip *.MID *.ZIP)"));
    std::vector<std::filesystem::path> paths;
    for (const QString& path : chosen)
        paths.emplace_back(path.toStdString());
    if (!paths.empty())
        open(std::move(paths));
}

void LibraryPresenter::chooseFolder()
{
    const QString chosen = QFileDialog::getExistingDirectory(&page_, tr("Add a folder of music"));
    if (!chosen.isEmpty())
        open({chosen.toStdString()});
}

void LibraryPresenter::offerExport()
{
    auto sources = selectedMusic(document_, playback_.orchestration());
    if (sources.empty())
        return;
    exports_->offer(std::move(sources), &page_);
}

void LibraryPresenter::chooseSeed(std::size_t first, std::size_t count, By by)
{
    if (const library::Entry* entry = document_.selectedEntry())
        document_.setSeed({entry->id, first, count}, by);
}

void LibraryPresenter::showBar(const std::string& entryId, int bar)
{
    document_.select(entryId);
    const library::Entry* entry = document_.entry(entryId);
    if (!entry || !entry->piece)
        return;
    const midi::TempoMap time(*entry->piece);
    const auto notes = midi::notesInOrder(*entry->piece);
    const auto first = std::ranges::lower_bound(notes, time.barStart(std::max(bar, 1)), {},
                                                [](const midi::PlacedNote& placed) { return placed.note.onset; });
    if (first == notes.end())
        return;
    const auto note = static_cast<std::size_t>(first - notes.begin());
    page_.roll().showNotes({note, 1});
    page_.roll().setMark(note);
}

void LibraryPresenter::cueSelection()
{
    if (const library::Entry* entry = document_.selectedEntry())
        playback_.cue(playablePiece(*entry));
}

void LibraryPresenter::playSeed()
{
    const auto& seed = document_.seed();
    if (const library::Entry* entry = seed ? document_.entry(seed->entryId) : nullptr)
        playback_.play(playableSeed(*entry, *seed, document_.seedPiece()));
}

void LibraryPresenter::toggle()
{
    const auto& state = playback_.state();
    const bool placed = playback_.cued().kind == Playable::Kind::Piece && state.position > Seconds{0.0}
                        && state.position < state.length;
    if (state.playing || placed || !document_.seed())
        playback_.toggle();
    else
        playSeed();
}

void LibraryPresenter::showPlayhead(const Playable& what, Seconds onRoll, bool playing)
{
    const library::Entry* entry = document_.selectedEntry();
    const bool here = entry && what.entryId == entry->id && what.kind != Playable::Kind::Take;
    if (here)
        page_.setPlayhead(onRoll, playing);
    else
        page_.hidePlayhead();
    const auto& seed = document_.seed();
    const bool seedPlays = here && playing && what.kind == Playable::Kind::Seed && seed;
    page_.setPlayingSeed(seedPlays ? std::optional(NoteRange{seed->first, seed->count}) : std::nullopt);
}

} // namespace cadenza::ui
