#include "ui/training/chart_bar.h"

#include "ui/style/theme.h"
#include "ui/style/tool_button.h"
#include "ui/training/run_chart.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

ChartBar::ChartBar(RunChart& chart, QWidget* parent) : QWidget(parent), measures_(new QComboBox)
{
    measures_->setObjectName(u"measure"_s);
    measures_->setAccessibleName(tr("What the chart shows"));
    for (const Measure measure : allMeasures()) {
        if (measure == Measure::PitchAccuracy || measure == Measure::LearningRate)
            measures_->insertSeparator(measures_->count());
        measures_->addItem(titleOf(measure), static_cast<int>(measure));
    }
    measures_->setMaxVisibleItems(measures_->count());
    auto* smoothing = new QSlider(Qt::Horizontal);
    smoothing->setObjectName(u"smoothing"_s);
    smoothing->setAccessibleName(tr("Smoothing of the training curve"));
    smoothing->setRange(0, 99);
    smoothing->setValue(90);
    smoothing->setFixedWidth(90);
    auto* logarithmic = asQuiet(new QPushButton(tr("Log scale")));
    logarithmic->setObjectName(u"logScale"_s);
    logarithmic->setAccessibleName(tr("Logarithmic scale"));
    logarithmic->setCheckable(true);
    auto* whole = makeToolButton(this, u"wholeRun"_s, u"fit"_s, tr("Show the whole run (drag or + to look closer)"));
    whole->setEnabled(false);
    auto* write = makeToolButton(this, u"exportChart"_s, u"export"_s, tr("Export the chart: PNG, SVG or CSV"));

    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    for (QWidget* part : std::initializer_list<QWidget*>{measures_, asSecondary(new QLabel(tr("Smoothing"))), smoothing,
                                                         logarithmic, whole, write})
        line->addWidget(part);
    connect(measures_, &QComboBox::currentIndexChanged, this, &ChartBar::measureChosen);
    connect(smoothing, &QSlider::valueChanged, &chart, [&chart](int value) { chart.setSmoothing(value / 100.0); });
    connect(logarithmic, &QPushButton::toggled, &chart,
            [&chart](bool on) { chart.setVerticalScale(on ? ScaleKind::Logarithmic : ScaleKind::Linear); });
    connect(whole, &QToolButton::clicked, &chart, [&chart] { chart.zoomTo({}); });
    connect(&chart, &RunChart::zoomed, whole, &QWidget::setEnabled);
    connect(write, &QToolButton::clicked, this, &ChartBar::exportRequested);
}

Measure ChartBar::measure() const
{
    return static_cast<Measure>(measures_->currentData().toInt());
}

} // namespace cadenza::ui

#include "moc_chart_bar.cpp"
