#include "ui/welcome/tour.h"

#include "ui/style/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kCardWidth = 340;
constexpr int kGap = 12;
constexpr int kMargin = 16; ///< from the edges of the window
constexpr int kRing = 4;    ///< around the part that is shown

/// A place beside `target`, where there is room for the card: right, below, left, above; over its middle otherwise.
QPoint placeBeside(const QRect& target, QSize card, const QRect& window)
{
    const QRect room = window.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const int x = std::clamp(target.center().x() - card.width() / 2, room.left(), room.right() - card.width());
    const int y = std::clamp(target.top(), room.top(), std::max(room.top(), room.bottom() - card.height()));
    const std::array<QPoint, 4> places{QPoint(target.right() + kGap, y), QPoint(x, target.bottom() + kGap),
                                       QPoint(target.left() - kGap - card.width(), y),
                                       QPoint(x, target.top() - kGap - card.height())};
    for (const QPoint& place : places)
        if (room.contains(QRect(place, card)))
            return place;
    return QRect(QPoint(), card).translated(target.center() - QRect(QPoint(), card).center()).topLeft();
}

} // namespace

Tour::Tour(std::vector<TourStop> stops, QWidget& window)
    : QWidget(&window), stops_(std::move(stops)), card_(asCard(new QFrame(this))), title_(asHeading(new QLabel)),
      words_(new QLabel), count_(asSecondary(asFigure(new QLabel))), skip_(asQuiet(new QPushButton(tr("Skip")))),
      back_(new QPushButton(tr("Back"))), next_(asPrimary(new QPushButton, Accent::Made))
{
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("Tour"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_DeleteOnClose);
    title_->setObjectName(QStringLiteral("tourTitle"));
    title_->setWordWrap(true);
    words_->setObjectName(QStringLiteral("tourWords"));
    words_->setWordWrap(true);
    back_->setObjectName(QStringLiteral("tourBack"));
    next_->setObjectName(QStringLiteral("tourNext"));
    skip_->setObjectName(QStringLiteral("tourSkip"));
    card_->setFixedWidth(kCardWidth);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(measure::kSmall);
    buttons->addWidget(count_);
    buttons->addStretch();
    buttons->addWidget(skip_);
    buttons->addWidget(back_);
    buttons->addWidget(next_);
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(measure::kLarge, measure::kLarge, measure::kLarge, measure::kMedium);
    column->setSpacing(measure::kSmall);
    column->addWidget(title_);
    column->addWidget(words_);
    column->addSpacing(measure::kSmall);
    column->addLayout(buttons);
    connect(skip_, &QPushButton::clicked, this, &Tour::end);
    connect(back_, &QPushButton::clicked, this, [this] { goTo(now_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] {
        if (now_ + 1 < stops_.size())
            goTo(now_ + 1);
        else
            end();
    });
    window.installEventFilter(this);
    for (QPushButton* button : {skip_, back_, next_}) // arrows would go from one to the next
        button->installEventFilter(this);
}

void Tour::start()
{
    setGeometry(parentWidget()->rect());
    show();
    raise();
    goTo(0);
}

void Tour::goTo(std::size_t stop)
{
    now_ = stop;
    shown_ = stops_[stop].find();
    title_->setText(stops_[stop].title);
    words_->setText(stops_[stop].words);
    count_->setText(tr("%1 of %2").arg(stop + 1).arg(stops_.size()));
    back_->setVisible(stop > 0);
    next_->setText(stop + 1 < stops_.size() ? tr("Next") : tr("Done"));
    setAccessibleDescription(stops_[stop].title + QStringLiteral(". ") + stops_[stop].words);
    next_->setFocus();
    QMetaObject::invokeMethod(this, &Tour::place, Qt::QueuedConnection); // when its page is laid out
}

bool Tour::showsSomething() const
{
    return shown_ && shown_->isVisible();
}

QRect Tour::target() const
{
    if (!showsSomething())
        return QRect(rect().center(), QSize(1, 1));
    return QRect(shown_->mapTo(parentWidget(), QPoint(0, 0)), shown_->size())
        .adjusted(-kRing, -kRing, kRing, kRing)
        .intersected(rect());
}

void Tour::place()
{
    card_->layout()->activate();
    card_->resize(kCardWidth, card_->heightForWidth(kCardWidth));
    card_->move(placeBeside(target(), card_->size(), rect()));
    if (!isAncestorOf(QApplication::focusWidget()))
        next_->setFocus(); // the page that came to the front has taken it
    update();
}

void Tour::end()
{
    Q_EMIT ended();
    close();
}

void Tour::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QColor veil = palette.isDark() ? QColor(Qt::black) : palette.text;
    veil.setAlphaF(palette.isDark() ? 0.62F : 0.38F);
    QPainterPath outside;
    outside.addRect(rect());
    if (showsSomething()) {
        QPainterPath hole;
        hole.addRoundedRect(target(), measure::kControlRadius, measure::kControlRadius);
        outside = outside.subtracted(hole);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outside, veil);
    if (!showsSomething())
        return;
    painter.setPen(QPen(palette.made, 2.0));
    painter.drawRoundedRect(QRectF(target()), measure::kControlRadius, measure::kControlRadius);
}

void Tour::keyPressEvent(QKeyEvent* event)
{
    if (!walk(event->key()))
        QWidget::keyPressEvent(event);
}

bool Tour::walk(int key)
{
    if (key == Qt::Key_Escape)
        end();
    else if (key == Qt::Key_Right)
        next_->click();
    else if (key == Qt::Key_Left && back_->isVisible())
        back_->click();
    else
        return false;
    return true;
}

bool Tour::focusNextPrevChild(bool next)
{
    std::vector<QPushButton*> round;
    for (QPushButton* button : {skip_, back_, next_})
        if (button->isVisible())
            round.push_back(button);
    if (round.empty()) // it ends
        return QWidget::focusNextPrevChild(next);
    const auto now = std::ranges::find(round, QApplication::focusWidget());
    const auto place = now == round.end() ? 0 : static_cast<std::size_t>(now - round.begin());
    round[(place + (next ? 1 : round.size() - 1)) % round.size()]->setFocus(next ? Qt::TabFocusReason
                                                                                 : Qt::BacktabFocusReason);
    return true;
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
        QMetaObject::invokeMethod(this, &Tour::place, Qt::QueuedConnection);
    }
    if (watched != parentWidget() && event->type() == QEvent::KeyPress)
        return walk(static_cast<QKeyEvent*>(event)->key());
    return QWidget::eventFilter(watched, event);
}

} // namespace cadenza::ui

#include "moc_tour.cpp"
