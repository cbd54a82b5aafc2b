#include "ui/transport/popover.h"

#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr int kWidth = 340;
constexpr int kFieldWidth = 196;

} // namespace

Popover::Popover(const QString& title, QWidget* parent) : QFrame(parent, Qt::Popup), column_(new QVBoxLayout(this))
{
    setAccessibleName(title);
    asCard(this);
    column_->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kLarge);
    column_->setSpacing(measure::kSmall);
    addHeading(title);
}

void Popover::openAbove(const QWidget& button)
{
    const int wanted = std::max(kWidth, column_->minimumSize().width());
    setFixedSize(wanted, column_->hasHeightForWidth()
                             ? column_->totalHeightForWidth(wanted)
                             : column_->totalSizeHint().height()); // `adjustSize` stops at two thirds of the screen
    const QPoint corner = button.mapToGlobal(QPoint(button.width(), -measure::kSmall));
    const QRect screen = button.screen()->availableGeometry();
    const int x = std::clamp(corner.x() - width(), screen.left(), std::max(screen.left(), screen.right() - width()));
    move(x, std::max(screen.top(), corner.y() - height()));
    show();
    setFocus();
    Q_EMIT opened();
}

QLabel* Popover::addHeading(const QString& text)
{
    if (column_->count() > 0)
        column_->addSpacing(measure::kSmall);
    auto* heading = asHeading(new QLabel(text));
    column_->addWidget(heading);
    return heading;
}

void Popover::addField(const QString& label, QWidget* field)
{
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kSmall);
    auto* words = new QLabel(label);
    words->setBuddy(field);
    field->setAccessibleName(label);
    field->ensurePolished(); // its size is that of the style sheet
    field->setMinimumWidth(std::max(kFieldWidth, field->minimumSizeHint().width()));
    line->addWidget(words, 1);
    line->addWidget(field);
    column_->addLayout(line);
}

} // namespace cadenza::ui
