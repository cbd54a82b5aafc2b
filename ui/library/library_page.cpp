#include "ui/library/library_page.h"

#include "ui/library/collection_count.h"
#include "ui/library/empty_library.h"
#include "ui/library/library_words.h"
#include "ui/library/music_drop.h"
#include "ui/library/page_header.h"
#include "ui/library/piece_tree.h"
#include "ui/library/statistics_view.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_overview.h"
#include "ui/seeds/seed_finder.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/seeds/selection_search.h"
#include "ui/style/elided_label.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QCursor>
#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kCards = 16;

} // namespace

LibraryPage::LibraryPage(QWidget* parent)
    : QWidget(parent), finder_(new SeedFinder(this)), search_(new SelectionSearch(this)),
      counter_(new CollectionCount(this)), messages_(new MessageBar(this)), progress_(new QProgressBar(this)),
      progressWords_(asSecondary(new QLabel(this))), cancel_(new QPushButton(tr("Cancel"), this)),
      header_(new PageHeader(this)), pages_(new QStackedWidget(this)), middle_(new QStackedWidget(this)),
      empty_(new EmptyLibrary(this)), splitter_(new QSplitter(this)), tree_(new PieceTree(this)),
      roll_(new PianoRoll(this)), statistics_(new StatisticsView(this)), gallery_(new SeedGallery(this)),
      reasons_(new ElidedLabel(this))
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
    splitter_->addWidget(makeMiddle());
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

QWidget* LibraryPage::makeMiddle()
{
    auto* piece = new QWidget(this);
    asSurface(piece);
    reasons_->setObjectName(QStringLiteral("seedReasons"));
    asFigure(asSecondary(reasons_));
    reasons_->setMinimumHeight(measure::kControlHeight);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
    foot->addWidget(reasons_);
    auto* column = new QVBoxLayout(piece);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(roll_, 1);
    column->addWidget(new RollOverview(*roll_, piece));
    column->addLayout(foot);
    middle_->addWidget(piece);
    middle_->addWidget(statistics_);
    return middle_;
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
    connect(header_, &PageHeader::zoomInRequested, roll_, &PianoRoll::zoomIn);
    connect(header_, &PageHeader::zoomOutRequested, roll_, &PianoRoll::zoomOut);
    connect(header_, &PageHeader::fitRequested, roll_, &PianoRoll::fit);
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
    connect(empty_, &EmptyLibrary::addRequested, this, &LibraryPage::addRequested);
    connect(empty_, &EmptyLibrary::addFilesRequested, this, &LibraryPage::addFilesRequested);
    connect(empty_, &EmptyLibrary::addFolderRequested, this, &LibraryPage::addFolderRequested);
    connect(empty_, &EmptyLibrary::starterRequested, this, &LibraryPage::starterRequested);
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
    connect(roll_, &PianoRoll::seedMoved, this, [this](std::size_t first, std::size_t count) {
        seedChanged();
        Q_EMIT seedChosen(first, count);
    });
    connect(roll_, &PianoRoll::heatHovered, this, &LibraryPage::explainHeat);
    connect(roll_, &PianoRoll::keyStruck, this, &LibraryPage::keyStruck);
    connect(roll_, &PianoRoll::seekRequested, this, &LibraryPage::seekRequested);
    connect(gallery_, &SeedGallery::pieceWanted, this, &LibraryPage::bringPiece);
    connect(gallery_, &SeedGallery::seedChosen, this, &LibraryPage::chooseSeed);
    connect(gallery_, &SeedGallery::playRequested, this, [this](std::size_t first, std::size_t count) {
        chooseSeed(first, count);
        Q_EMIT playSeedRequested(first, count);
    });
    connect(gallery_, &SeedGallery::starred, this, &LibraryPage::star);
    connect(gallery_, &SeedGallery::wishChanged, this, &LibraryPage::findSeeds);
    connect(gallery_, &SeedGallery::seedLengthChanged, this, [this](std::size_t notes) {
        roll_->setSeedLength(notes);
        findSeeds();
    });
    connect(&gallery_->comparison(), &SeedComparison::recalled, this, [this](const SeedPlace& place) {
        bringPiece(place.entryId);
        chooseSeed(place.range.first, place.range.count);
        Q_EMIT playSeedRequested(place.range.first, place.range.count);
    });
    connect(finder_, &SeedFinder::found, this, &LibraryPage::showFindings);
    connect(finder_, &SeedFinder::judged, this, &LibraryPage::explainSeed);
    connect(search_, &SelectionSearch::found, this,
            [this](const std::vector<GallerySeed>& best, std::size_t done, std::size_t all) {
                std::vector<GallerySeed> seeds = best;
                for (GallerySeed& seed : seeds)
                    seed.starred = std::ranges::find(stars_, SeedPlace{seed.entryId, seed.range()}) != stars_.end();
                gallery_->setSeeds(std::move(seeds));
                gallery_->setHeading(done < all ? tr("%1 of %2 pieces…").arg(done).arg(all)
                                                : tr("Best of %1 pieces").arg(all));
                gallery_->setChosen(seed(), selected_);
            });
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
        if (known->piece != piece_)
            showPiece(*known);
        else
            header_->setPiece(known);
    } else if (empty) {
        selected_.clear();
        piece_.reset();
        roll_->setPiece(nullptr);
        header_->setPiece(nullptr);
        seedChanged();
    } else {
        selectPiece(library.entries.front().id);
        Q_EMIT pieceSelected(selected_);
    }
}

void LibraryPage::selectPiece(const std::string& id)
{
    const library::Entry* wanted = entry(id);
    if (!wanted || (id == selected_ && piece_ == wanted->piece))
        return;
    selected_ = id;
    tree_->select(id);
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
    if (id == selected_ && piece_ != known->piece)
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

void LibraryPage::setStars(std::vector<SeedPlace> stars)
{
    stars_ = std::move(stars);
    findSeeds();
}

void LibraryPage::star(SeedPlace place, bool on)
{
    if (place.entryId.empty())
        place.entryId = selected_;
    std::erase(stars_, place);
    if (on)
        stars_.push_back(place);
    Q_EMIT starsChanged(stars_);
}

std::vector<seeds::NoteRun> LibraryPage::starsHere() const
{
    std::vector<seeds::NoteRun> here;
    for (const SeedPlace& place : stars_)
        if (place.entryId == selected_)
            here.push_back({place.range.first, place.range.count});
    return here;
}

void LibraryPage::showPiece(const library::Entry& entry)
{
    piece_ = entry.piece;
    header_->setPiece(&entry);
    roll_->setPiece(piece_);
    seedChanged();
    findSeeds();
}

void LibraryPage::chosenPiecesChanged()
{
    counter_->count(tree_->chosen());
    if (tree_->severalChosen()) {
        std::vector<library::Entry> entries;
        for (const library::Entry* one : tree_->chosen())
            entries.push_back(*one);
        search_->start(std::move(entries), gallery_->wish(kCards));
    } else {
        search_->cancel();
        gallery_->setHeading({});
    }
}

/// Of the piece that is shown, for the heat strip and, unless several are chosen, for the gallery.
void LibraryPage::findSeeds()
{
    if (!piece_)
        return;
    if (tree_->severalChosen())
        chosenPiecesChanged();
    else
        gallery_->setNote(tr("Looking for good seeds…"));
    finder_->find(piece_, gallery_->wish(kCards), starsHere());
}

void LibraryPage::showFindings(const SeedFindings& findings)
{
    if (findings.piece != piece_)
        return;
    roll_->setHeat(findings.scores, findings.count);
    std::vector<std::size_t> best;
    for (const seeds::ScoredWindow& window : findings.best)
        best.push_back(window.first);
    roll_->setBestWindows(std::move(best));
    if (!tree_->severalChosen()) {
        gallery_->setHeading({});
        gallery_->setFindings(findings);
    }
    const auto chosen = seed();
    const bool asWished = chosen && (chosen->count == findings.count || gallery_->wish(1).snap != seeds::Snap::None);
    if (!findings.best.empty() && !asWished)
        chooseSeed(findings.best.front().first, findings.best.front().count);
    else
        seedChanged();
}

void LibraryPage::chooseSeed(std::size_t first, std::size_t count)
{
    setSeed(NoteRange{first, count});
    Q_EMIT seedChosen(first, count);
}

void LibraryPage::setSeed(std::optional<NoteRange> range)
{
    roll_->setSeedWindow(range);
    if (range)
        roll_->showNotes(*range);
    seedChanged();
}

std::optional<NoteRange> LibraryPage::seed() const
{
    return roll_->seedWindow();
}

void LibraryPage::seedChanged()
{
    const auto range = seed();
    header_->setHasSeed(range.has_value());
    gallery_->setChosen(range, selected_);
    if (range) {
        finder_->judge(piece_, range->first, range->count);
        gallery_->comparison().setCurrent(SeedPlace{selected_, *range}, seedPlace(roll_->content(), *range));
    } else {
        reasons_->setText(piece_ ? tr("Click in the roll to put a seed there.") : QString());
    }
}

void LibraryPage::explainSeed(const seeds::ScoredWindow& window)
{
    const NoteRange range{window.first, window.count};
    if (hovered_ == range && range.end() <= roll_->content().notes().size())
        QToolTip::showText(QCursor::pos(),
                           tr("%1 %, %2\n%3")
                               .arg(std::lround(100.0 * window.score))
                               .arg(seedPlace(roll_->content(), range), reasonsInWords(window, 5)),
                           roll_);
    if (seed() != range)
        return;
    const QString words = reasonsInWords(window, 5);
    reasons_->setText(seedPlace(roll_->content(), range)
                      + (words.isEmpty() ? QString() : QStringLiteral(" · ") + words));
}

/// Why the window that begins under the mouse is good or bad.
void LibraryPage::explainHeat(std::size_t first)
{
    const NoteRange window{first, gallery_->seedLength()};
    if (!piece_ || window.end() > roll_->content().notes().size() || hovered_ == window)
        return;
    hovered_ = window;
    finder_->judge(piece_, window.first, window.count);
}

void LibraryPage::setPlayhead(Seconds position, bool playing)
{
    roll_->setPlayhead(position, playing);
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
    roll_->hidePlayhead();
}

void LibraryPage::setPlayingSeed(std::optional<NoteRange> range)
{
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
    stream << splitter_->saveState() << tree_->saveColumns();
    return state;
}

void LibraryPage::restoreLayout(const QByteArray& state)
{
    QByteArray panels;
    QByteArray columns;
    QDataStream stream(state);
    stream >> panels >> columns;
    splitter_->restoreState(panels);
    tree_->restoreColumns(columns);
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
