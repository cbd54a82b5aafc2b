#include "ui/library/library_page.h"

#include "ui/library/collection_count.h"
#include "ui/library/empty_library.h"
#include "ui/library/library_words.h"
#include "ui/library/music_drop.h"
#include "ui/library/page_header.h"
#include "ui/library/piece_tree.h"
#include "ui/library/piece_view.h"
#include "ui/library/seed_desk.h"
#include "ui/library/statistics_view.h"
#include "ui/roll/ensemble_view.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/drawn_seeds.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace cadenza::ui {

LibraryPage::LibraryPage(QWidget* parent, QUndoStack* steps, PartMixer* mixer)
    : QWidget(parent), counter_(new CollectionCount(this)), messages_(new MessageBar(this)),
      progress_(new QProgressBar(this)), progressWords_(asSecondary(new QLabel(this))),
      cancel_(new QPushButton(tr("Cancel"), this)), header_(new PageHeader(this)), pages_(new QStackedWidget(this)),
      middle_(new QStackedWidget(this)), empty_(new EmptyLibrary(this)), splitter_(new QSplitter(this)),
      tree_(new PieceTree(this)),
      view_(new PieceView(steps ? *steps : *new QUndoStack(this), mixer ? *mixer : *new PartMixer(this), this)),
      statistics_(new StatisticsView(this)), gallery_(new SeedGallery(this)),
      desk_(new SeedDesk(*view_, *gallery_, this))
{
    setObjectName(QStringLiteral("libraryPage"));
    setAccessibleName(tr("Library"));
    arrange();
    setFocusProxy(tree_);
    connectHeader();
    connectPieces();
    connectSeeds();
    setLibrary({});
}

void LibraryPage::arrange()
{
    splitter_->setObjectName(QStringLiteral("librarySplitter"));
    splitter_->setHandleWidth(1);
    splitter_->addWidget(tree_);
    middle_->addWidget(view_);
    middle_->addWidget(statistics_);
    splitter_->addWidget(middle_);
    splitter_->addWidget(gallery_);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({360, 820, 300});
    for (int i = 0; i < splitter_->count(); ++i)
        splitter_->setCollapsible(i, false);
    gallery_->setMinimumWidth(240);
    pages_->addWidget(empty_);
    pages_->addWidget(splitter_);
    splitter_->setFocusProxy(tree_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(makeBars());
    column->addWidget(pages_, 1);
}

/// What is said across the page, and how far reading has come.
QWidget* LibraryPage::makeBars()
{
    progress_->setAccessibleName(tr("Reading music"));
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    cancel_->setObjectName(QStringLiteral("cancelImport"));
    setImportProgress(1.0, {});
    auto* bars = new QWidget(this);
    auto* column = new QVBoxLayout(bars);
    column->setContentsMargins(measure::kSmall, 0, measure::kSmall, 0);
    column->setSpacing(measure::kTight);
    column->addWidget(messages_);
    auto* reading = new QHBoxLayout;
    reading->addWidget(progressWords_, 1);
    reading->addWidget(cancel_);
    column->addLayout(reading);
    column->addWidget(progress_);
    return bars;
}

void LibraryPage::connectHeader()
{
    connect(header_, &PageHeader::piecesToggled, tree_, &QWidget::setVisible);
    connect(header_, &PageHeader::galleryToggled, gallery_, &QWidget::setVisible);
    connect(header_, &PageHeader::statisticsToggled, this,
            [this](bool shown) { middle_->setCurrentIndex(shown ? 1 : 0); });
    connect(header_, &PageHeader::troublesRequested, this, [this] {
        if (const library::Entry* shown = entry(selected_))
            messages_->show(MessageKind::Warning, troublesInWords(*shown));
    });
    connect(header_, &PageHeader::exportRequested, this, &LibraryPage::exportRequested);
    connect(header_, &PageHeader::zoomInRequested, &roll(), &PianoRoll::zoomIn);
    connect(header_, &PageHeader::zoomOutRequested, &roll(), &PianoRoll::zoomOut);
    connect(header_, &PageHeader::fitRequested, &roll(), &PianoRoll::fit);
    connect(header_, &PageHeader::velocityLaneToggled, &roll(), &PianoRoll::showVelocities);
    connect(header_, &PageHeader::pedalLaneToggled, &roll(), &PianoRoll::showPedal);
    connect(header_, &PageHeader::handColoursToggled, this,
            [this](bool byHand) { roll().setColouring(byHand ? NoteColouring::Hand : NoteColouring::Role); });
    connect(header_, &PageHeader::editRequested, this, &LibraryPage::editSeedRequested);
    connect(header_, &PageHeader::hearRequested, this, [this] {
        if (const auto range = seed())
            Q_EMIT playSeedRequested(range->first, range->count);
    });
    connect(header_, &PageHeader::learnRequested, this, &LibraryPage::learnRequested);
    connect(header_, &PageHeader::useRequested, this, &LibraryPage::useSeedRequested);
}

void LibraryPage::connectPieces()
{
    connect(tree_, &PieceTree::pieceSelected, this, &LibraryPage::bringPiece);
    connect(tree_, &PieceTree::chosenChanged, this, &LibraryPage::chosenPiecesChanged);
    connect(tree_, &PieceTree::leftOutChanged, this, &LibraryPage::leftOutChanged);
    connect(tree_, &PieceTree::editRequested, this, &LibraryPage::editRequested);
    connect(tree_, &PieceTree::addRequested, this, &LibraryPage::addRequested);
    connect(tree_, &PieceTree::addFilesRequested, this, &LibraryPage::addFilesRequested);
    connect(tree_, &PieceTree::addFolderRequested, this, &LibraryPage::addFolderRequested);
    connect(tree_, &PieceTree::starterRequested, this, &LibraryPage::starterRequested);
    connect(tree_, &PieceTree::ensemblesRequested, this, &LibraryPage::ensemblesRequested);
    connect(tree_, &PieceTree::drawRequested, this, &LibraryPage::drawSeedRequested);
    connect(empty_, &EmptyLibrary::addRequested, this, &LibraryPage::addRequested);
    connect(empty_, &EmptyLibrary::addFilesRequested, this, &LibraryPage::addFilesRequested);
    connect(empty_, &EmptyLibrary::addFolderRequested, this, &LibraryPage::addFolderRequested);
    connect(empty_, &EmptyLibrary::starterRequested, this, &LibraryPage::starterRequested);
    connect(empty_, &EmptyLibrary::ensemblesRequested, this, &LibraryPage::ensemblesRequested);
    connect(cancel_, &QPushButton::clicked, this, &LibraryPage::cancelRequested);
    connect(counter_, &CollectionCount::counted, this, [this](const CollectionFigures& figures) {
        tree_->setDistinctWords(figures.statistics.distinctWords);
        statistics_->setFigures(figures);
    });
    auto* drop = new MusicDrop(this);
    connect(drop, &MusicDrop::hovering, this, &LibraryPage::setDropping);
    connect(drop, &MusicDrop::dropped, this, &LibraryPage::addRequested);
    connect(drop, &MusicDrop::refused, this, [this] {
        messages_->show(MessageKind::Error,
                        tr("What was dropped is not on this computer. Save it first, then drop the file or folder."));
    });
}

void LibraryPage::connectSeeds()
{
    connect(desk_, &SeedDesk::pieceWanted, this, &LibraryPage::bringPiece);
    connect(desk_, &SeedDesk::seedChosen, this, &LibraryPage::seedChosen);
    connect(desk_, &SeedDesk::seedSuggested, this, &LibraryPage::seedSuggested);
    connect(desk_, &SeedDesk::playRequested, this, &LibraryPage::playSeedRequested);
    connect(desk_, &SeedDesk::starsChanged, this, &LibraryPage::starsChanged);
    connect(desk_, &SeedDesk::seedChanged, header_, &PageHeader::setHasSeed);
    connect(view_, &PieceView::edited, this, &LibraryPage::takeEdit);
    connect(view_, &PieceView::wanted, this, &LibraryPage::bringPiece);
    connect(&roll(), &PianoRoll::keyStruck, this, &LibraryPage::keyStruck);
    connect(&roll(), &PianoRoll::seekRequested, this, &LibraryPage::seekRequested);
    connect(&roll(), &PianoRoll::rangeChosen, this, &LibraryPage::rangeChosen);
    connect(&roll(), &PianoRoll::rangeCleared, this, &LibraryPage::rangeCleared);
}

PianoRoll& LibraryPage::roll()
{
    return view_->roll();
}

library::Entry* LibraryPage::entry(const std::string& id)
{
    const auto found = std::ranges::find(library_.entries, id, &library::Entry::id);
    return found == library_.entries.end() ? nullptr : &*found;
}

void LibraryPage::setLibrary(const library::Library& library)
{
    const bool first = library_.entries.empty();
    library_ = library;
    tree_->setLibrary(library);
    const bool empty = library.entries.empty();
    pages_->setCurrentIndex(empty ? 0 : 1);
    if (first)
        pages_->currentWidget()->setFocus();
    if (const library::Entry* known = entry(selected_)) {
        tree_->select(selected_);
        if (known->piece != view_->piece())
            showPiece(*known);
        else
            header_->setPiece(known);
    } else if (empty) {
        selected_.clear();
        view_->setPiece(nullptr);
        header_->setPiece(nullptr);
        desk_->pieceChanged({});
    } else {
        selectPiece(library.entries.front().id);
        Q_EMIT pieceSelected(selected_);
    }
}

void LibraryPage::selectPiece(const std::string& id)
{
    const library::Entry* wanted = entry(id);
    if (!wanted || (id == selected_ && view_->piece() == wanted->piece))
        return;
    selected_ = id;
    tree_->reveal(id);
    showPiece(*wanted);
}

/// As a person asks for it.
void LibraryPage::bringPiece(const std::string& id)
{
    selectPiece(id);
    Q_EMIT pieceSelected(id);
}

void LibraryPage::setMusic(const std::string& id, std::shared_ptr<const midi::Piece> piece)
{
    library::Entry* known = entry(id);
    if (!known)
        return;
    known->piece = std::move(piece);
    if (id == selected_ && view_->piece() != known->piece)
        showPiece(*known);
}

void LibraryPage::setTwins(std::unordered_map<std::string, QString> words)
{
    tree_->setTwins(std::move(words));
}

void LibraryPage::setLeftOut(std::unordered_set<std::string> ids)
{
    tree_->setLeftOut(std::move(ids));
}

void LibraryPage::setRecent(const std::vector<std::filesystem::path>& paths)
{
    tree_->setRecent(paths);
    empty_->setRecent(paths);
}

void LibraryPage::offerEnsembles(bool offered)
{
    tree_->offerEnsembles(offered);
    empty_->offerEnsembles(offered);
}

void LibraryPage::setStars(std::vector<SeedPlace> stars)
{
    desk_->setStars(std::move(stars));
}

void LibraryPage::setNetwork(std::shared_ptr<const model::Network> network)
{
    desk_->setNetwork(std::move(network));
}

void LibraryPage::showPiece(const library::Entry& entry)
{
    header_->setPiece(&entry);
    view_->setPiece(entry.piece, entry.id,
                    drawn_seeds::isDrawn(entry.id) && entry.piece ? PieceView::Access::Edit : PieceView::Access::Read);
    desk_->pieceChanged(entry.id);
}

void LibraryPage::chosenPiecesChanged()
{
    counter_->count([this] { return tree_->chosen(); });
    std::vector<library::Entry> entries;
    if (tree_->severalChosen())
        for (const library::Entry* one : tree_->chosen())
            entries.push_back(*one);
    desk_->setSelection(std::move(entries));
}

/// The library's own entry follows first, so that what comes back from outside is nothing new.
void LibraryPage::takeEdit(const std::shared_ptr<const midi::Piece>& piece)
{
    library::Entry* drawn = entry(selected_);
    if (!drawn)
        return;
    *drawn = drawn_seeds::withMusic(*drawn, piece);
    header_->setPiece(drawn);
    tree_->update(*drawn);
    Q_EMIT musicEdited(selected_, piece);
    desk_->setSeed(seed());
}

void LibraryPage::setSeed(std::optional<NoteRange> range)
{
    desk_->setSeed(range);
}

std::optional<NoteRange> LibraryPage::seed() const
{
    return desk_->seed();
}

void LibraryPage::setPlayhead(Seconds position, bool playing)
{
    roll().setPlayhead(position, playing);
}

void LibraryPage::setMainAction(const QString& words, const QString& tip)
{
    header_->setMainAction(words, tip);
}

void LibraryPage::offerLearning(bool offered)
{
    header_->offerLearning(offered);
}

void LibraryPage::hidePlayhead()
{
    roll().hidePlayhead();
}

void LibraryPage::setPlayingSeed(std::optional<NoteRange> range)
{
    if (range)
        desk_->keepSeed();
    gallery_->setPlaying(range);
    header_->setPlaying(range && range == seed());
}

void LibraryPage::setImportProgress(double fraction, const QString& what)
{
    for (QWidget* part : std::initializer_list<QWidget*>{progress_, progressWords_, cancel_})
        part->setVisible(!what.isEmpty());
    progress_->setValue(static_cast<int>(1000.0 * fraction));
    progressWords_->setText(what);
}

QByteArray LibraryPage::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << splitter_->saveState() << tree_->saveColumns() << header_->saveView() << gallery_->saveChoices()
           << view_->roll().quarterWidth() << view_->ensemble().saveLayout();
    return state;
}

void LibraryPage::restoreLayout(const QByteArray& state)
{
    QByteArray panels;
    QByteArray columns;
    QByteArray view;
    QByteArray choices;
    QDataStream stream(state);
    double quarterWidth = 0.0; // what was kept before there was one ends here
    QByteArray parts;          // and before there was this
    stream >> panels >> columns >> view >> choices >> quarterWidth >> parts;
    splitter_->restoreState(panels);
    tree_->restoreColumns(columns);
    header_->restoreView(view);
    gallery_->restoreChoices(choices);
    roll().setQuarterWidth(quarterWidth);
    view_->ensemble().restoreLayout(parts);
    header_->showPanels(!tree_->isHidden(), !gallery_->isHidden());
}

void LibraryPage::setDropping(bool dropping)
{
    if (dropping)
        messages_->show(MessageKind::Info, tr("Drop to add this music to the library."));
    else
        messages_->dismiss();
}

} // namespace cadenza::ui
