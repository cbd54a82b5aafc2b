#include "ui/compose/take_row.h"

#include "ui/roll/thumbnail.h"
#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kNameWidth = 124, kEdge = 4;
constexpr int kLowestRoll = 42, kTallestRoll = 76, kTallestRow = kTallestRoll + 12;

} // namespace

std::vector<NoteRole> rolesOf(std::size_t notes, std::size_t seedNotes)
{
    std::vector<NoteRole> roles(notes, NoteRole::Made);
    std::fill_n(roles.begin(), std::min(notes, seedNotes), NoteRole::Seed);
    return roles;
}

TakeRow::TakeRow(Kind kind, const QString& name, QWidget* parent)
    : QWidget(parent), kind_(kind), name_(name), title_(new QLabel(name)), subtitle_(explanationLabel({})),
      roll_(new ThumbnailRoll), play_(nullptr)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setToolTip(tr("Drag it into a file manager or another program"));
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    if (kind == Kind::Take) // short, and a wrapping label would keep the rows from shrinking
        subtitle_->setWordWrap(false);
    roll_->setObjectName(kind == Kind::Seed ? u"seedRoll"_s : u"takeRoll"_s);
    roll_->setAccessibleName(tr("Roll of %1").arg(name));
    roll_->setMinimumHeight(kLowestRoll);
    roll_->setMaximumHeight(kTallestRoll);
    roll_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMaximumHeight(kTallestRow);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(title_);
    words->addWidget(subtitle_);
    words->addStretch();
    title_->setFixedWidth(kNameWidth);
    subtitle_->setFixedWidth(kNameWidth);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(measure::kMedium + kEdge, 6, measure::kSmall, 6);
    line->setSpacing(measure::kTight);
    line->addLayout(words);
    line->addWidget(roll_, 1);
    line->addSpacing(measure::kTight);

    const bool seed = kind == Kind::Seed;
    play_ = addButton(seed ? u"playSeed"_s : u"playTake"_s, tr("Play %1").arg(name), u"play"_s);
    connect(play_, &QToolButton::clicked, this, [this] {
        if (playing_)
            Q_EMIT pausePressed();
        else
            Q_EMIT playPressed();
    });
    if (!seed) {
        star_ = addButton(u"starTake"_s, tr("Star %1").arg(name), u"star"_s);
        star_->setCheckable(true);
        connect(star_, &QToolButton::toggled, this, [this](bool on) {
            star_->setIcon(on ? icon(u"star-filled"_s, Tint::Music) : icon(u"star"_s));
            Q_EMIT starred(on);
        });
        export_ = addButton(u"exportTake"_s, tr("Export %1").arg(name), u"export"_s);
        connect(export_, &QToolButton::clicked, this, &TakeRow::exportPressed);
    }
    connect(roll_, &ThumbnailRoll::seekRequested, this, [this](Seconds position) {
        Q_EMIT chosen();
        Q_EMIT seekRequested(position);
    });
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &TakeRow::retint);
    setFinished(false);
    retint();
}

QToolButton* TakeRow::addButton(const QString& objectName, const QString& words, const QString& iconName)
{
    auto* button = new QToolButton;
    button->setObjectName(objectName);
    button->setAccessibleName(words);
    button->setToolTip(words);
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

void TakeRow::setPiece(std::shared_ptr<const midi::Piece> piece, std::size_t seedNotes)
{
    piece_ = std::move(piece);
    seedNotes_ = seedNotes;
    roll_->setPiece(piece_, piece_ ? rolesOf(piece_->noteCount(), seedNotes) : std::vector<NoteRole>());
}

void TakeRow::setSubtitle(const QString& words)
{
    subtitle_->setText(words);
    setAccessibleDescription(words);
}

void TakeRow::setFinished(bool finished)
{
    for (QToolButton* button : {play_, star_, export_})
        if (button)
            button->setEnabled(finished);
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
    play_->setAccessibleName((playing ? tr("Pause %1") : tr("Play %1")).arg(name_));
    play_->setToolTip(play_->accessibleName());
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
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
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
    else
        QWidget::keyPressEvent(event);
}

} // namespace cadenza::ui

#include "moc_take_row.cpp"
