#include "ui/training/learning_curve.h"

#include "ui/training/loss_chart.h"

namespace cadenza::ui {
namespace {

constexpr std::size_t kTrainLine = 0;
constexpr std::size_t kValidLine = 1;

} // namespace

void setLearningLines(LossChart& chart)
{
    chart.setLines(
        {{LossChart::tr("training"), &Palette::trainLoss, LossChart::Curve::Noisy, LossChart::Best::Unmarked},
         {LossChart::tr("validation"), &Palette::validLoss, LossChart::Curve::Sparse, LossChart::Best::Lowest}});
}

void appendReport(LossChart& chart, const training::TrainingReport& report)
{
    if (report.train.notes > 0.0)
        chart.append(kTrainLine, report.seconds, report.trainNll);
    if (report.valid && report.valid->notes > 0.0)
        chart.append(kValidLine, report.seconds, report.valid->nllPerNote());
}

} // namespace cadenza::ui
