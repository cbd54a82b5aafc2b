#include "ui/compose/take_length.h"

#include "ui/compose/word_slider.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

/// What a unit allows, and what short, usual and long are in it.
struct Scale {
    int least, most;
    int brief, usual, extended;
    int step;
};
constexpr std::array kScales{Scale{16, 4000, 40, 200, 1000, 50}, Scale{1, 256, 3, 16, 80, 1},
                             Scale{5, 900, 10, 45, 200, 5}};

} // namespace

TakeLength::TakeLength(QWidget* parent)
    : QWidget(parent), number_(new QSpinBox), unit_(new QComboBox),
      slider_(new WordSlider(u"takeReach"_s, tr("Short"), tr("Long")))
{
    number_->setObjectName(u"takeLength"_s);
    number_->setAccessibleName(tr("Length of a take"));
    number_->setAlignment(Qt::AlignRight);
    unit_->setObjectName(u"takeLengthUnit"_s);
    unit_->setAccessibleName(tr("Unit of the length"));
    unit_->addItems({tr("notes"), tr("bars"), tr("seconds")});
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    auto* label = new QLabel(tr("Length"));
    label->setBuddy(number_);
    line->addWidget(label, 1);
    line->addWidget(number_);
    line->addWidget(unit_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTight);
    column->addLayout(line);
    column->addWidget(slider_);
    takeOnUnit();
    connect(unit_, &QComboBox::currentIndexChanged, this, [this] {
        takeOnUnit();
        Q_EMIT changed();
    });
    connect(number_, &QSpinBox::valueChanged, this, [this] {
        showSlider();
        Q_EMIT changed();
    });
    connect(slider_, &WordSlider::moved, this, [this](double place) {
        const Scale& scale = kScales[static_cast<std::size_t>(unit())];
        {
            const QSignalBlocker quiet(number_);
            const double length =
                scale.usual * std::pow(static_cast<double>(scale.extended) / scale.usual, 2 * place - 1);
            number_->setValue(static_cast<int>(std::lround(length)));
        }
        slider_->setMeaning(tr("%1 %2").arg(number_->value()).arg(unit_->currentText()), slider_->toolTip());
        Q_EMIT changed();
        Q_EMIT slid();
    });
}

TakeLength::Unit TakeLength::unit() const
{
    return static_cast<Unit>(unit_->currentIndex());
}

void TakeLength::takeOnUnit()
{
    const Scale& scale = kScales[static_cast<std::size_t>(unit())];
    const QSignalBlocker quiet(number_);
    number_->setRange(scale.least, scale.most);
    number_->setSingleStep(scale.step);
    number_->setValue(scale.usual);
    showSlider();
}

void TakeLength::showSlider()
{
    const Scale& scale = kScales[static_cast<std::size_t>(unit())];
    const double ratio = std::log(static_cast<double>(number_->value()) / scale.usual)
                         / std::log(static_cast<double>(scale.extended) / scale.usual);
    slider_->setValue((ratio + 1.0) / 2.0);
    slider_->setMeaning(tr("%1 %2").arg(number_->value()).arg(unit_->currentText()),
                        tr("From %1 to %2 %3 that each take adds to the seed.")
                            .arg(scale.brief)
                            .arg(scale.extended)
                            .arg(unit_->currentText()));
}

generation::Ending TakeLength::ending() const
{
    generation::Ending ending;
    switch (unit()) {
    case Unit::Notes: ending.notes = number_->value(); break;
    case Unit::Bars: ending.bars = number_->value(); break;
    case Unit::Seconds: ending.seconds = number_->value(); break;
    }
    return ending;
}

void TakeLength::setEnding(const generation::Ending& ending)
{
    const Unit wanted = ending.bars > 0.0 ? Unit::Bars : ending.seconds > 0.0 ? Unit::Seconds : Unit::Notes;
    const double length = wanted == Unit::Bars ? ending.bars : wanted == Unit::Seconds ? ending.seconds : ending.notes;
    {
        const QSignalBlocker quiet(unit_);
        unit_->setCurrentIndex(static_cast<int>(wanted));
    }
    takeOnUnit();
    if (length > 0.0)
        number_->setValue(static_cast<int>(std::lround(length)));
}

void TakeLength::allowBars(bool allowed)
{
    constexpr int bars = static_cast<int>(Unit::Bars);
    if (auto* items = qobject_cast<QStandardItemModel*>(unit_->model()))
        items->item(bars)->setEnabled(allowed);
    if (!allowed && unit_->currentIndex() == bars)
        unit_->setCurrentIndex(static_cast<int>(Unit::Notes));
}

} // namespace cadenza::ui

#include "moc_take_length.cpp"
