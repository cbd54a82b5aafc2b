#include "ui/welcome/door_card.h"

#include "ui/style/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

constexpr int kPicture = 40;

} // namespace

DoorCard::DoorCard(const QString& iconName, Tint tint, const QString& title, const QString& sentence,
                   QPushButton* button, QWidget* parent)
    : QFrame(parent), iconName_(iconName), tint_(tint), picture_(new QLabel)
{
    asCard(this);
    auto* heading = asHeading(new QLabel(title));
    heading->setWordWrap(true);
    auto* words = asSecondary(new QLabel(sentence));
    words->setWordWrap(true);
    button->setAccessibleDescription(sentence);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kHuge, measure::kHuge, measure::kHuge, measure::kHuge);
    column->setSpacing(measure::kSmall);
    column->addWidget(picture_);
    column->addSpacing(measure::kSmall);
    column->addWidget(heading);
    column->addWidget(words);
    column->addStretch();
    column->addSpacing(measure::kLarge);
    column->addWidget(button);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &DoorCard::retint);
    retint();
}

void DoorCard::retint()
{
    picture_->setPixmap(icon(iconName_, tint_).pixmap(QSize(kPicture, kPicture), devicePixelRatioF()));
}

} // namespace cadenza::ui

#include "moc_door_card.cpp"
