#include "ui/training/run_list.h"

#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"
#include "ui/training/run_comparison.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kSummaryRole = Qt::UserRole;
constexpr int kHasModelRole = Qt::UserRole + 1;
constexpr int kCanGoOnRole = Qt::UserRole + 2;
constexpr int kComparedRole = Qt::UserRole + 3; ///< place among those that are compared; −1 when it is not
constexpr int kCanEditRole = Qt::UserRole + 4;
constexpr int kLineHeight = 52;
constexpr int kDot = 10;

/// Two lines: the run's name, and in smaller letters how it went.
class RunDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, kLineHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Palette& palette = currentPalette();
        const bool chosen = option.state & QStyle::State_Selected;
        const bool hovered = option.state & QStyle::State_MouseOver;
        const QRect card = option.rect.adjusted(measure::kSmall, 1, -measure::kSmall, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (chosen || hovered) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(chosen ? palette.selected() : palette.hovered());
            painter->drawRoundedRect(card, measure::kControlRadius, measure::kControlRadius);
        }
        const QRect text = card.adjusted(measure::kSmall, 7, -measure::kSmall, -7);
        painter->setFont(option.font);
        painter->setPen(palette.text);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, index.data(Qt::DisplayRole).toString());
        QFont small = option.font;
        small.setPixelSize(measure::kSmallTextPixels);
        painter->setFont(small);
        painter->setPen(palette.secondaryText);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom, index.data(kSummaryRole).toString());
        if (const int place = index.data(kComparedRole).toInt(); place >= 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(comparedHue(static_cast<std::size_t>(place), palette));
            painter->drawEllipse(
                QRect(card.right() - measure::kSmall - kDot, card.center().y() - kDot / 2, kDot, kDot));
        }
        painter->restore();
    }
};

} // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent), list_(new QListWidget),
      empty_(explanationLabel(tr("Every training is listed here, so that you can compare runs and go back to an "
                                 "earlier model."))),
      use_(new QPushButton(tr("Use this model"))), goOn_(new QPushButton), compare_(new QPushButton(tr("Compare"))),
      label_(makeToolButton(this, u"labelRun"_s, u"pencil"_s, tr("Name and note of this run"))),
      delete_(makeToolButton(this, u"deleteRun"_s, u"trash"_s, tr("Delete this run (undo brings it back)")))
{
    setObjectName(u"runsPanel"_s);
    asSurface(this);
    list_->setObjectName(u"runList"_s);
    list_->setAccessibleName(tr("Runs"));
    setFocusProxy(list_);
    list_->setItemDelegate(new RunDelegate(list_));
    list_->setMouseTracking(true);
    use_->setObjectName(u"useRunModel"_s);
    use_->setAccessibleName(tr("Use the model of this run"));
    use_->setToolTip(tr("Compose with the model of the chosen run"));
    use_->setIcon(icon(u"model"_s));
    goOn_->setObjectName(u"goOnWithRun"_s);
    goOn_->setIcon(icon(u"train"_s));
    compare_->setObjectName(u"compareRun"_s);
    compare_->setAccessibleName(tr("Compare this run with others"));
    compare_->setToolTip(tr("Lay the curves of this run over those of others that are compared"));
    compare_->setIcon(icon(u"chart"_s));
    compare_->setCheckable(true);
    auto* title = asHeading(new QLabel(tr("Runs")));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, measure::kLarge, 0, measure::kLarge);
    column->setSpacing(measure::kSmall);
    const auto indented = [column](QWidget* widget) {
        auto* line = new QHBoxLayout;
        line->setContentsMargins(measure::kLarge, 0, measure::kLarge, 0);
        line->addWidget(widget);
        column->addLayout(line);
    };
    indented(title);
    indented(empty_);
    column->addWidget(list_, 1);
    indented(use_);
    indented(goOn_);
    auto* last = new QHBoxLayout;
    last->setContentsMargins(measure::kLarge, 0, measure::kLarge, 0);
    last->setSpacing(measure::kTight);
    last->addWidget(compare_, 1);
    last->addWidget(label_);
    last->addWidget(delete_);
    column->addLayout(last);
    setMinimumWidth(180);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        showCurrent();
        if (row >= 0)
            Q_EMIT chosen(currentIndex());
    });
    connect(use_, &QPushButton::clicked, this, [this] { Q_EMIT modelRequested(currentIndex()); });
    connect(label_, &QToolButton::clicked, this, [this] { Q_EMIT labelRequested(currentIndex()); });
    connect(delete_, &QToolButton::clicked, this, [this] { Q_EMIT deleteRequested(currentIndex()); });
    connect(compare_, &QPushButton::clicked, this, [this](bool on) { setCompared(currentIndex(), on); });
    connect(goOn_, &QPushButton::clicked, this, [this] { Q_EMIT goOnRequested(currentIndex()); });
    showCurrent();
}

void RunList::clear()
{
    const QSignalBlocker silence(list_);
    list_->clear();
    showCurrent();
}

void RunList::add(const QString& name, const QString& summary)
{
    auto* item = new QListWidgetItem(name);
    item->setData(kSummaryRole, summary);
    item->setData(kHasModelRole, false);
    item->setData(kComparedRole, -1);
    list_->insertItem(0, item);
    list_->setCurrentRow(0);
    showCurrent();
}

void RunList::choose(std::size_t index)
{
    list_->setCurrentRow(static_cast<int>(count() - 1 - index));
}

void RunList::setSummary(std::size_t index, const QString& summary)
{
    if (auto* item = list_->item(static_cast<int>(count() - 1 - index))) {
        item->setData(kSummaryRole, summary);
        item->setData(Qt::AccessibleDescriptionRole, summary);
    }
}

void RunList::setNote(std::size_t index, const QString& note)
{
    if (auto* item = list_->item(static_cast<int>(count() - 1 - index)))
        item->setToolTip(note);
}

void RunList::setActions(std::size_t index, Actions actions)
{
    if (auto* item = list_->item(static_cast<int>(count() - 1 - index))) {
        item->setData(kHasModelRole, actions.hasModel);
        item->setData(kCanGoOnRole, actions.canGoOn);
        item->setData(kCanEditRole, actions.canEdit);
    }
    showCurrent();
}

std::vector<std::size_t> RunList::compared() const
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < count(); ++i)
        if (list_->item(static_cast<int>(count() - 1 - i))->data(kComparedRole).toInt() >= 0)
            indices.push_back(i);
    return indices;
}

void RunList::setCompared(std::size_t index, bool compared)
{
    if (index >= count())
        return;
    list_->item(static_cast<int>(count() - 1 - index))->setData(kComparedRole, compared ? 0 : -1);
    int place = 0;
    for (const std::size_t one : this->compared())
        list_->item(static_cast<int>(count() - 1 - one))->setData(kComparedRole, place++);
    showCurrent();
    Q_EMIT comparedChanged();
}

void RunList::compareNothing()
{
    for (const std::size_t one : compared())
        setCompared(one, false);
}

std::size_t RunList::count() const
{
    return static_cast<std::size_t>(list_->count());
}

std::size_t RunList::currentIndex() const
{
    return count() - 1 - static_cast<std::size_t>(list_->currentRow());
}

void RunList::showCurrent()
{
    const auto* item = list_->currentItem();
    empty_->setVisible(count() == 0);
    use_->setVisible(count() > 0);
    const bool hasModel = item && item->data(kHasModelRole).toBool();
    const bool canGoOn = item && item->data(kCanGoOnRole).toBool();
    for (QToolButton* button : {label_, delete_}) {
        button->setVisible(count() > 0);
        button->setEnabled(item && item->data(kCanEditRole).toBool());
    }
    compare_->setVisible(count() > 1);
    compare_->setChecked(item && item->data(kComparedRole).toInt() >= 0);
    use_->setEnabled(hasModel);
    goOn_->setVisible(count() > 0);
    goOn_->setEnabled(hasModel || canGoOn);
    goOn_->setText(canGoOn ? tr("Go on with it") : tr("Train it further"));
    goOn_->setToolTip(canGoOn ? tr("Take the run up at its last checkpoint, with its own music and settings")
                              : tr("Begin a new run from this model, on the music and with the settings on the left"));
    goOn_->setAccessibleName(goOn_->text());
}

} // namespace cadenza::ui

#include "moc_run_list.cpp"
