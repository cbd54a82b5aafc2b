#include "ui/roll/part_list.h"

#include "ui/roll/part_identity.h"
#include "ui/roll/part_row.h"
#include "ui/roll/part_swatch.h"
#include "ui/roll/part_words.h"
#include "ui/style/icon.h"
#include "ui/style/side_scroll.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

/// In full, and in short.
std::pair<QString, QString> detailsOf(const midi::Part& part, const QString& name, std::uint8_t program)
{
    const QString count = QLocale().toString(static_cast<qulonglong>(part.notes.size()));
    const QString notes = PartList::tr("%1 notes").arg(count);
    const QString instrument = program == part.program ? instrumentWords(part) : programWords(program);
    if (instrument == name)
        return {notes, notes};
    return {PartList::tr("%1 · %2").arg(instrument, notes), PartList::tr("%1 · %2").arg(instrument, count)};
}

} // namespace

PartList::PartList(QWidget* parent)
    : QWidget(parent), title_(asHeading(new QLabel(tr("Parts")))),
      reset_(makeToolButton(this, u"showAllParts"_s, u"reset"_s, tr("Show and hear all parts"))),
      fold_(makeToolButton(this, u"foldParts"_s, u"left"_s, {}))
{
    setObjectName(u"partList"_s);
    setAccessibleName(tr("Parts"));
    asSurface(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(measure::kSmall, 2, 2, 0);
    head->setSpacing(0);
    head->addWidget(title_, 1);
    head->addWidget(reset_);
    head->addWidget(fold_);
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    column_ = new QVBoxLayout(contents);
    column_->setContentsMargins(0, 0, 0, measure::kTight);
    column_->setSpacing(0);
    column_->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTight);
    column->addLayout(head);
    scroll_ = sideScroll(u"partScroll"_s, tr("Parts"), contents);
    column->addWidget(scroll_, 1);
    connect(reset_, &QToolButton::clicked, this, [this] { Q_EMIT mixWished({}); });
    connect(fold_, &QToolButton::clicked, this, [this] { setFolded(!isFolded_); });
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &PartList::paintSwatches);
    setFolded(false);
    showMix();
}

void PartList::setPiece(const midi::Piece& piece, const PartHues& hues, const std::vector<std::uint8_t>& programs)
{
    const bool recoloured = std::exchange(hues_, hues) != hues;
    const std::vector<std::size_t> parts = playingParts(piece);
    if (!std::ranges::equal(parts, rows_, {}, {}, &Row::part))
        setParts(parts);
    else if (recoloured)
        paintSwatches();
    const std::vector<QString> names = partNames(piece);
    for (const Row& row : rows_) {
        const midi::Part& part = piece.parts[row.part];
        const std::uint8_t program = row.part < programs.size() ? programs[row.part] : part.program;
        const auto [details, shortDetails] = detailsOf(part, names[row.part], program);
        row.widget->setWords(names[row.part], details, shortDetails);
        row.widget->setInstrument(
            programs.empty() || part.drums ? std::nullopt : std::optional(PartInstrument{program, part.program}));
    }
}

void PartList::setParts(const std::vector<std::size_t>& parts)
{
    for (const Row& row : rows_)
        delete row.widget;
    rows_.clear();
    QWidget* before = fold_;
    for (const std::size_t part : parts) {
        rows_.push_back({part, new PartRow(static_cast<int>(part) + 1)});
        PartRow* row = rows_.back().widget;
        column_->insertWidget(column_->count() - 1, row);
        row->setFolded(isFolded_);
        row->setTabStop(rows_.size() == 1);
        connectRow(rows_.back());
        QWidget::setTabOrder(before, row);
        before = row;
    }
    paintSwatches();
    showMix();
}

void PartList::connectRow(const Row& row)
{
    const std::size_t part = row.part;
    connect(row.widget, &PartRow::stateWished, this, [this, part](PartState state) { wish(part, state); });
    connect(row.widget, &PartRow::programWished, this,
            [this, part](std::uint8_t program) { Q_EMIT programWished(part, program); });
    connect(row.widget, &PartRow::onlyThisWished, this, [this, part] { wishOnly(part); });
    connect(row.widget, &PartRow::allWished, this, [this] { Q_EMIT mixWished({}); });
    connect(row.widget, &PartRow::neighbourWanted, this, [this, at = std::ssize(rows_) - 1](int step) {
        const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(at + step, 0, std::ssize(rows_) - 1);
        rows_[static_cast<std::size_t>(next)].widget->setFocus();
    });
    connect(row.widget, &PartRow::focused, this, [this, at = rows_.size() - 1] { goTo(at); });
}

/// Tab comes back to this row, which is in sight.
void PartList::goTo(std::size_t row)
{
    for (std::size_t i = 0; i < rows_.size(); ++i)
        rows_[i].widget->setTabStop(i == row);
    scroll_->ensureWidgetVisible(rows_[row].widget, 0, 0);
}

void PartList::wish(std::size_t part, PartState state)
{
    PartMix mix = mix_;
    mix.resize(std::max(mix.size(), part + 1));
    mix[part] = state;
    Q_EMIT mixWished(mix);
}

/// One part is seen and heard, until all are wanted again.
void PartList::wishOnly(std::size_t part)
{
    PartMix mix(rows_.back().part + 1, PartState{.shown = false});
    mix[part] = {.shown = true, .solo = true};
    Q_EMIT mixWished(mix);
}

void PartList::setMix(const PartMix& mix)
{
    mix_ = mix;
    showMix();
}

void PartList::showMix()
{
    const bool soloed = std::ranges::any_of(mix_, &PartState::solo);
    for (const Row& row : rows_) {
        const PartState state = stateOf(mix_, row.part);
        row.widget->setState(state);
        row.widget->setHeard(soloed ? state.solo : !state.muted);
    }
    reset_->setVisible(!isFolded_ && std::ranges::any_of(mix_, [](const PartState& s) { return s != PartState{}; }));
}

void PartList::paintSwatches()
{
    const RollColours colours(currentPalette());
    for (const Row& row : rows_)
        row.widget->setSwatch(partSwatch(row.part < hues_.size() ? hues_[row.part] : row.part, colours,
                                         PartRow::kSwatch, devicePixelRatioF()));
}

void PartList::setFolded(bool folded)
{
    isFolded_ = folded;
    title_->setVisible(!folded);
    fold_->setIcon(icon(folded ? u"right"_s : u"left"_s, Tint::Secondary));
    const QString words = folded ? tr("Unfold the list of parts") : tr("Fold the list of parts");
    fold_->setToolTip(words);
    fold_->setAccessibleName(words);
    for (const Row& row : rows_)
        row.widget->setFolded(folded);
    setMinimumWidth(folded ? kFolded : kNarrowest);
    setMaximumWidth(folded ? kFolded : QWIDGETSIZE_MAX);
    showMix();
    Q_EMIT this->folded(folded);
}

} // namespace cadenza::ui
