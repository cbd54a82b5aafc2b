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

constexpr int kOutcomeRole = Qt::UserRole;
constexpr int kHasModelRole = Qt::UserRole + 1;
constexpr int kCanGoOnRole = Qt::UserRole + 2;
constexpr int kHueRole = Qt::UserRole + 3; ///< among those that are compared; −1 when it is not
constexpr int kCanEditRole = Qt::UserRole + 4;
constexpr int kMaterialRole = Qt::UserRole + 5;
constexpr int kElsewhereRole = Qt::UserRole + 6;
constexpr int kPadding = 7;
constexpr int kDot = 10;

QFont smallFont(QFont font)
{
    font.setPixelSize(measure::kSmallTextPixels);
    return font;
}

/// The run's name, and in smaller letters how it went and what it learnt from.
class RunDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int small = QFontMetrics(smallFont(option.font)).height();
        const int lines = index.data(kMaterialRole).toString().isEmpty() ? 1 : 2;
        return {160, QFontMetrics(option.font).height() + lines * small + 2 * kPadding + 2};
    }

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
        QRect text = card.adjusted(measure::kSmall, kPadding, -measure::kSmall, -kPadding);
        if (const int hue = index.data(kHueRole).toInt(); hue >= 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(comparedHue(static_cast<std::size_t>(hue), palette));
            painter->drawEllipse(QRect(text.right() - kDot, text.top() + 3, kDot, kDot));
        }
        const auto line = [&](const QFont& font, const QColor& colour, const QString& words, int width) {
            const QFontMetrics metrics(font);
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(words, Qt::ElideRight, width));
            text.setTop(text.top() + metrics.height());
        };
        const QFont small = smallFont(option.font);
        line(option.font, palette.text, index.data(Qt::DisplayRole).toString(), text.width() - 2 * kDot);
        line(small, palette.secondaryText, index.data(kOutcomeRole).toString(), text.width());
        line(small, palette.secondaryText, index.data(kMaterialRole).toString(), text.width());
        painter->restore();
    }
};

} // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent), list_(new QListWidget),
      empty_(explanationLabel(tr("Every training is listed here, so that you can compare runs and go back to an "
                                 "earlier model."))),
      use_(new QPushButton(tr("Use this model"))), goOn_(new QPushButton), compare_(new QPushButton(tr("Compare"))),
      hint_(explanationLabel({})),
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
    hint_->setObjectName(u"compareHint"_s);
    indented(hint_);
    auto* last = new QHBoxLayout;
    last->setContentsMargins(measure::kLarge, 0, measure::kLarge, 0);
    last->setSpacing(measure::kTight);
    last->addWidget(compare_, 1);
    last->addWidget(label_);
    last->addWidget(delete_);
    column->addLayout(last);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        showCurrent();
        if (row >= 0)
            Q_EMIT chosen(currentIndex());
    });
    connect(use_, &QPushButton::clicked, this, [this] { Q_EMIT modelRequested(currentIndex()); });
    connect(label_, &QToolButton::clicked, this, [this] { Q_EMIT labelRequested(currentIndex()); });
    connect(delete_, &QToolButton::clicked, this, [this] { Q_EMIT deleteRequested(currentIndex()); });
    connect(compare_, &QPushButton::clicked, this, [this](bool on) { Q_EMIT compareToggled(currentIndex(), on); });
    connect(goOn_, &QPushButton::clicked, this, [this] { Q_EMIT goOnRequested(currentIndex()); });
    showCurrent();
}

void RunList::clear()
{
    const QSignalBlocker silence(list_);
    list_->clear();
    showCurrent();
}

void RunList::insert(std::size_t index, const QString& name)
{
    auto* item = new QListWidgetItem(name);
    item->setData(kHasModelRole, false);
    item->setData(kHueRole, -1);
    const QSignalBlocker silence(list_);
    list_->insertItem(static_cast<int>(count() - index), item);
    if (!list_->currentItem())
        list_->setCurrentItem(item);
    showCurrent();
}

QListWidgetItem* RunList::itemOf(std::size_t index) const
{
    return list_->item(static_cast<int>(count() - 1 - index));
}

void RunList::choose(std::size_t index)
{
    list_->setCurrentItem(itemOf(index));
}

void RunList::setWords(std::size_t index, const Words& words)
{
    if (auto* item = itemOf(index)) {
        item->setData(kOutcomeRole, words.outcome);
        item->setData(kMaterialRole, words.material);
        item->setData(Qt::AccessibleDescriptionRole, QString(words.outcome + u". "_s + words.material));
        item->setToolTip(words.details);
    }
}

void RunList::setActions(std::size_t index, Actions actions)
{
    if (auto* item = itemOf(index)) {
        item->setData(kHasModelRole, actions.hasModel);
        item->setData(kCanGoOnRole, actions.canGoOn);
        item->setData(kElsewhereRole, actions.elsewhere);
        item->setData(kCanEditRole, actions.canEdit);
    }
    showCurrent();
}

void RunList::setHue(std::size_t index, std::optional<std::size_t> hue)
{
    if (auto* item = itemOf(index))
        item->setData(kHueRole, hue ? static_cast<int>(*hue) : -1);
    showCurrent();
}

/// What is missing for a comparison; empty where nothing is, and where none is wanted.
QString RunList::hint() const
{
    int compared = 0;
    for (int i = 0; i < list_->count(); ++i)
        compared += list_->item(i)->data(kHueRole).toInt() >= 0 ? 1 : 0;
    if (compared != 1)
        return {};
    return count() == 1 ? tr("This is the only run so far. Train another one to compare it with.")
                        : tr("Now choose another run and press Compare there too.");
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
    for (QToolButton* button : {label_, delete_}) {
        button->setVisible(count() > 0);
        button->setEnabled(item && item->data(kCanEditRole).toBool());
    }
    compare_->setVisible(count() > 0);
    compare_->setChecked(item && item->data(kHueRole).toInt() >= 0);
    hint_->setText(hint());
    hint_->setVisible(!hint_->text().isEmpty());
    use_->setEnabled(hasModel);
    goOn_->setVisible(count() > 0);
    showGoingOn(item);
}

void RunList::showGoingOn(const QListWidgetItem* item)
{
    const bool hasModel = item && item->data(kHasModelRole).toBool();
    const bool canGoOn = item && item->data(kCanGoOnRole).toBool();
    const bool elsewhere = item && item->data(kElsewhereRole).toBool();
    goOn_->setEnabled(hasModel || canGoOn || elsewhere);
    goOn_->setText(elsewhere ? tr("How to train it…") : canGoOn ? tr("Go on with it") : tr("Train it further"));
    goOn_->setToolTip(elsewhere ? tr("What to do on the other computer")
                      : canGoOn
                          ? tr("Take the run up at its last checkpoint, with its own music and settings")
                          : tr("Begin a new run from this model, on the music and with the settings on the left"));
    goOn_->setAccessibleName(goOn_->text());
}

} // namespace cadenza::ui

#include "moc_run_list.cpp"
