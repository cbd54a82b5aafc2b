#include "ui/library/library_page.h"

#include "core/midi/tempo_map.h"
#include "ui/library/library_words.h"
#include "ui/library/piece_tree.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_overview.h"
#include "ui/roll/roll_words.h"
#include "ui/seeds/seed_finder.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kCards = 8;

} // namespace

LibraryPage::LibraryPage(QWidget* parent)
    : QWidget(parent), finder_(new SeedFinder(this)), messages_(new MessageBar(this)),
      progress_(new QProgressBar(this)), progressWords_(asSecondary(new QLabel(this))),
      cancel_(new QPushButton(tr("Cancel"), this)), pages_(new QStackedWidget(this)), splitter_(new QSplitter(this)),
      tree_(new PieceTree(this)), roll_(new PianoRoll(this)), gallery_(new SeedGallery(this)),
      title_(new ElidedLabel(this)), facts_(new ElidedLabel(this)), reasons_(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("libraryPage"));
    setAccessibleName(tr("Library"));
    setAcceptDrops(true);
    progress_->setAccessibleName(tr("Reading music"));
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->hide();
    progressWords_->hide();
    cancel_->setObjectName(QStringLiteral("cancelImport"));
    cancel_->hide();

    splitter_->setObjectName(QStringLiteral("librarySplitter"));
    splitter_->setHandleWidth(1);
    splitter_->addWidget(tree_);
    splitter_->addWidget(makeMiddle());
    splitter_->addWidget(gallery_);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({320, 860, 300});
    for (int i = 0; i < splitter_->count(); ++i)
        splitter_->setCollapsible(i, false);
    tree_->setMinimumWidth(220);
    gallery_->setMinimumWidth(240);

    pages_->addWidget(makeEmptyState());
    pages_->addWidget(splitter_);
    splitter_->setFocusProxy(tree_);
    auto* bars = new QVBoxLayout;
    bars->setContentsMargins(measure::kSmall, 0, measure::kSmall, 0);
    bars->setSpacing(measure::kTight);
    bars->addWidget(messages_);
    auto* reading = new QHBoxLayout;
    reading->addWidget(progressWords_, 1);
    reading->addWidget(cancel_);
    bars->addLayout(reading);
    bars->addWidget(progress_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addLayout(bars);
    column->addWidget(pages_, 1);
    setFocusProxy(tree_);
    connectParts();
    setLibrary({});
}

QToolButton* LibraryPage::makeTool(const QString& name, const QString& iconName, const QString& words)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(words);
    button->setAccessibleName(words);
    return button;
}

QWidget* LibraryPage::makeHeader()
{
    auto* header = new QWidget(this);
    header->setObjectName(QStringLiteral("pageHeader"));
    showTree_ = makeTool(QStringLiteral("showLibrary"), QStringLiteral("panel-left"), tr("Show or hide the pieces"));
    showGallery_ =
        makeTool(QStringLiteral("showGallery"), QStringLiteral("panel-right"), tr("Show or hide the best seeds"));
    for (QToolButton* toggle : {showTree_, showGallery_}) {
        toggle->setCheckable(true);
        toggle->setChecked(true);
    }
    zoomOut_ = makeTool(QStringLiteral("zoomOut"), QStringLiteral("zoom-out"), tr("Zoom out"));
    zoomIn_ = makeTool(QStringLiteral("zoomIn"), QStringLiteral("zoom-in"), tr("Zoom in"));
    fit_ = makeTool(QStringLiteral("fitPiece"), QStringLiteral("fit"), tr("Show the whole piece"));
    hear_ = new QPushButton(icon(QStringLiteral("play")), tr("Hear seed"), this);
    hear_->setObjectName(QStringLiteral("hearSeed"));
    hear_->setToolTip(tr("Play the seed from its first note"));
    learn_ = new QPushButton(icon(QStringLiteral("train")), tr("Learn and continue"), this);
    learn_->setObjectName(QStringLiteral("learnAndContinue"));
    learn_->setToolTip(tr("Train on this collection for a minute, continue the seed, and listen"));
    learn_->hide();
    use_ = asPrimary(new QPushButton(icon(QStringLiteral("seed"), Tint::OnAccent), tr("Use this seed"), this),
                     Accent::Music);
    use_->setObjectName(QStringLiteral("useSeed"));
    use_->setToolTip(tr("Go on to Compose with this seed"));
    title_->setObjectName(QStringLiteral("pieceTitle"));
    facts_->setObjectName(QStringLiteral("pieceFacts"));
    asHeading(title_);
    asFigure(asSecondary(facts_));

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(title_);
    words->addWidget(facts_);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(measure::kSmall, measure::kSmall, measure::kSmall, measure::kSmall);
    row->setSpacing(measure::kSmall);
    row->addWidget(showTree_);
    row->addLayout(words, 1);
    for (QToolButton* tool : {zoomOut_, zoomIn_, fit_})
        row->addWidget(tool);
    row->addSpacing(measure::kSmall);
    row->addWidget(hear_);
    row->addWidget(learn_);
    row->addWidget(use_);
    row->addWidget(showGallery_);
    return header;
}

QWidget* LibraryPage::makeMiddle()
{
    auto* middle = new QWidget(this);
    asSurface(middle);
    reasons_->setObjectName(QStringLiteral("seedReasons"));
    asFigure(asSecondary(reasons_));
    reasons_->setMinimumHeight(measure::kControlHeight);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
    foot->addWidget(reasons_);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(roll_, 1);
    column->addWidget(new RollOverview(*roll_, middle));
    column->addLayout(foot);
    return middle;
}

QWidget* LibraryPage::makeEmptyState()
{
    auto* empty = new QWidget(this);
    empty->setObjectName(QStringLiteral("emptyLibrary"));
    auto* heading = asHeading(new QLabel(tr("Start with some music"), empty));
    auto* words = asSecondary(new QLabel(
        tr("Drop a folder, a zip or MIDI files here.\nCadenza shows every piece, and where its best seeds are."),
        empty));
    words->setAlignment(Qt::AlignCenter);
    auto* starter = asPrimary(new QPushButton(tr("Open the starter collection"), empty), Accent::Music);
    starter->setObjectName(QStringLiteral("openStarter"));
    empty->setFocusProxy(starter);
    auto* folder = new QPushButton(icon(QStringLiteral("folder")), tr("Add folder…"), empty);
    folder->setObjectName(QStringLiteral("addFolder"));
    auto* files = new QPushButton(icon(QStringLiteral("zip")), tr("Add zip or files…"), empty);
    files->setObjectName(QStringLiteral("addFiles"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(measure::kSmall);
    buttons->addStretch();
    for (QPushButton* button : {starter, folder, files})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(measure::kMedium);
    column->addStretch(2);
    column->addWidget(heading, 0, Qt::AlignHCenter);
    column->addWidget(words, 0, Qt::AlignHCenter);
    column->addSpacing(measure::kSmall);
    column->addLayout(buttons);
    column->addStretch(3);
    connect(starter, &QPushButton::clicked, this, &LibraryPage::starterRequested);
    connect(folder, &QPushButton::clicked, this, &LibraryPage::addFolderRequested);
    connect(files, &QPushButton::clicked, this, &LibraryPage::addFilesRequested);
    return empty;
}

void LibraryPage::connectParts()
{
    connect(tree_, &PieceTree::pieceSelected, this, [this](const std::string& id) {
        selectPiece(id);
        Q_EMIT pieceSelected(id);
    });
    connect(cancel_, &QPushButton::clicked, this, &LibraryPage::cancelRequested);
    connect(tree_, &PieceTree::editRequested, this, &LibraryPage::editRequested);
    connect(tree_, &PieceTree::addFilesRequested, this, &LibraryPage::addFilesRequested);
    connect(tree_, &PieceTree::addFolderRequested, this, &LibraryPage::addFolderRequested);
    connect(tree_, &PieceTree::starterRequested, this, &LibraryPage::starterRequested);
    connect(roll_, &PianoRoll::seedMoved, this, [this](std::size_t first, std::size_t count) {
        seedChanged();
        Q_EMIT seedChosen(first, count);
    });
    connect(roll_, &PianoRoll::keyStruck, this, &LibraryPage::keyStruck);
    connect(roll_, &PianoRoll::seekRequested, this, &LibraryPage::seekRequested);
    connect(gallery_, &SeedGallery::seedChosen, this, &LibraryPage::chooseSeed);
    connect(gallery_, &SeedGallery::playRequested, this, [this](std::size_t first, std::size_t count) {
        chooseSeed(first, count);
        Q_EMIT playSeedRequested(first, count);
    });
    connect(gallery_, &SeedGallery::seedLengthChanged, this, [this](std::size_t notes) {
        roll_->setSeedLength(notes);
        findSeeds();
    });
    connect(finder_, &SeedFinder::found, this, &LibraryPage::showFindings);
    connect(finder_, &SeedFinder::judged, this, &LibraryPage::explainSeed);
    connect(zoomIn_, &QToolButton::clicked, roll_, &PianoRoll::zoomIn);
    connect(zoomOut_, &QToolButton::clicked, roll_, &PianoRoll::zoomOut);
    connect(fit_, &QToolButton::clicked, roll_, &PianoRoll::fit);
    connect(showTree_, &QToolButton::toggled, tree_, &QWidget::setVisible);
    connect(showGallery_, &QToolButton::toggled, gallery_, &QWidget::setVisible);
    connect(hear_, &QPushButton::clicked, this, [this] {
        if (const auto range = seed())
            Q_EMIT playSeedRequested(range->first, range->count);
    });
    connect(learn_, &QPushButton::clicked, this, &LibraryPage::learnRequested);
    connect(use_, &QPushButton::clicked, this, &LibraryPage::useSeedRequested);
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
    for (QWidget* part : std::initializer_list<QWidget*>{showTree_, showGallery_, zoomIn_, zoomOut_, fit_, hear_, use_})
        part->setVisible(!empty);
    learn_->setVisible(!empty && learningOffered_);
    const auto known = std::ranges::find(library.entries, selected_, &library::Entry::id);
    if (known != library.entries.end()) {
        tree_->select(selected_);
        if (known->piece != piece_)
            showPiece(*known);
        else
            nameThePiece(*known);
    } else if (empty) {
        selected_.clear();
        piece_.reset();
        roll_->setPiece(nullptr);
        title_->setText(tr("Library"));
        facts_->setText(tr("Find a passage worth continuing"));
        seedChanged();
    } else {
        selectPiece(library.entries.front().id);
        Q_EMIT pieceSelected(selected_);
    }
}

void LibraryPage::selectPiece(const std::string& id)
{
    const auto entry = std::ranges::find(library_.entries, id, &library::Entry::id);
    if (entry == library_.entries.end() || (id == selected_ && piece_ == entry->piece))
        return;
    selected_ = id;
    tree_->select(id);
    showPiece(*entry);
}

void LibraryPage::setMusic(const std::string& id, std::shared_ptr<const midi::Piece> piece)
{
    const auto entry = std::ranges::find(library_.entries, id, &library::Entry::id);
    if (entry == library_.entries.end())
        return;
    entry->piece = std::move(piece);
    if (id == selected_ && piece_ != entry->piece)
        showPiece(*entry);
}

void LibraryPage::setTwins(std::unordered_map<std::string, QString> words)
{
    tree_->setTwins(std::move(words));
}

void LibraryPage::nameThePiece(const library::Entry& entry)
{
    title_->setText(QString::fromStdString(entry.title));
    facts_->setText(factsOf(entry));
}

void LibraryPage::showPiece(const library::Entry& entry)
{
    piece_ = entry.piece;
    nameThePiece(entry);
    roll_->setPiece(piece_);
    seedChanged();
    findSeeds();
}

void LibraryPage::findSeeds()
{
    if (!piece_)
        return;
    gallery_->setNote(tr("Looking for good seeds…"));
    finder_->find(piece_, gallery_->seedLength(), kCards);
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
    gallery_->setFindings(findings);
    const auto chosen = seed();
    if (!findings.best.empty() && (!chosen || chosen->count != findings.count))
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
    hear_->setEnabled(range.has_value());
    learn_->setEnabled(range.has_value());
    use_->setEnabled(range.has_value());
    gallery_->setChosen(range);
    if (range)
        finder_->judge(piece_, range->first, range->count);
    else
        reasons_->setText(piece_ ? tr("Click in the roll to put a seed there.") : QString());
}

void LibraryPage::explainSeed(const seeds::ScoredWindow& window)
{
    const auto range = seed();
    if (!range || range->first != window.first || range->count != window.count)
        return;
    const QString words = reasonsInWords(window, 5);
    reasons_->setText(seedPlace(roll_->content(), *range)
                      + (words.isEmpty() ? QString() : QStringLiteral(" · ") + words));
}

void LibraryPage::setPlayhead(Seconds position, bool playing)
{
    roll_->setPlayhead(position, playing);
}

void LibraryPage::setMainAction(const QString& words, const QString& tip)
{
    use_->setText(words);
    use_->setToolTip(tip);
}

void LibraryPage::offerLearning(bool offered)
{
    learningOffered_ = offered;
    learn_->setVisible(offered && !library_.entries.empty());
}

void LibraryPage::hidePlayhead()
{
    roll_->hidePlayhead();
}

void LibraryPage::setPlayingSeed(std::optional<NoteRange> range)
{
    gallery_->setPlaying(range);
    const bool playing = range && range == seed();
    hear_->setIcon(
        icon(playing ? QStringLiteral("stop") : QStringLiteral("play"), playing ? Tint::Sounding : Tint::Text));
}

void LibraryPage::setImportProgress(double fraction, const QString& what)
{
    progress_->setVisible(!what.isEmpty());
    progressWords_->setVisible(!what.isEmpty());
    cancel_->setVisible(!what.isEmpty());
    progress_->setValue(static_cast<int>(1000.0 * fraction));
    progressWords_->setText(what);
}

QByteArray LibraryPage::saveLayout() const
{
    return splitter_->saveState();
}

void LibraryPage::restoreLayout(const QByteArray& state)
{
    splitter_->restoreState(state);
    showTree_->setChecked(!tree_->isHidden());
    showGallery_->setChecked(!gallery_->isHidden());
}

void LibraryPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    setDropping(true);
}

void LibraryPage::dragLeaveEvent(QDragLeaveEvent*)
{
    setDropping(false);
}

void LibraryPage::dropEvent(QDropEvent* event)
{
    setDropping(false);
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.emplace_back(url.toLocalFile().toStdString());
    if (paths.empty()) {
        messages_->show(MessageKind::Error,
                        tr("What was dropped is not on this computer. Save it first, then drop the file or folder."));
        return;
    }
    event->acceptProposedAction();
    Q_EMIT addRequested(paths);
}

void LibraryPage::setDropping(bool dropping)
{
    if (dropping)
        messages_->show(MessageKind::Info, tr("Drop to add this music to the library."));
    else
        messages_->dismiss();
}

} // namespace cadenza::ui
