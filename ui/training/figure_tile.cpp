#include "ui/training/figure_tile.h"

#include "ui/style/elided_label.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr int kWidestName = 96; ///< pixels; longer ones give way where there is little room

QLabel* asSmall(QLabel* label, const QString& text)
{
    asSecondary(label)->setText(text);
    QFont font = label->font();
    font.setPixelSize(measure::kSmallTextPixels);
    label->setFont(font);
    return label;
}

} // namespace

FigureTile::FigureTile(const QString& objectName, const QString& name, const QString& unit, QWidget* parent)
    : QWidget(parent), name_(name), unit_(unit), number_(new QLabel), unitLabel_(asSmall(new QLabel, unit))
{
    setObjectName(objectName);
    QFont font = number_->font();
    font.setPixelSize(20);
    number_->setFont(font);
    asFigure(number_);
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    line->addWidget(number_, 0, Qt::AlignBaseline);
    line->addWidget(unitLabel_, 0, Qt::AlignBaseline);
    line->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QLabel* nameLabel = asSmall(new ElidedLabel, name);
    nameLabel->setMinimumWidth(std::min(nameLabel->fontMetrics().horizontalAdvance(name) + 1, kWidestName));
    column->addWidget(nameLabel);
    column->addLayout(line);
    setFigure({});
}

void FigureTile::setFigure(const QString& figure)
{
    number_->setText(figure.isEmpty() ? QStringLiteral("–") : figure);
    unitLabel_->setVisible(!figure.isEmpty());
    setAccessibleName(figure.isEmpty() ? name_ : name_ + u' ' + figure + u' ' + unit_);
}

QString FigureTile::figure() const
{
    return number_->text();
}

} // namespace cadenza::ui

#include "moc_figure_tile.cpp"
