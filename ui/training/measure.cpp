#include "ui/training/measure.h"

#include "ui/training/run_chart.h"

namespace cadenza::ui {
namespace {

using training::Tally;

constexpr std::size_t kTrainLine = 0;
constexpr std::size_t kValidLine = 1;

/// A measure that both music that is trained on and held-out music have: its sum over the notes of a tally.
double sumOf(Measure measure, const Tally& tally)
{
    constexpr double kPercent = 100.0;
    switch (measure) {
    case Measure::Loss: return tally.nllPerNote() * tally.notes;
    case Measure::PitchLoss: return tally.pitch;
    case Measure::TimingLoss: return tally.step;
    case Measure::DurationLoss: return tally.duration;
    case Measure::VelocityLoss: return tally.velocity;
    case Measure::PitchAccuracy: return kPercent * tally.pitchRight;
    case Measure::TimingAccuracy: return kPercent * tally.stepRight;
    case Measure::DurationAccuracy: return kPercent * tally.durationRight;
    case Measure::VelocityAccuracy: return kPercent * tally.velocityRight;
    default: return 0.0;
    }
}

bool isOfNotes(Measure measure)
{
    return measure <= Measure::VelocityAccuracy;
}

std::optional<double> meanOf(Measure measure, const Tally& tally)
{
    return tally.notes > 0.0 ? std::optional(sumOf(measure, tally) / tally.notes) : std::nullopt;
}

} // namespace

const std::vector<Measure>& allMeasures()
{
    static const std::vector<Measure> all{Measure::Loss,           Measure::PitchLoss,        Measure::TimingLoss,
                                          Measure::DurationLoss,   Measure::VelocityLoss,     Measure::PitchAccuracy,
                                          Measure::TimingAccuracy, Measure::DurationAccuracy, Measure::VelocityAccuracy,
                                          Measure::LearningRate,   Measure::GradientNorm,     Measure::Speed,
                                          Measure::Memory};
    return all;
}

QString titleOf(Measure measure)
{
    switch (measure) {
    case Measure::Loss: return RunChart::tr("Loss");
    case Measure::PitchLoss: return RunChart::tr("Loss of pitch");
    case Measure::TimingLoss: return RunChart::tr("Loss of timing");
    case Measure::DurationLoss: return RunChart::tr("Loss of duration");
    case Measure::VelocityLoss: return RunChart::tr("Loss of velocity");
    case Measure::PitchAccuracy: return RunChart::tr("Pitches foretold");
    case Measure::TimingAccuracy: return RunChart::tr("Timings foretold");
    case Measure::DurationAccuracy: return RunChart::tr("Durations foretold");
    case Measure::VelocityAccuracy: return RunChart::tr("Velocities foretold");
    case Measure::LearningRate: return RunChart::tr("Learning rate");
    case Measure::GradientNorm: return RunChart::tr("Gradient norm");
    case Measure::Speed: return RunChart::tr("Speed");
    case Measure::Memory: break;
    }
    return RunChart::tr("Memory");
}

QString axisNameOf(Measure measure)
{
    if (isAccuracy(measure))
        return RunChart::tr("exactly right, % of notes");
    switch (measure) {
    case Measure::LearningRate: return RunChart::tr("learning rate");
    case Measure::GradientNorm: return RunChart::tr("gradient norm (L2)");
    case Measure::Speed: return RunChart::tr("notes per second");
    case Measure::Memory: return RunChart::tr("memory, MB");
    default: return RunChart::tr("loss, nats per note");
    }
}

bool isAccuracy(Measure measure)
{
    return measure >= Measure::PitchAccuracy && measure <= Measure::VelocityAccuracy;
}

std::optional<double> trainingValue(Measure measure, const training::TrainingReport& report)
{
    switch (measure) {
    case Measure::Loss: return report.train.notes > 0.0 ? std::optional(report.trainNll) : std::nullopt;
    case Measure::LearningRate: return report.learningRate;
    case Measure::GradientNorm: return report.gradientNorm;
    case Measure::Speed: return report.train.notes > 0.0 ? std::optional(report.notesPerSecond) : std::nullopt;
    case Measure::Memory: return report.peakMemoryMB;
    default: return meanOf(measure, report.train);
    }
}

std::optional<double> validationValue(Measure measure, const training::TrainingReport& report)
{
    return report.valid && isOfNotes(measure) ? meanOf(measure, *report.valid) : std::nullopt;
}

std::optional<double> baselineValue(Measure measure, const training::RunFacts& facts)
{
    if (!isAccuracy(measure) || facts.trainNotes == 0)
        return std::nullopt;
    const training::Baseline& share = facts.baseline;
    return 100.0
           * (measure == Measure::PitchAccuracy      ? share.pitch
              : measure == Measure::TimingAccuracy   ? share.step
              : measure == Measure::DurationAccuracy ? share.duration
                                                     : share.velocity);
}

void showMeasure(RunChart& chart, Measure measure)
{
    std::vector<RunChart::Line> lines{{isOfNotes(measure) ? RunChart::tr("training") : RunChart::tr("now"),
                                       &Palette::trainLoss, RunChart::Curve::Noisy, RunChart::Best::Unmarked}};
    if (isOfNotes(measure))
        lines.push_back({RunChart::tr("validation"), &Palette::validLoss, RunChart::Curve::Sparse,
                         isAccuracy(measure) ? RunChart::Best::Highest : RunChart::Best::Lowest});
    chart.setLines(std::move(lines));
    chart.setAxisNames(RunChart::tr("training time, min:s"), axisNameOf(measure));
}

void appendReport(RunChart& chart, Measure measure, const training::TrainingReport& report)
{
    if (const auto value = trainingValue(measure, report))
        chart.append(kTrainLine, report.seconds, *value);
    if (const auto value = validationValue(measure, report))
        chart.append(kValidLine, report.seconds, *value);
}

} // namespace cadenza::ui
