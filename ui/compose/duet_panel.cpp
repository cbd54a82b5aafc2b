#include "ui/compose/duet_panel.h"

#include "ui/roll/roll_raster.h"
#include "ui/roll/roll_words.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kLowest = 48, kHighest = 77; ///< C3 to F5: what the two rows of keys reach
constexpr int kKeyboardHeight = 64;

/// A key of the computer: its letter on an American keyboard and its X11 key code.
struct TypedKey {
    char letter;
    unsigned int scanCode;
};
/// From C3 and from C4 on, by semitone.
constexpr std::array<TypedKey, 12> kLower{{{'Z', 52},
                                           {'S', 39},
                                           {'X', 53},
                                           {'D', 40},
                                           {'C', 54},
                                           {'V', 55},
                                           {'G', 42},
                                           {'B', 56},
                                           {'H', 43},
                                           {'N', 57},
                                           {'J', 44},
                                           {'M', 58}}};
constexpr std::array<TypedKey, 18> kUpper{{{'Q', 24},
                                           {'2', 11},
                                           {'W', 25},
                                           {'3', 12},
                                           {'E', 26},
                                           {'R', 27},
                                           {'5', 14},
                                           {'T', 28},
                                           {'6', 15},
                                           {'Y', 29},
                                           {'7', 16},
                                           {'U', 30},
                                           {'I', 31},
                                           {'9', 18},
                                           {'O', 32},
                                           {'0', 19},
                                           {'P', 33},
                                           {'[', 34}}};

QString letterOf(int pitch)
{
    const int place = pitch - kLowest;
    const TypedKey& key =
        place < 12 ? kLower[static_cast<std::size_t>(place)] : kUpper[static_cast<std::size_t>(place - 12)];
    return QString(QLatin1Char(key.letter));
}

} // namespace

std::optional<int> pitchOfKey(int key, unsigned int scanCode)
{
    const auto find = [&](const auto& row, int lowest) -> std::optional<int> {
        for (std::size_t i = 0; i < row.size(); ++i)
            if (scanCode > 0 ? row[i].scanCode == scanCode : row[i].letter == key)
                return lowest + static_cast<int>(i);
        return std::nullopt;
    };
    const auto low = find(kLower, kLowest);
    return low ? low : find(kUpper, kLowest + 12);
}

/// The keys themselves.
class DuetPanel::Keys : public QWidget {
public:
    explicit Keys(DuetPanel& panel) : QWidget(&panel), panel_(panel)
    {
        setObjectName(u"duetKeys"_s);
        setAccessibleName(DuetPanel::tr("Keyboard"));
        setFixedHeight(kKeyboardHeight);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    std::bitset<128> own_, answered_;
    std::optional<int> struck_; ///< with the mouse

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const bool black : {false, true})
            for (int pitch = kLowest; pitch <= kHighest; ++pitch)
                if (isBlackKey(pitch) == black)
                    paintKey(painter, pitch);
    }
    void mousePressEvent(QMouseEvent* event) override { strike(pitchAt(event->position())); }
    void mouseMoveEvent(QMouseEvent* event) override { strike(pitchAt(event->position())); }
    void mouseReleaseEvent(QMouseEvent*) override { strike({}); }

private:
    void strike(std::optional<int> pitch)
    {
        if (pitch == struck_)
            return;
        if (struck_)
            Q_EMIT panel_.keyReleased(*struck_);
        struck_ = pitch;
        if (struck_)
            Q_EMIT panel_.keyPressed(*struck_);
    }

    [[nodiscard]] QRectF placeOf(int pitch) const
    {
        const auto whiteBefore = [](int end) {
            int count = 0;
            for (int key = kLowest; key < end; ++key)
                count += isBlackKey(key) ? 0 : 1;
            return count;
        };
        const double white = width() / static_cast<double>(whiteBefore(kHighest + 1));
        const double left = whiteBefore(pitch) * white;
        if (isBlackKey(pitch))
            return {left - 0.3 * white, 0.0, 0.6 * white, 0.58 * height()};
        return {left, 0.0, white - 1.0, static_cast<double>(height())};
    }

    [[nodiscard]] std::optional<int> pitchAt(QPointF at) const
    {
        for (const bool black : {true, false})
            for (int pitch = kLowest; pitch <= kHighest; ++pitch)
                if (isBlackKey(pitch) == black && placeOf(pitch).contains(at))
                    return pitch;
        return std::nullopt;
    }

    void paintKey(QPainter& painter, int pitch) const
    {
        const Palette& palette = currentPalette();
        const bool black = isBlackKey(pitch);
        const auto index = static_cast<std::size_t>(pitch);
        const bool dark = palette.theme == Theme::Dark;
        const QColor ebony = dark ? palette.window : mixed(palette.text, palette.surface, 0.12);
        const QColor ivory = dark ? mixed(palette.raised, palette.text, 0.25) : palette.surface;
        const QColor plain = black ? ebony : ivory;
        painter.setPen(QPen(palette.line, 1));
        painter.setBrush(own_.test(index) ? palette.music : answered_.test(index) ? palette.made : plain);
        const QRectF key = placeOf(pitch);
        painter.drawRoundedRect(key, 2, 2);
        QFont small = font();
        small.setPixelSize(measure::kSmallTextPixels - 1);
        painter.setFont(small);
        const bool lit = own_.test(index) || answered_.test(index);
        painter.setPen(lit ? palette.onAccent() : black && !dark ? palette.line : palette.secondaryText);
        painter.drawText(key.adjusted(0, 0, 0, -4), Qt::AlignHCenter | Qt::AlignBottom, letterOf(pitch));
    }

    DuetPanel& panel_;
};

DuetPanel::DuetPanel(QWidget* parent)
    : QWidget(parent), state_(new QLabel), pause_(new QDoubleSpinBox), keys_(new Keys(*this))
{
    setObjectName(u"duetPanel"_s);
    setAccessibleName(tr("Call and response"));
    setFocusPolicy(Qt::StrongFocus);
    asSurface(this);
    state_->setObjectName(u"duetState"_s);
    state_->setWordWrap(true);
    pause_->setObjectName(u"duetPause"_s);
    pause_->setAccessibleName(tr("Pause before the answer"));
    pause_->setRange(0.3, 5.0);
    pause_->setSingleStep(0.1);
    pause_->setDecimals(1);
    pause_->setValue(1.0);
    pause_->setSuffix(tr(" s"));
    pause_->setToolTip(tr("The model answers when no key was played for so long"));
    auto* keep = new QPushButton(tr("End and keep"));
    keep->setObjectName(u"keepDuet"_s);
    keep->setAccessibleName(keep->text());
    keep->setToolTip(tr("Put the exchange into the library as a piece"));
    connect(keep, &QPushButton::clicked, this, &DuetPanel::finished);
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kSmall);
    line->addWidget(state_, 1);
    line->addWidget(asSecondary(new QLabel(tr("Answer after"))));
    line->addWidget(pause_);
    line->addWidget(keep);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kLarge, measure::kSmall, measure::kLarge, measure::kMedium);
    column->setSpacing(measure::kSmall);
    column->addLayout(line);
    column->addWidget(keys_);
    setState(State::Waiting, 0, 0);
}

Seconds DuetPanel::pause() const
{
    return Seconds{pause_->value()};
}

void DuetPanel::setState(State state, std::size_t notes, std::size_t turns)
{
    const QString answers =
        turns == 1 ? tr("The model has answered once.") : tr("The model has answered %1 times.").arg(turns);
    switch (state) {
    case State::Waiting:
        state_->setText(turns == 0 ? tr("Play a phrase on a MIDI keyboard, on these keys, or with the letters on them. "
                                        "When you pause, the model answers.")
                                   : tr("Your turn. %1").arg(answers));
        break;
    case State::Listening:
        state_->setText(notes == 1 ? tr("Listening: a note") : tr("Listening: %1 notes").arg(notes));
        break;
    case State::Answering: state_->setText(tr("The model answers. Play to take over.")); break;
    }
}

void DuetPanel::setKey(int pitch, bool down, bool own)
{
    auto& keys = own ? keys_->own_ : keys_->answered_;
    keys.set(static_cast<std::size_t>(std::clamp(pitch, 0, 127)), down);
    keys_->update();
}

void DuetPanel::releaseAll()
{
    keys_->own_.reset();
    keys_->answered_.reset();
    keys_->update();
}

bool DuetPanel::playKey(const QKeyEvent& event, bool down)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    const auto pitch = pitchOfKey(event.key(), event.nativeScanCode());
    if (!pitch)
        return false;
    if (!event.isAutoRepeat()) {
        if (down)
            Q_EMIT keyPressed(*pitch);
        else
            Q_EMIT keyReleased(*pitch);
    }
    return true;
}

/// Letters are the keyboard's before they are anyone's shortcuts.
bool DuetPanel::event(QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::ShortcutOverride || type == QEvent::KeyPress || type == QEvent::KeyRelease) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool plays =
            type == QEvent::ShortcutOverride
                ? !(key.modifiers() & ~Qt::KeypadModifier) && pitchOfKey(key.key(), key.nativeScanCode()).has_value()
                : playKey(key, type == QEvent::KeyPress);
        if (plays) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void DuetPanel::focusOutEvent(QFocusEvent* event)
{
    for (int pitch = kLowest; pitch <= kHighest; ++pitch)
        if (keys_->own_.test(static_cast<std::size_t>(pitch)))
            Q_EMIT keyReleased(pitch); // its release will go elsewhere
    QWidget::focusOutEvent(event);
}

} // namespace cadenza::ui

#include "moc_duet_panel.cpp"
