#include "ui/library/piece_tree.h"

#include "ui/library/piece_delegate.h"
#include "ui/library/piece_filter.h"
#include "ui/library/piece_model.h"
#include "ui/library/piece_pictures.h"
#include "ui/roll/roll_words.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <string_view>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kOpenWhenFiltered = 500; ///< pieces; composers open where a person can look through them
constexpr int kOpenUpTo = 60;                  ///< pieces; a larger collection starts with its composers folded
constexpr int kTitleWidth = 172;               ///< at least
/// Columns after the title, and whether they are there from the start.
constexpr struct {
    PieceModel::Column column;
    int width;
    bool shown;
} kColumns[] = {{PieceModel::Notes, 60, true},
                {PieceModel::Length, 64, true},
                {PieceModel::Key, 84, false},
                {PieceModel::Tempo, 60, false},
                {PieceModel::Grid, 68, false}};

/// Figures stand a little off the edge they are aligned to.
class FigureDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QString displayText(const QVariant& value, const QLocale& locale) const override
    {
        return QStyledItemDelegate::displayText(value, locale) + u'\u2002';
    }
};

QTreeView* makeTree(QAbstractItemModel* shown)
{
    auto* tree = new QTreeView;
    tree->setObjectName(QStringLiteral("pieceTree"));
    tree->setAccessibleName(PieceTree::tr("Pieces by composer"));
    tree->setModel(shown);
    tree->setUniformRowHeights(true);
    tree->setSortingEnabled(true);
    tree->sortByColumn(PieceModel::Title, Qt::AscendingOrder);
    tree->setIndentation(14);
    tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* header = tree->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(PieceModel::Title, QHeaderView::Stretch);
    header->setSortIndicatorShown(true);
    for (const auto& known : kColumns) {
        header->resizeSection(known.column, known.width);
        header->setSectionHidden(known.column, !known.shown);
        if (known.column != PieceModel::Key)
            tree->setItemDelegateForColumn(known.column, new FigureDelegate(tree));
    }
    return tree;
}

/// Totals of some pieces.
struct Totals {
    explicit Totals(const std::vector<const library::Entry*>& entries) : pieces(entries.size())
    {
        std::unordered_set<std::string_view> names;
        for (const library::Entry* entry : entries) {
            names.insert(entry->composer);
            notes += entry->notes;
            length += entry->length;
        }
        composers = names.size();
    }
    std::size_t pieces, composers{0}, notes{0};
    Seconds length{0.0};
};

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return QLocale().toString(static_cast<qulonglong>(count)) + u' ' + (count == 1 ? one : many);
}

} // namespace

PieceTree::PieceTree(QWidget* parent)
    : QWidget(parent), model_(new PieceModel(this)), shown_(new PieceFilter(this)), pictures_(new PiecePictures(this)),
      field_(new QLineEdit(this)), tree_(nullptr), totals_(asFigure(asSecondary(new QLabel(this)))),
      addMenu_(new QMenu(this))
{
    setObjectName(QStringLiteral("library"));
    asSurface(this);
    shown_->setSourceModel(model_);
    tree_ = makeTree(shown_);
    tree_->setItemDelegateForColumn(PieceModel::Title, new PieceDelegate(*model_, *pictures_, tree_));
    setFocusProxy(tree_); // the collection, not the filter, is where a person starts
    field_->setObjectName(QStringLiteral("pieceFilter"));
    field_->setAccessibleName(tr("Filter pieces"));
    field_->setAcceptDrops(false); // music is dropped on the page
    field_->setPlaceholderText(tr("Filter: bach minor notes>500"));
    field_->setToolTip(tr("Words of title, composer or key, and bounds:\n"
                          "notes>500   length<3:00   tempo>=100   grid>90   key=c   parts>1\n"
                          "and instruments: violin, drums, ensemble"));
    field_->setClearButtonEnabled(true);
    field_->addAction(icon(QStringLiteral("search"), Tint::Secondary), QLineEdit::LeadingPosition);
    totals_->setObjectName(QStringLiteral("libraryTotals"));
    totals_->setWordWrap(true);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(measure::kMedium, measure::kSmall, measure::kSmall, measure::kSmall);
    top->setSpacing(measure::kTight);
    top->addWidget(field_, 1);
    top->addWidget(addButton());
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(measure::kMedium, measure::kSmall, measure::kMedium, measure::kSmall);
    foot->addWidget(totals_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(tree_, 1);
    column->addLayout(foot);

    addActions();
    addColumnMenu();
    makeRoom();
    connect(field_, &QLineEdit::textChanged, this, &PieceTree::filter);
    connect(pictures_, &PiecePictures::drawn, tree_->viewport(), qOverload<>(&QWidget::update));
    connect(model_, &PieceModel::leftOutChanged, this, [this] {
        showTotals();
        Q_EMIT leftOutChanged(model_->leftOut());
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        const library::Entry* entry = model_->entry(shown_->mapToSource(current));
        if (entry && !silent_)
            Q_EMIT pieceSelected(entry->id);
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PieceTree::showTotals);
}

QWidget* PieceTree::addButton()
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("addMusic"));
    button->setIcon(icon(QStringLiteral("add")));
    button->setIconSize({16, 16});
    button->setToolTip(tr("Add music"));
    button->setAccessibleName(tr("Add music"));
    button->setPopupMode(QToolButton::InstantPopup);
    addMenu_->addAction(icon(QStringLiteral("folder")), tr("Add folder…"), this, &PieceTree::addFolderRequested);
    addMenu_->addAction(icon(QStringLiteral("zip")), tr("Add zip or MIDI files…"), this, &PieceTree::addFilesRequested);
    addMenu_->addSeparator();
    addMenu_->addAction(icon(QStringLiteral("library")), tr("Add the starter collection"), this,
                        &PieceTree::starterRequested);
    ensembles_ = addMenu_->addAction(icon(QStringLiteral("ensemble")), tr("Try an ensemble: four-voice pieces"), this,
                                     &PieceTree::ensemblesRequested);
    ensembles_->setObjectName(QStringLiteral("addEnsembles"));
    ensembles_->setVisible(false);
    QAction* draw =
        addMenu_->addAction(icon(QStringLiteral("pencil")), tr("Draw a seed"), this, &PieceTree::drawRequested);
    draw->setObjectName(QStringLiteral("drawSeed"));
    button->setMenu(addMenu_);
    return button;
}

void PieceTree::offerEnsembles(bool offered)
{
    ensembles_->setVisible(offered);
}

void PieceTree::setRecent(const std::vector<std::filesystem::path>& paths)
{
    qDeleteAll(std::exchange(recent_, {}));
    if (!paths.empty())
        recent_ << addMenu_->addSection(tr("Opened before"));
    for (const auto& path : paths) {
        const QString words = QString::fromStdString(path.string());
        auto* again = addMenu_->addAction(tree_->fontMetrics().elidedText(words, Qt::ElideLeft, 320), this,
                                          [this, path] { Q_EMIT addRequested({path}); });
        again->setToolTip(words);
        recent_ << again;
    }
}

void PieceTree::addActions()
{
    auto* edit = new QAction(tr("Edit composer and title…"), tree_);
    edit->setObjectName(QStringLiteral("editNames"));
    edit->setShortcut(Qt::Key_F2);
    edit->setShortcutContext(Qt::WidgetShortcut);
    tree_->addAction(edit);
    tree_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(edit, &QAction::triggered, this, [this] {
        if (const library::Entry* entry = model_->entry(shown_->mapToSource(tree_->currentIndex())))
            Q_EMIT editRequested(entry->id);
    });
    auto* train = new QAction(tr("Train on these, or leave them out"), tree_);
    train->setObjectName(QStringLiteral("trainOnChosen"));
    train->setShortcut(Qt::CTRL | Qt::Key_T);
    train->setShortcutContext(Qt::WidgetShortcut);
    tree_->addAction(train);
    connect(train, &QAction::triggered, this, &PieceTree::trainOnChosen);
    tree_->addAction(tr("Open all composers"), tree_, &QTreeView::expandAll);
    tree_->addAction(tr("Close all composers"), tree_, &QTreeView::collapseAll);
}

/// What is checked in the first chosen row decides for all of them.
void PieceTree::trainOnChosen()
{
    const QModelIndexList rows = tree_->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const bool trained = rows.front().data(Qt::CheckStateRole).toInt() == Qt::Checked;
    for (const QModelIndex& row : rows)
        shown_->setData(row, trained ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

/// The header's menu shows and hides columns.
void PieceTree::addColumnMenu()
{
    QHeaderView* header = tree_->header();
    header->setContextMenuPolicy(Qt::ActionsContextMenu);
    header->setToolTip(tr("Click to sort; right-click for key, tempo and grid fit"));
    for (const auto& known : kColumns) {
        auto* action =
            new QAction(model_->headerData(known.column, Qt::Horizontal, Qt::DisplayRole).toString(), header);
        action->setObjectName(QStringLiteral("column%1").arg(known.column));
        action->setCheckable(true);
        action->setChecked(known.shown);
        header->addAction(action);
        connect(action, &QAction::toggled, this, [this, column = known.column](bool on) {
            tree_->header()->setSectionHidden(column, !on);
            makeRoom();
        });
    }
}

/// The panel is never too narrow for its columns.
void PieceTree::makeRoom()
{
    int width = kTitleWidth;
    for (const auto& known : kColumns)
        if (!tree_->header()->isSectionHidden(known.column))
            width += known.width;
    setMinimumWidth(width);
}

QByteArray PieceTree::saveColumns() const
{
    return tree_->header()->saveState();
}

void PieceTree::restoreColumns(const QByteArray& state)
{
    if (!tree_->header()->restoreState(state))
        return;
    for (QAction* action : tree_->header()->actions())
        action->setChecked(!tree_->header()->isSectionHidden(action->objectName().mid(6).toInt()));
    makeRoom();
}

void PieceTree::update(const library::Entry& entry)
{
    model_->update(entry);
    showTotals();
}

void PieceTree::setTwins(std::unordered_map<std::string, QString> words)
{
    model_->setTwins(std::move(words));
}

void PieceTree::setLeftOut(std::unordered_set<std::string> ids)
{
    model_->setLeftOut(std::move(ids));
    showTotals();
}

void PieceTree::setLibrary(const library::Library& library)
{
    const QScopedValueRollback quiet(silent_, true);
    model_->setLibrary(library);
    if (model_->entries().size() <= kOpenUpTo)
        tree_->expandAll();
    showTotals();
}

void PieceTree::select(const std::string& id)
{
    const QModelIndex index = shown_->mapFromSource(model_->indexOf(id));
    if (!index.isValid() || index == tree_->currentIndex())
        return;
    const QScopedValueRollback quiet(silent_, true);
    const bool among =
        severalChosen() && std::ranges::any_of(chosen(), [&](const auto* entry) { return entry->id == id; });
    if (among)
        tree_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    else
        tree_->setCurrentIndex(index);
    tree_->scrollTo(index);
}

void PieceTree::reveal(const std::string& id)
{
    if (const QModelIndex known = model_->indexOf(id); known.isValid() && !shown_->mapFromSource(known).isValid())
        field_->clear();
    select(id);
}

void PieceTree::filter(const QString& text)
{
    shown_->setText(text);
    showTotals();
    if (!text.isEmpty() && shown_->pieceCount() <= kOpenWhenFiltered)
        tree_->expandAll();
}

std::vector<const library::Entry*> PieceTree::piecesUnder(const QModelIndexList& rows) const
{
    std::vector<const library::Entry*> pieces;
    std::unordered_set<const library::Entry*> known;
    const auto add = [&](const QModelIndex& index) {
        const library::Entry* entry = model_->entry(shown_->mapToSource(index));
        if (entry && known.insert(entry).second)
            pieces.push_back(entry);
    };
    for (const QModelIndex& row : rows) {
        add(row);
        for (int child = 0; child < shown_->rowCount(row); ++child)
            add(shown_->index(child, 0, row));
    }
    return pieces;
}

std::vector<const library::Entry*> PieceTree::shown() const
{
    std::vector<const library::Entry*> pieces;
    for (int row = 0; row < shown_->rowCount(); ++row) {
        const QModelIndex composer = shown_->index(row, 0);
        for (int child = 0; child < shown_->rowCount(composer); ++child)
            pieces.push_back(model_->entry(shown_->mapToSource(shown_->index(child, 0, composer))));
    }
    return pieces;
}

bool PieceTree::severalChosen() const
{
    const QModelIndexList rows = tree_->selectionModel()->selectedRows();
    return rows.size() > 1 || (rows.size() == 1 && !rows.front().parent().isValid());
}

std::vector<const library::Entry*> PieceTree::chosen() const
{
    if (severalChosen())
        return piecesUnder(tree_->selectionModel()->selectedRows());
    std::vector<const library::Entry*> pieces = shown();
    std::erase_if(pieces, [this](const library::Entry* entry) { return model_->leftOut().contains(entry->id); });
    return pieces;
}

void PieceTree::setDistinctWords(std::size_t words)
{
    words_ = words;
    totals_->setText(totalsInWords());
}

void PieceTree::showTotals()
{
    words_.reset();
    totals_->setText(totalsInWords());
    Q_EMIT chosenChanged();
}

QString PieceTree::totalsInWords() const
{
    const Totals totals(chosen());
    const std::size_t all = shown().size();
    QString pieces = counted(totals.pieces, tr("piece"), tr("pieces"));
    if (severalChosen())
        pieces = tr("%1 chosen").arg(pieces);
    else if (totals.pieces < all)
        pieces = tr("%1 of %2").arg(totals.pieces).arg(counted(all, tr("piece"), tr("pieces")));
    QString words = QStringLiteral("%1 · %2\n%3 · %4")
                        .arg(pieces, counted(totals.composers, tr("composer"), tr("composers")),
                             counted(totals.notes, tr("note"), tr("notes")), clockTime(totals.length));
    if (words_)
        words += QStringLiteral(" · ") + counted(*words_, tr("word"), tr("words"));
    return words;
}

} // namespace cadenza::ui
