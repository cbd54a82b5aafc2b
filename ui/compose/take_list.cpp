#include "ui/compose/take_list.h"

#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

/// It is gone for whoever looks, although the event loop still holds it.
void discard(TakeRow* row)
{
    row->setObjectName({});
    row->hide();
    row->setParent(nullptr);
    row->deleteLater();
}

} // namespace

TakeList::TakeList(QWidget* parent)
    : QScrollArea(parent),
      hint_(asSecondary(new QLabel(tr("Press Generate: the takes appear here, one below the other, "
                                      "and fill in while they are made."))))
{
    setObjectName(u"takes"_s);
    setAccessibleName(tr("Takes"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(96);
    hint_->setObjectName(u"takesHint"_s);
    hint_->setWordWrap(true);
    hint_->setAlignment(Qt::AlignCenter);
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    column_ = new QVBoxLayout(contents);
    column_->setContentsMargins(measure::kLarge, measure::kTight, measure::kLarge, measure::kSmall);
    column_->setSpacing(measure::kTight);
    column_->addWidget(hint_, 1);
    column_->addStretch();
    setWidget(contents);
}

std::size_t TakeList::placeOf(const TakeRow* row) const
{
    return static_cast<std::size_t>(std::ranges::find(rows_, row) - rows_.begin());
}

TakeRow* TakeList::makeRow()
{
    auto* row = new TakeRow(TakeRow::Kind::Take, {});
    connectRow(row);
    return row;
}

void TakeList::connectRow(TakeRow* row)
{
    connect(row, &TakeRow::chosen, this, [this, row] { choose(placeOf(row)); });
    connect(row, &TakeRow::playPressed, this, [this, row] { Q_EMIT playPressed(placeOf(row)); });
    connect(row, &TakeRow::pausePressed, this, &TakeList::pausePressed);
    connect(row, &TakeRow::seekRequested, this, &TakeList::seekRequested);
    connect(row, &TakeRow::starred, this, [this, row](bool on) { Q_EMIT starred(placeOf(row), on); });
    connect(row, &TakeRow::exportPressed, this, [this, row] { Q_EMIT exportPressed(placeOf(row)); });
    connect(row, &TakeRow::labelPressed, this, [this, row] { Q_EMIT labelPressed(placeOf(row)); });
    connect(row, &TakeRow::deletePressed, this, [this, row] { Q_EMIT deletePressed(placeOf(row)); });
    connect(row, &TakeRow::settingsPressed, this, [this, row] { Q_EMIT settingsPressed(placeOf(row)); });
    connect(row, &TakeRow::draggedOut, this, [this, row] { Q_EMIT draggedOut(placeOf(row)); });
    connect(row, &TakeRow::neighbourWanted, this, [this, row](int step) {
        const auto to = static_cast<std::ptrdiff_t>(placeOf(row)) + step;
        if (to < 0 || to >= std::ssize(rows_))
            return;
        choose(static_cast<std::size_t>(to));
        rows_[static_cast<std::size_t>(to)]->setFocus(Qt::TabFocusReason);
    });
}

void TakeList::setCount(std::size_t count)
{
    std::vector<std::size_t> staying;
    for (std::size_t i = 0; i < std::min(count, rows_.size()); ++i)
        staying.push_back(i);
    const std::size_t place = staying.size();
    rearrange(staying, place, count - place);
}

void TakeList::rearrange(const std::vector<std::size_t>& staying, std::size_t place, std::size_t fresh)
{
    std::vector<TakeRow*> rows;
    for (const std::size_t take : staying)
        rows.push_back(rows_[take]);
    for (TakeRow* row : rows_)
        if (std::ranges::find(rows, row) == rows.end())
            discard(row);
    for (std::size_t i = 0; i < fresh; ++i)
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(place + i), makeRow());
    const TakeRow* chosen = chosen_ ? rows_[*chosen_] : nullptr;
    rows_ = std::move(rows);
    const std::size_t at = placeOf(chosen);
    chosen_ = at < rows_.size() ? std::optional(at) : std::nullopt;
    layRows();
}

void TakeList::layRows()
{
    for (TakeRow* row : rows_)
        column_->removeWidget(row);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i]->setObjectName(u"take%1"_s.arg(i + 1));
        column_->insertWidget(static_cast<int>(i) + 1, rows_[i], 1); // after the hint
        if (i > 0)
            setTabOrder(rows_[i - 1], rows_[i]);
    }
    hint_->setVisible(rows_.empty());
}

void TakeList::choose(std::size_t take)
{
    if (take >= rows_.size() || chosen_ == take)
        return;
    chosen_ = take;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        rows_[i]->setChosen(i == take);
    ensureWidgetVisible(rows_[take], 0, measure::kTight);
    Q_EMIT takeChosen(take);
}

void TakeList::chooseNone()
{
    chosen_.reset();
}

} // namespace cadenza::ui

#include "moc_take_list.cpp"
