#include "ui/seeds/seed_card.h"

#include "core/midi/tempo_map.h"
#include "ui/roll/thumbnail.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <cmath>

namespace cadenza::ui {
namespace {

QString placeInWords(const seeds::ScoredWindow& window, const midi::Piece& piece)
{
    const auto notes = midi::notesInOrder(piece);
    const midi::TempoMap time(piece);
    const int from = time.barAt(notes[window.first].note.onset).bar;
    const int to = time.barAt(notes[window.first + window.count - 1].note.onset).bar;
    return from == to ? SeedCard::tr("Bar %1").arg(from) : SeedCard::tr("Bars %1–%2").arg(from).arg(to);
}

} // namespace

SeedCard::SeedCard(const seeds::ScoredWindow& window, const QString& reasons, std::shared_ptr<const midi::Piece> piece,
                   QWidget* parent)
    : QFrame(parent), window_(window), picture_(new ThumbnailRoll(this)), play_(new QToolButton(this))
{
    setObjectName(QStringLiteral("seedCard"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    const QString place = placeInWords(window, *piece);
    const QString score = tr("%1 %").arg(std::lround(100.0 * window.score));
    setAccessibleName(tr("Seed, %1, score %2").arg(place, score));
    setAccessibleDescription(reasons);

    picture_->setPiece(std::move(piece), {}, range());
    picture_->setFixedHeight(48);
    picture_->setAttribute(Qt::WA_TransparentForMouseEvents);
    picture_->setAccessibleName(tr("Notes of the seed"));
    play_->setObjectName(QStringLiteral("seedCardPlay"));
    play_->setIcon(icon(QStringLiteral("play")));
    play_->setIconSize({16, 16});
    play_->setAccessibleName(tr("Play the seed, %1").arg(place));
    play_->setToolTip(tr("Play this seed"));
    auto* placeLabel = new QLabel(place, this);
    QFont strong = placeLabel->font();
    strong.setWeight(QFont::DemiBold);
    placeLabel->setFont(strong);
    auto* scoreLabel = asFigure(asSecondary(new QLabel(score, this)));
    auto* reasonsLabel = asSecondary(new QLabel(reasons, this));
    reasonsLabel->setWordWrap(true);
    reasonsLabel->setVisible(!reasons.isEmpty());

    auto* top = new QHBoxLayout;
    top->setSpacing(measure::kSmall);
    top->addWidget(placeLabel);
    top->addWidget(scoreLabel);
    top->addStretch();
    top->addWidget(play_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kMedium, measure::kSmall, measure::kSmall, measure::kMedium);
    column->setSpacing(measure::kTight);
    column->addLayout(top);
    column->addWidget(picture_);
    column->addWidget(reasonsLabel);

    connect(play_, &QToolButton::clicked, this, [this] { Q_EMIT playRequested(window_.first, window_.count); });
}

void SeedCard::setChosen(bool isChosen)
{
    chosen_ = isChosen;
    update();
}

void SeedCard::setPlaying(bool playing)
{
    play_->setIcon(
        icon(playing ? QStringLiteral("stop") : QStringLiteral("play"), playing ? Tint::Sounding : Tint::Text));
}

void SeedCard::choose()
{
    Q_EMIT chosen(window_.first, window_.count);
}

void SeedCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose();
}

void SeedCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose();
    else
        QFrame::keyPressEvent(event);
}

void SeedCard::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor edge = hasFocus() ? palette.trainLoss : chosen_ ? palette.music : palette.line;
    const double width = hasFocus() || chosen_ ? 2.0 : 1.0;
    painter.setPen(QPen(edge, width));
    painter.setBrush(chosen_        ? mixed(palette.surface, palette.music, 0.08)
                     : underMouse() ? palette.hovered()
                                    : palette.raised);
    const double inset = width / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), measure::kCardRadius,
                            measure::kCardRadius);
}

void SeedCard::enterEvent(QEnterEvent*)
{
    update();
}

void SeedCard::leaveEvent(QEvent*)
{
    update();
}

void SeedCard::focusInEvent(QFocusEvent* event)
{
    QFrame::focusInEvent(event);
    update();
}

void SeedCard::focusOutEvent(QFocusEvent* event)
{
    QFrame::focusOutEvent(event);
    update();
}

} // namespace cadenza::ui
