#include "ui/seeds/seed_card.h"

#include "core/midi/tempo_map.h"
#include "ui/roll/thumbnail.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <cmath>
#include <utility>

namespace cadenza::ui {

QString barsInWords(const RollContent& content, const NoteRange& range)
{
    const auto barOf = [&](std::size_t note) { return content.time().barAt(Tick{content.notes()[note].onset}).bar; };
    const int from = barOf(range.first);
    const int to = barOf(range.end() - 1);
    return from == to ? SeedCard::tr("Bar %1").arg(from) : SeedCard::tr("Bars %1–%2").arg(from).arg(to);
}

SeedCard::SeedCard(GallerySeed seed, const QString& reasons, const QString& figure, const QString& measureName,
                   QWidget* parent)
    : QFrame(parent), seed_(std::move(seed)), picture_(new ThumbnailRoll(this)), play_(new QToolButton(this)),
      star_(new QToolButton(this))
{
    setObjectName(QStringLiteral("seedCard"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    const QString place = barsInWords(*seed_.content, range());
    const QString score = tr("%1 %").arg(std::lround(100.0 * seed_.window.score));
    setAccessibleName(tr("Seed, %1, score %2").arg(place, score));
    setAccessibleDescription(reasons);

    picture_->setContent(seed_.content, range());
    picture_->setFixedHeight(48);
    picture_->setAttribute(Qt::WA_TransparentForMouseEvents);
    picture_->setAccessibleName(tr("Notes of the seed"));
    play_->setObjectName(QStringLiteral("seedCardPlay"));
    play_->setIcon(icon(QStringLiteral("play")));
    play_->setAccessibleName(tr("Play the seed, %1").arg(place));
    play_->setToolTip(tr("Play this seed"));
    star_->setObjectName(QStringLiteral("seedCardStar"));
    star_->setCheckable(true);
    star_->setChecked(seed_.starred);
    star_->setAccessibleName(tr("Star the seed, %1").arg(place));
    star_->setToolTip(tr("Keep this seed at the top"));
    for (QToolButton* button : {play_, star_})
        button->setIconSize({16, 16});
    showStar();
    auto* placeLabel = new QLabel(place, this);
    QFont strong = placeLabel->font();
    strong.setWeight(QFont::DemiBold);
    placeLabel->setFont(strong);
    auto* scoreLabel = asFigure(asSecondary(new QLabel(figure.isEmpty() ? score : figure, this)));
    if (!figure.isEmpty())
        scoreLabel->setToolTip(tr("%1: %2; all in all %3").arg(measureName, figure, score));
    auto* reasonsLabel = asSecondary(new QLabel(reasons, this));
    reasonsLabel->setWordWrap(true);
    reasonsLabel->setVisible(!reasons.isEmpty());

    auto* top = new QHBoxLayout;
    top->setSpacing(measure::kSmall);
    top->addWidget(placeLabel);
    top->addWidget(scoreLabel);
    top->addStretch();
    top->addWidget(star_);
    top->addWidget(play_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kMedium, measure::kSmall, measure::kSmall, measure::kMedium);
    column->setSpacing(measure::kTight);
    column->addLayout(top);
    if (!seed_.title.empty()) {
        auto* title = new ElidedLabel(this);
        title->setText(QString::fromStdString(seed_.title));
        column->addWidget(title);
    }
    column->addWidget(picture_);
    column->addWidget(reasonsLabel);

    connect(play_, &QToolButton::clicked, this,
            [this] { Q_EMIT playRequested(seed_.window.first, seed_.window.count); });
    connect(star_, &QToolButton::toggled, this, [this](bool on) {
        seed_.starred = on;
        showStar();
        Q_EMIT starred(on);
    });
}

void SeedCard::showStar()
{
    star_->setIcon(seed_.starred ? icon(QStringLiteral("star-filled"), Tint::Music)
                                 : icon(QStringLiteral("star"), Tint::Secondary));
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
    Q_EMIT chosen(seed_.window.first, seed_.window.count);
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
    else if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
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
