#include "ui/training/run_comparison.h"

#include "ui/style/theme.h"
#include "ui/training/run_chart.h"
#include "ui/training/training_settings.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kTallest = 190;
constexpr double kReadable = 4.5; ///< contrast: the hue also writes the run's name
/// The colours of M. Okabe and K. Ito (Color Universal Design, 2008), those first that stay furthest apart where they
/// are made darker or lighter to be read.
constexpr QRgb kOkabeIto[] = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0xF0E442};

bool differ(const QStringList& values)
{
    return std::ranges::adjacent_find(values, std::ranges::not_equal_to{}) != values.end();
}

ComparisonRow row(const QString& name, std::span<const TrainingRun* const> runs,
                  const std::function<QString(const TrainingRun&)>& valueOf)
{
    ComparisonRow made{name, {}};
    for (const TrainingRun* run : runs)
        made.values << valueOf(*run);
    return made;
}

std::size_t hueOf(const TrainingRun& run)
{
    return run.hue.value_or(0);
}

bool hasValidation(Measure measure, const TrainingRun& run)
{
    return std::ranges::any_of(run.history,
                               [&](const auto& report) { return validationValue(measure, report).has_value(); });
}

} // namespace

std::vector<ComparisonRow> compareRuns(std::span<const TrainingRun* const> runs)
{
    const auto number = [](std::size_t value) { return QLocale().toString(static_cast<qulonglong>(value)); };
    std::vector<ComparisonRow> rows{
        row(RunComparison::tr("Best validation loss, nats"), runs,
            [](const TrainingRun& run) { return run.facts.bestNll > 0.0 ? valueText(run.facts.bestNll) : u"–"_s; }),
        row(RunComparison::tr("Trained for"), runs,
            [](const TrainingRun& run) { return clockText(run.facts.seconds); }),
    };
    const auto addIfDifferent = [&](ComparisonRow&& more) {
        if (differ(more.values))
            rows.push_back(std::move(more));
    };
    addIfDifferent(row(RunComparison::tr("Notes trained on"), runs,
                       [&](const TrainingRun& run) { return number(run.facts.trainNotes); }));
    addIfDifferent(row(RunComparison::tr("Began from"), runs, [](const TrainingRun& run) {
        return run.facts.from.empty() ? RunComparison::tr("nothing") : QString::fromStdString(run.facts.from);
    }));
    for (const TrainingSetting& setting : trainingSettings())
        addIfDifferent(
            row(setting.number.label, runs, [&](const TrainingRun& run) { return valueText(setting, run.config); }));
    addIfDifferent(row(RunComparison::tr("Transpose"), runs, [](const TrainingRun& run) {
        return run.config.transpose ? RunComparison::tr("yes") : RunComparison::tr("no");
    }));
    return rows;
}

QColor comparedHue(std::size_t hue, const Palette& palette)
{
    QColor colour(kOkabeIto[hue % std::size(kOkabeIto)]);
    const QColor towards = palette.isDark() ? Qt::white : Qt::black;
    while (contrast(colour, palette.surface) < kReadable || contrast(colour, palette.window) < kReadable)
        colour = mixed(colour, towards, 0.04);
    return colour;
}

void showCompared(RunChart& chart, Measure measure, std::span<const TrainingRun* const> runs)
{
    std::vector<RunChart::Line> lines;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const bool sparse = hasValidation(measure, *runs[i]);
        lines.push_back({runs[i]->name,
                         [hue = hueOf(*runs[i])](const Palette& palette) { return comparedHue(hue, palette); },
                         sparse ? RunChart::Curve::Sparse : RunChart::Curve::Noisy,
                         !sparse               ? RunChart::Best::Unmarked
                         : isAccuracy(measure) ? RunChart::Best::Highest
                                               : RunChart::Best::Lowest});
    }
    chart.setLines(std::move(lines));
    chart.setAxisNames(RunChart::tr("training time, min:s"), axisNameOf(measure));
    chart.setMarks({});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const bool sparse = hasValidation(measure, *runs[i]);
        for (const training::TrainingReport& report : runs[i]->history)
            if (const auto value = sparse ? validationValue(measure, report) : trainingValue(measure, report))
                chart.append(i, report.seconds, *value);
    }
}

RunComparison::RunComparison(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"runComparison"_s);
    setAccessibleName(tr("Comparison of the chosen runs"));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] {
        for (const Cell& cell : cells_)
            cell.label->setStyleSheet(u"color: "_s + cell.colour(currentPalette()).name());
    });
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"runComparisonScroll"_s);
    scroll->setAccessibleName(accessibleName());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    table_ = new QWidget;
    table_->setProperty("plain", true);
    scroll->setWidget(table_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    setMaximumHeight(kTallest);
}

void RunComparison::addCell(const QString& text, int row, int column, Colour colour)
{
    auto* label = asFigure(new QLabel(text));
    label->setTextFormat(Qt::PlainText); // it may name a run
    label->setStyleSheet(u"color: "_s + colour(currentPalette()).name());
    grid_->addWidget(label, row, column);
    cells_.push_back({label, std::move(colour)});
}

void RunComparison::show(std::span<const TrainingRun* const> runs)
{
    delete grid_;
    qDeleteAll(table_->findChildren<QLabel*>());
    cells_.clear();
    grid_ = new QGridLayout(table_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(measure::kHuge);
    grid_->setVerticalSpacing(measure::kTight);
    for (std::size_t i = 0; i < runs.size(); ++i)
        addCell(runs[i]->name, 0, static_cast<int>(i) + 1,
                [hue = hueOf(*runs[i])](const Palette& palette) { return comparedHue(hue, palette); });
    int line = 1;
    for (const ComparisonRow& row : compareRuns(runs)) {
        addCell(row.name, line, 0, std::mem_fn(&Palette::secondaryText));
        for (int i = 0; i < row.values.size(); ++i)
            addCell(row.values[i], line, i + 1, std::mem_fn(&Palette::text));
        ++line;
    }
    grid_->setRowStretch(line, 1);
    grid_->setColumnStretch(static_cast<int>(runs.size()) + 1, 1);
}

} // namespace cadenza::ui

#include "moc_run_comparison.cpp"
