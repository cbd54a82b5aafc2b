#include "ui/compose/word_slider.h"

#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kSteps = 100;

} // namespace

WordSlider::WordSlider(const QString& objectName, const QString& from, const QString& to, QWidget* parent)
    : QWidget(parent), slider_(new QSlider(Qt::Horizontal)), meaning_(explanationLabel({}))
{
    slider_->setObjectName(objectName);
    slider_->setAccessibleName(tr("%1 to %2").arg(from, to.toLower()));
    slider_->setRange(0, kSteps);
    slider_->setValue(kSteps / 2);
    slider_->setPageStep(kSteps / 10);
    meaning_->setObjectName(objectName + u"Meaning"_s);
    auto* ends = new QHBoxLayout;
    ends->setSpacing(measure::kTight);
    const auto addWord = [ends](QLabel* word, Qt::Alignment alignment, int stretch) {
        word->setWordWrap(false);
        word->setAlignment(alignment);
        ends->addWidget(word, stretch);
    };
    addWord(explanationLabel(from), Qt::AlignLeft, 0);
    addWord(meaning_, Qt::AlignHCenter, 1);
    addWord(explanationLabel(to), Qt::AlignRight, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(slider_);
    column->addLayout(ends);
    connect(slider_, &QSlider::valueChanged, this, [this] { Q_EMIT moved(value()); });
}

double WordSlider::value() const
{
    return slider_->value() / static_cast<double>(kSteps);
}

void WordSlider::setValue(double value)
{
    const QSignalBlocker quiet(slider_);
    slider_->setValue(static_cast<int>(std::lround(std::clamp(value, 0.0, 1.0) * kSteps)));
}

void WordSlider::setMeaning(const QString& words, const QString& sentence)
{
    meaning_->setText(words);
    meaning_->setToolTip(sentence);
    slider_->setToolTip(sentence);
    slider_->setAccessibleDescription(sentence);
}

} // namespace cadenza::ui

#include "moc_word_slider.cpp"
