#include "ui/library/piece_tree.h"

#include "ui/library/piece_filter.h"
#include "ui/library/piece_model.h"
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

#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kOpenUpTo = 60; ///< pieces; a larger collection starts with its composers folded
constexpr int kNotesWidth = 60, kLengthWidth = 68;

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
    for (const int column : {PieceModel::Notes, PieceModel::Length})
        tree->setItemDelegateForColumn(column, new FigureDelegate(tree));
    tree->setTextElideMode(Qt::ElideMiddle); // what tells pieces apart is often at the end
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->header()->setStretchLastSection(false);
    tree->header()->setMinimumSectionSize(20);
    tree->header()->setSectionResizeMode(PieceModel::Title, QHeaderView::Stretch);
    tree->header()->resizeSection(PieceModel::Notes, kNotesWidth);
    tree->header()->resizeSection(PieceModel::Length, kLengthWidth);
    tree->header()->setSortIndicatorShown(false);
    return tree;
}

} // namespace

PieceTree::PieceTree(QWidget* parent)
    : QWidget(parent), model_(new PieceModel(this)), shown_(new PieceFilter(this)), field_(new QLineEdit(this)),
      tree_(nullptr), totals_(asFigure(asSecondary(new QLabel(this))))
{
    setObjectName(QStringLiteral("library"));
    asSurface(this);
    shown_->setSourceModel(model_);
    tree_ = makeTree(shown_);
    setFocusProxy(tree_); // the collection, not the filter, is where a person starts
    field_->setObjectName(QStringLiteral("pieceFilter"));
    field_->setAccessibleName(tr("Filter pieces"));
    field_->setPlaceholderText(tr("Filter by title, composer or key"));
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
    connect(field_, &QLineEdit::textChanged, this, &PieceTree::filter);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        const library::Entry* entry = model_->entry(shown_->mapToSource(current));
        if (entry && !silent_)
            Q_EMIT pieceSelected(entry->id);
    });
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
    auto* menu = new QMenu(button);
    menu->addAction(icon(QStringLiteral("folder")), tr("Add folder…"), this, &PieceTree::addFolderRequested);
    menu->addAction(icon(QStringLiteral("zip")), tr("Add zip or MIDI files…"), this, &PieceTree::addFilesRequested);
    menu->addSeparator();
    menu->addAction(icon(QStringLiteral("library")), tr("Add the starter collection"), this,
                    &PieceTree::starterRequested);
    button->setMenu(menu);
    return button;
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
}

void PieceTree::setTwins(std::unordered_map<std::string, QString> words)
{
    model_->setTwins(std::move(words));
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
    tree_->setCurrentIndex(index);
    tree_->scrollTo(index);
}

void PieceTree::filter(const QString& text)
{
    shown_->setText(text);
    if (!text.isEmpty())
        tree_->expandAll();
    showTotals();
}

void PieceTree::showTotals()
{
    std::size_t pieces = 0;
    std::size_t notes = 0;
    Seconds length{0.0};
    const int composers = shown_->rowCount();
    for (int c = 0; c < composers; ++c) {
        const QModelIndex composer = shown_->index(c, 0);
        for (int row = 0; row < shown_->rowCount(composer); ++row) {
            const library::Entry* entry = model_->entry(shown_->mapToSource(shown_->index(row, 0, composer)));
            ++pieces;
            notes += entry->notes;
            length += entry->length;
        }
    }
    const auto counted = [](std::size_t count, const QString& one, const QString& many) {
        return QLocale().toString(static_cast<qulonglong>(count)) + u' ' + (count == 1 ? one : many);
    };
    totals_->setText(QStringLiteral("%1 · %2\n%3 · %4")
                         .arg(counted(pieces, tr("piece"), tr("pieces")),
                              counted(static_cast<std::size_t>(composers), tr("composer"), tr("composers")),
                              counted(notes, tr("note"), tr("notes")), clockTime(length)));
}

} // namespace cadenza::ui
