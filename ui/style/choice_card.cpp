#include "ui/style/choice_card.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace cadenza::ui {
namespace {

constexpr int kTitleHeight = 20;

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont sentenceFont(QFont font)
{
    font.setPixelSize(measure::kSmallTextPixels);
    return font;
}

} // namespace

ChoiceCard::ChoiceCard(const QString& title, const QString& figure, const QString& sentence, QColor Palette::* accent,
                       QWidget* parent)
    : QAbstractButton(parent), figure_(figure), sentence_(sentence), accent_(accent)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(title + QStringLiteral(", ") + figure);
    setAccessibleDescription(sentence);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

QRect ChoiceCard::sentenceRect(int width) const
{
    const int room = width - 2 * measure::kMedium;
    const QFontMetrics metrics(sentenceFont(font()));
    const QRect wrapped = metrics.boundingRect(0, 0, room, 1000, Qt::TextWordWrap, sentence_);
    return {measure::kMedium, measure::kSmall + kTitleHeight + 1, room, wrapped.height()};
}

void ChoiceCard::setFigure(const QString& figure)
{
    figure_ = figure;
    update();
}

QSize ChoiceCard::sizeHint() const
{
    return {240, heightForWidth(240)};
}

int ChoiceCard::heightForWidth(int width) const
{
    return sentenceRect(width).bottom() + 1 + measure::kSmall + 2;
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    const QColor accent = palette.*accent_;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = isChecked() || hasFocus();
    const double inset = strong ? 1.0 : 0.5;
    painter.setPen(QPen(isChecked() ? accent : hasFocus() ? palette.secondaryText : palette.line, strong ? 2.0 : 1.0));
    painter.setBrush(isChecked()                   ? mixed(palette.surface, accent, 0.10)
                     : underMouse() && isEnabled() ? palette.hovered()
                                                   : palette.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), measure::kCardRadius,
                            measure::kCardRadius);

    const QRect line(measure::kMedium, measure::kSmall, width() - 2 * measure::kMedium, kTitleHeight);
    painter.setFont(titleFont(font()));
    painter.setPen(isEnabled() ? palette.text : palette.disabledText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(font());
    painter.setPen(isEnabled() ? palette.secondaryText : palette.disabledText);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, figure_);
    painter.setFont(sentenceFont(font()));
    painter.drawText(sentenceRect(width()), Qt::TextWordWrap, sentence_);
}

} // namespace cadenza::ui

#include "moc_choice_card.cpp"
