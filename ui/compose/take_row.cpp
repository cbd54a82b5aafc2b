#include "ui/compose/take_row.h"

#include "ui/compose/gauge_strip.h"
#include "ui/roll/thumbnail.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/menu_heading.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kNameWidth = 124, kEdge = 4;
constexpr int kLowestRoll = 42, kTallestRoll = 76, kTallestRow = kTallestRoll + 12;
constexpr int kIndent = 20; ///< of what goes on from another take

} // namespace

std::vector<NoteRole> rolesOf(const midi::Piece& take, std::size_t seedNotes, const std::vector<bool>& kept)
{
    std::vector<NoteRole> roles(take.noteCount(), NoteRole::Made);
    std::fill_n(roles.begin(), std::min(roles.size(), seedNotes), NoteRole::Seed);
    if (std::ranges::find(kept, true) == kept.end())
        return roles;
    const auto notes = midi::notesInOrder(take);
    for (std::size_t note = seedNotes; note < notes.size(); ++note)
        if (notes[note].part < kept.size() && kept[notes[note].part])
            roles[note] = NoteRole::Music;
    return roles;
}

TakeRow::TakeRow(Kind kind, const QString& name, QWidget* parent)
    : QWidget(parent), kind_(kind), name_(name), title_(new ElidedLabel(this)), subtitle_(explanationLabel({})),
      note_(new ElidedLabel(this)), origin_(explanationLabel({})), roll_(new ThumbnailRoll), play_(nullptr)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setToolTip(tr("Drag it into a file manager or another program"));
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    if (kind == Kind::Take) // short, and a wrapping label would keep the rows from shrinking
        subtitle_->setWordWrap(false);
    roll_->setObjectName(kind == Kind::Seed ? u"seedRoll"_s : u"takeRoll"_s);
    roll_->setMinimumHeight(kLowestRoll);
    roll_->setMaximumHeight(kTallestRoll);
    roll_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMaximumHeight(kTallestRow);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(title_);
    words->addWidget(subtitle_);
    words->addWidget(origin_);
    words->addWidget(note_);
    words->addStretch();
    title_->setFixedWidth(kNameWidth);
    subtitle_->setFixedWidth(kNameWidth);
    asSecondary(note_);
    note_->setFont(subtitle_->font());
    note_->setFixedWidth(kNameWidth);
    note_->setObjectName(u"takeNote"_s);
    note_->hide();
    origin_->setObjectName(u"takeOrigin"_s);
    origin_->setFixedWidth(kNameWidth);
    origin_->setWordWrap(false);
    origin_->hide();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(measure::kMedium + kEdge, 6, measure::kSmall, 6);
    line->setSpacing(measure::kTight);
    line->addLayout(words);
    line->addWidget(roll_, 1);
    line->addSpacing(measure::kTight);
    if (kind == Kind::Take) {
        gauges_ = new GaugeStrip;
        line->addWidget(gauges_);
        line->addSpacing(measure::kTight);
    }

    play_ = addButton(kind == Kind::Seed ? u"playSeed"_s : u"playTake"_s, u"play"_s);
    connect(play_, &QToolButton::clicked, this, [this] {
        if (playing_)
            Q_EMIT pausePressed();
        else
            Q_EMIT playPressed();
    });
    if (kind == Kind::Take)
        addTakeButtons();
    else
        addSeedMenu();
    connect(roll_, &ThumbnailRoll::seekRequested, this, [this](Seconds position) {
        Q_EMIT chosen();
        Q_EMIT seekRequested(position);
    });
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &TakeRow::retint);
    setFinished(false);
    setName(name);
    retint();
}

void TakeRow::addTakeButtons()
{
    star_ = addButton(u"starTake"_s, u"star"_s);
    star_->setCheckable(true);
    connect(star_, &QToolButton::toggled, this,
            [this](bool on) { star_->setIcon(on ? icon(u"star-filled"_s, Tint::Music) : icon(u"star"_s)); });
    connect(star_, &QToolButton::clicked, this, &TakeRow::starred);
    export_ = addButton(u"exportTake"_s, u"export"_s);
    connect(export_, &QToolButton::clicked, this, &TakeRow::exportPressed);
    more_ = addButton(u"moreOfTake"_s, u"more"_s);
    more_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more_);
    QAction* label =
        menu->addAction(icon(u"pencil"_s), tr("&Name and note…"), Qt::Key_F2, this, &TakeRow::labelPressed);
    label->setObjectName(u"labelTake"_s);
    QAction* again =
        menu->addAction(icon(u"settings"_s), tr("&Use these settings again"), this, &TakeRow::settingsPressed);
    again->setObjectName(u"settingsOfTake"_s);
    menu->addSeparator();
    QAction* remove = menu->addAction(icon(u"trash"_s), tr("&Delete"), Qt::Key_Delete, this, &TakeRow::deletePressed);
    remove->setObjectName(u"deleteTake"_s);
    for (QAction* action : {label, remove})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // the keys are the row's that has the focus
    addActions({label, remove});
    more_->setMenu(menu);
}

void TakeRow::addSeedMenu()
{
    more_ = addButton(u"moreOfSeed"_s, u"more"_s);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(new QMenu(more_));
    fillSeedMenu();
}

/// The hands of a piece for one, the parts of an ensemble.
void TakeRow::fillSeedMenu()
{
    QMenu* menu = more_->menu();
    menu->clear();
    const auto add = [&](const QString& name, const QString& words, midi::Hand hand) {
        menu->addAction(icon(u"hand"_s), words, this, [this, hand] { Q_EMIT handKept(hand); })->setObjectName(name);
    };
    if (parts_.empty()) {
        add(u"keepLeftHand"_s, tr("Keep the &left hand, draw another right hand"), midi::Hand::Left);
        add(u"keepRightHand"_s, tr("Keep the &right hand, draw another left hand"), midi::Hand::Right);
    }
    if (!parts_.empty())
        addMenuHeading(menu, tr("Keep one part, make the others anew"));
    for (std::size_t part = 0; part < parts_.size(); ++part)
        menu->addAction(QString(parts_[part]).replace(u'&', u"&&"_s), this, [this, part] { Q_EMIT partKept(part); })
            ->setObjectName(u"keepPart%1"_s.arg(part + 1));
    setFinished(play_->isEnabled());
}

void TakeRow::offerParts(const std::vector<QString>& names)
{
    if (names == parts_)
        return;
    parts_ = names;
    fillSeedMenu();
    nameButtons();
}

void TakeRow::nameButtons()
{
    const auto say = [](QToolButton* button, const QString& words) {
        if (!button)
            return;
        button->setAccessibleName(words);
        button->setToolTip(words);
    };
    say(play_, (playing_ ? tr("Pause %1") : tr("Play %1")).arg(name_));
    say(star_, tr("Star %1").arg(name_));
    say(export_, tr("Export %1").arg(name_));
    say(more_, kind_ == Kind::Seed
                   ? (parts_.empty() ? tr("Keep one hand of the seed") : tr("Keep one part of the seed"))
                   : tr("More to do with %1").arg(name_));
}

void TakeRow::setName(const QString& name)
{
    name_ = name;
    title_->setText(name);
    setAccessibleName(name);
    roll_->setAccessibleName(tr("Roll of %1").arg(name));
    nameButtons();
}

void TakeRow::setNote(const QString& note)
{
    note_->setText(note.simplified());
    note_->setVisible(!note.isEmpty());
    note_->setAccessibleName(tr("Note on %1").arg(name_));
    setToolTip(note.isEmpty() ? tr("Drag it into a file manager or another program")
                              : Qt::convertFromPlainText(note, Qt::WhiteSpaceNormal));
}

QToolButton* TakeRow::addButton(const QString& objectName, const QString& iconName)
{
    auto* button = new QToolButton;
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    layout()->addWidget(button);
    return button;
}

QColor TakeRow::hue() const
{
    return kind_ == Kind::Seed ? currentPalette().music : currentPalette().made;
}

void TakeRow::retint()
{
    title_->setStyleSheet(u"color: "_s + hue().name());
    update();
}

void TakeRow::setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles, PartHues hues)
{
    piece_ = std::move(piece);
    roles_ = std::move(roles);
    hues_ = std::move(hues);
    roll_->setPiece(piece_, roles_, {}, hues_);
}

void TakeRow::setSubtitle(const QString& words)
{
    subtitle_->setText(words);
    setAccessibleDescription(words);
}

void TakeRow::setOrigin(const QString& words, const QString& sentence)
{
    origin_->setText(words);
    origin_->setToolTip(sentence);
    origin_->setVisible(!words.isEmpty());
    setAccessibleDescription(sentence.isEmpty() ? subtitle_->text() : subtitle_->text() + u". "_s + sentence);
}

void TakeRow::setDepth(std::size_t depth)
{
    constexpr std::size_t deepest = 5; // what is deeper is no clearer for standing further in
    depth_ = std::min(depth, deepest);
    layout()->setContentsMargins(measure::kMedium + kEdge + static_cast<int>(depth_) * kIndent, 6, measure::kSmall, 6);
    update();
}

void TakeRow::setGauges(std::vector<Gauge> gauges)
{
    if (gauges_)
        gauges_->setGauges(std::move(gauges));
}

void TakeRow::setFinished(bool finished)
{
    for (QToolButton* button : {play_, star_, export_, more_})
        if (button)
            button->setEnabled(finished);
    if (more_)
        for (QAction* action : more_->menu()->actions())
            if (!qobject_cast<QWidgetAction*>(action)) // a heading is never chosen
                action->setEnabled(finished);
}

void TakeRow::setChosen(bool chosen)
{
    chosen_ = chosen;
    update();
}

void TakeRow::setPlaying(bool playing, std::optional<Seconds> position)
{
    roll_->setPlayhead(position);
    if (playing == playing_)
        return;
    playing_ = playing;
    play_->setIcon(playing ? icon(u"pause"_s, Tint::Sounding) : icon(u"play"_s));
    nameButtons();
}

void TakeRow::setStarred(bool starred)
{
    if (star_)
        star_->setChecked(starred);
}

bool TakeRow::isStarred() const
{
    return star_ && star_->isChecked();
}

void TakeRow::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int inset = static_cast<int>(depth_) * kIndent;
    const QRectF card = QRectF(rect()).adjusted(1 + inset, 1, -1, -1);
    if (depth_ > 0) { // the branch that leads here
        painter.setPen(QPen(palette.secondaryText, 1.2));
        const double x = card.left() - kIndent / 2.0;
        painter.drawPolyline(QPolygonF({{x, 0.0}, {x, card.center().y()}, {card.left() - 3, card.center().y()}}));
    }
    painter.setPen(QPen(chosen_ ? hue() : hasFocus() ? palette.secondaryText : palette.line, chosen_ ? 1.6 : 1.0));
    painter.setBrush(palette.surface);
    painter.drawRoundedRect(card, measure::kCardRadius, measure::kCardRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(hue());
    painter.drawRoundedRect(
        QRectF(card.left() + measure::kSmall, card.top() + measure::kMedium, 3.0, card.height() - 2 * measure::kMedium),
        1.5, 1.5);
}

void TakeRow::mousePressEvent(QMouseEvent* event)
{
    grip_ = event->button() == Qt::LeftButton ? std::optional(event->pos()) : std::nullopt;
    Q_EMIT chosen();
}

void TakeRow::mouseMoveEvent(QMouseEvent* event)
{
    const bool pulls = grip_ && event->buttons().testFlag(Qt::LeftButton)
                       && (event->pos() - *grip_).manhattanLength() >= QApplication::startDragDistance();
    if (!pulls || !play_->isEnabled())
        return;
    grip_.reset();
    Q_EMIT draggedOut();
}

void TakeRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT chosen();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        Q_EMIT neighbourWanted(event->key() == Qt::Key_Up ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

void TakeRow::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (kind_ == Kind::Take && play_->isEnabled() && event->button() == Qt::LeftButton)
        Q_EMIT labelPressed();
}

void TakeRow::contextMenuEvent(QContextMenuEvent* event)
{
    if (more_ && more_->isEnabled())
        more_->menu()->popup(event->globalPos());
}

} // namespace cadenza::ui

#include "moc_take_row.cpp"
