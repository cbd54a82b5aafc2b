#include "ui/roll/part_row.h"

#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <cstdint>
#include <limits>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kSwatchRoom = measure::kSmall + PartRow::kSwatch.width() + measure::kSmall;

} // namespace

PartRow::PartRow(int number, QWidget* parent)
    : QWidget(parent), title_(new ElidedLabel(this)), subtitle_(new ElidedLabel(this)),
      eye_(makeButton(u"showPart%1"_s.arg(number), &PartState::shown)),
      solo_(makeButton(u"soloPartInList%1"_s.arg(number), &PartState::solo)),
      mute_(makeButton(u"mutePartInList%1"_s.arg(number), &PartState::muted))
{
    setObjectName(u"partRow%1"_s.arg(number));
    setTabStop(true);
    setAttribute(Qt::WA_Hover);
    solo_->setText(tr("S", "solo"));
    mute_->setText(tr("M", "mute"));
    QFont small = figureFont(font());
    small.setPixelSize(measure::kSmallTextPixels);
    asSecondary(subtitle_);
    subtitle_->setFont(small);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(title_);
    words->addWidget(subtitle_);
    words->addStretch();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(kSwatchRoom, 2, measure::kTight, 2);
    line->setSpacing(0);
    line->addLayout(words, 1);
    for (QToolButton* button : {eye_, solo_, mute_})
        line->addWidget(button);
    setState({});
}

QToolButton* PartRow::makeButton(const QString& objectName, bool PartState::* field)
{
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setFocusProxy(this);
    button->setIconSize({16, 16});
    button->setProperty("mix", field == &PartState::shown ? u"eye"_s : u"letter"_s);
    connect(button, &QToolButton::clicked, this, [this, field] { toggle(field); });
    return button;
}

void PartRow::setWords(const QString& name, const QString& details, const QString& shortDetails)
{
    name_ = name;
    details_ = details;
    title_->setText(name);
    subtitle_->setText(shortDetails);
    describe();
}

void PartRow::setInstrument(std::optional<PartInstrument> instrument)
{
    instrument_ = instrument;
    subtitle_->setExplanation(instrument ? tr("Click to choose what plays it (I)") : QString());
    if (instrument)
        subtitle_->setCursor(Qt::PointingHandCursor);
    else
        subtitle_->unsetCursor();
}

void PartRow::setState(PartState state)
{
    state_ = state;
    eye_->setChecked(state.shown);
    solo_->setChecked(state.solo);
    mute_->setChecked(state.muted);
    eye_->setIcon(state.shown ? icon(u"eye"_s) : icon(u"eye-off"_s, Tint::Secondary));
    title_->setForegroundRole(state.shown ? QPalette::WindowText : QPalette::PlaceholderText); // readable in both
    describe();
    update();
}

void PartRow::setHeard(bool heard)
{
    heard_ = heard;
    describe();
    update();
}

void PartRow::setSwatch(const QImage& swatch)
{
    swatch_ = swatch;
    update();
}

void PartRow::setFolded(bool folded)
{
    for (QWidget* part : std::initializer_list<QWidget*>{title_, subtitle_, eye_, solo_, mute_})
        part->setVisible(!folded);
    setFixedHeight(folded ? kSwatch.height() + measure::kSmall : 40);
}

void PartRow::setTabStop(bool isTabStop)
{
    setFocusPolicy(isTabStop ? Qt::StrongFocus : Qt::ClickFocus);
}

/// What a screen reader and a tool tip say of the row and its buttons.
void PartRow::describe()
{
    const auto say = [](QToolButton* button, const QString& words, const QString& key) {
        button->setAccessibleName(words);
        button->setToolTip(u"%1 (%2)"_s.arg(words, key));
    };
    say(eye_, tr("Show %1").arg(name_), u"H"_s);
    say(solo_, tr("Solo %1").arg(name_), u"S"_s);
    say(mute_, tr("Mute %1").arg(name_), u"M"_s);
    QStringList words{details_};
    if (!state_.shown)
        words << tr("hidden");
    if (!heard_)
        words << tr("not heard");
    else if (state_.solo)
        words << tr("solo");
    setAccessibleName(name_);
    setAccessibleDescription(words.join(u", "_s));
    setToolTip(u"%1\n%2"_s.arg(name_, words.join(u", "_s)));
}

void PartRow::toggle(bool PartState::* field)
{
    PartState wished = state_;
    wished.*field = !(wished.*field);
    Q_EMIT stateWished(wished);
}

void PartRow::offerInstruments()
{
    QMenu* menu = instrumentMenu(*instrument_, this, [this](std::uint8_t program) { Q_EMIT programWished(program); });
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(subtitle_->isVisible() ? subtitle_->mapToGlobal(QPoint(0, subtitle_->height()))
                                       : mapToGlobal(rect().bottomLeft()));
}

bool PartRow::togglesBy(int key)
{
    switch (key) {
    case Qt::Key_H: toggle(&PartState::shown); return true;
    case Qt::Key_S: toggle(&PartState::solo); return true;
    case Qt::Key_M: toggle(&PartState::muted); return true;
    default: return false;
    }
}

bool PartRow::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && eye_->isVisible()) { // names that fit speak for themselves
        event->ignore();
        return false;
    }
    return QWidget::event(event);
}

void PartRow::keyPressEvent(QKeyEvent* event)
{
    constexpr int all = std::numeric_limits<std::uint16_t>::max();
    switch (event->key()) {
    case Qt::Key_Up: return neighbourWanted(-1);
    case Qt::Key_Down: return neighbourWanted(1);
    case Qt::Key_Home: return neighbourWanted(-all);
    case Qt::Key_End: return neighbourWanted(all);
    case Qt::Key_I:
        if (instrument_ && event->modifiers() == Qt::NoModifier)
            return offerInstruments();
        [[fallthrough]];
    default:
        if (event->modifiers() != Qt::NoModifier || !togglesBy(event->key()))
            QWidget::keyPressEvent(event);
    }
}

void PartRow::mouseReleaseEvent(QMouseEvent* event)
{
    const bool onInstrument = subtitle_->isVisible() && subtitle_->geometry().contains(event->pos());
    if (instrument_ && onInstrument && event->button() == Qt::LeftButton)
        offerInstruments();
    else
        QWidget::mouseReleaseEvent(event);
}

void PartRow::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    Q_EMIT focused();
}

void PartRow::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(u"partMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Only this"), this, &PartRow::onlyThisWished)->setObjectName(u"onlyThisPart"_s);
    menu->addAction(tr("&All"), this, &PartRow::allWished)->setObjectName(u"allParts"_s);
    menu->addSeparator();
    const auto add = [&](const QString& words, const QKeySequence& key, bool PartState::* field) {
        QAction* action = menu->addAction(words, this, [this, field] { toggle(field); });
        action->setCheckable(true);
        action->setChecked(state_.*field);
        action->setShortcut(key); // to be read: the row has the key itself
        action->setShortcutContext(Qt::WidgetShortcut);
    };
    add(tr("S&how"), Qt::Key_H, &PartState::shown);
    add(tr("&Solo"), Qt::Key_S, &PartState::solo);
    add(tr("&Mute"), Qt::Key_M, &PartState::muted);
    if (instrument_) {
        menu->addSeparator();
        menu->addMenu(
            instrumentMenu(*instrument_, menu, [this](std::uint8_t program) { Q_EMIT programWished(program); }));
    }
    menu->popup(event->globalPos());
}

void PartRow::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    if (underMouse())
        painter.fillRect(rect(), palette.hovered());
    const QRect place(QPoint(measure::kSmall, (height() - kSwatch.height()) / 2), kSwatch);
    painter.setOpacity(state_.shown ? 1.0 : 0.25);
    painter.drawImage(place, swatch_);
    painter.setOpacity(1.0);
    if (!heard_) { // silent: struck through
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette.surface, 3));
        painter.drawLine(place.bottomLeft(), place.topRight());
        painter.setPen(QPen(palette.text, 1.2));
        painter.drawLine(place.bottomLeft(), place.topRight());
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette.trainLoss, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), measure::kControlRadius, measure::kControlRadius);
    }
}

} // namespace cadenza::ui
