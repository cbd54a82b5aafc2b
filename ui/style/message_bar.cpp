#include "ui/style/message_bar.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace cadenza::ui {
namespace {

struct Appearance {
    QString icon;
    QColor colour;
};

Appearance appearanceOf(MessageKind kind, const Palette& palette)
{
    switch (kind) {
    case MessageKind::Info: return {QStringLiteral("info"), palette.trainLoss};
    case MessageKind::Good: return {QStringLiteral("check"), palette.good};
    case MessageKind::Warning: return {QStringLiteral("warning"), palette.warning};
    case MessageKind::Error: return {QStringLiteral("warning"), palette.error};
    }
    return {QStringLiteral("info"), palette.trainLoss};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), symbol_(new QLabel(this)), text_(new QLabel(this)), action_(new QPushButton(this)),
      close_(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Message"));
    text_->setWordWrap(true);
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    action_->setObjectName(QStringLiteral("messageAction"));
    action_->setAccessibleName(tr("Do what the message offers"));
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setAccessibleName(tr("Dismiss message"));
    close_->setToolTip(tr("Dismiss"));
    close_->setIcon(icon(QStringLiteral("close"), Tint::Secondary));
    close_->setIconSize({16, 16});

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(measure::kMedium, measure::kTight, measure::kTight, measure::kTight);
    row->setSpacing(measure::kSmall);
    row->addWidget(symbol_);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(close_);

    connect(action_, &QPushButton::clicked, this, &MessageBar::actionRequested);
    connect(close_, &QToolButton::clicked, this, [this] {
        dismiss();
        Q_EMIT dismissed();
    });
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &MessageBar::showKind);
    hide();
}

void MessageBar::show(MessageKind kind, const QString& message, const QString& action)
{
    kind_ = kind;
    text_->setText(message);
    setAccessibleDescription(message);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    showKind();
    setVisible(true);
}

void MessageBar::dismiss()
{
    hide();
}

QString MessageBar::message() const
{
    return isHidden() ? QString() : text_->text();
}

void MessageBar::showKind()
{
    const Appearance appearance = appearanceOf(kind_, currentPalette());
    symbol_->setPixmap(iconPixmap(appearance.icon, appearance.colour, 16, devicePixelRatioF()));
    update();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    const QColor colour = appearanceOf(kind_, palette).colour;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(palette.surface, colour, 0.45), 1));
    painter.setBrush(mixed(palette.surface, colour, 0.08));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), measure::kControlRadius,
                            measure::kControlRadius);
}

} // namespace cadenza::ui
