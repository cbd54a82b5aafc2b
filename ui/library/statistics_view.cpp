#include "ui/library/statistics_view.h"

#include "ui/library/histogram.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr int kFirstKey = 21, kLastKey = 108; ///< of a piano
constexpr int kFiguresInARow = 3;

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString percent(std::size_t part, std::size_t whole)
{
    return StatisticsView::tr("%1 %").arg(
        std::lround(whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0));
}

/// The keys of a piano, or more where the music has them.
std::pair<int, int> pitchRange(const std::array<std::size_t, 128>& pitches)
{
    const auto sounds = [](std::size_t count) { return count > 0; };
    const auto lowest = std::ranges::find_if(pitches, sounds) - pitches.begin();
    const auto highest = pitches.rend() - std::find_if(pitches.rbegin(), pitches.rend(), sounds) - 1;
    if (lowest == 128)
        return {kFirstKey, kLastKey};
    return {std::min<int>(kFirstKey, static_cast<int>(lowest)), std::max<int>(kLastKey, static_cast<int>(highest))};
}

QLabel* plotHeading(const QString& words, QWidget* parent)
{
    auto* label = new QLabel(words, parent);
    QFont strong = label->font();
    strong.setWeight(QFont::DemiBold);
    label->setFont(strong);
    return label;
}

} // namespace

StatisticsView::StatisticsView(QWidget* parent)
    : QScrollArea(parent), pitches_(new Histogram(tr("Pitches"))), velocities_(new Histogram(tr("Velocities"))),
      composers_(new NamedBars(tr("Notes by composer")))
{
    setObjectName(QStringLiteral("libraryStatistics"));
    setAccessibleName(tr("Statistics of the chosen pieces"));
    auto* inside = new QWidget;
    asSurface(inside);
    auto* figures = new QGridLayout;
    figures->setHorizontalSpacing(measure::kHuge);
    figures->setVerticalSpacing(measure::kMedium);
    int at = 0;
    pieces_ = addFigure(*figures, at++, tr("Pieces"));
    notes_ = addFigure(*figures, at++, tr("Notes"));
    length_ = addFigure(*figures, at++, tr("Length"));
    words_ = addFigure(*figures, at++, tr("Note and chord words"), tr("Different notes and chords in all pieces"));
    chords_ = addFigure(*figures, at++, tr("Chords"), tr("How many onsets strike more than one pitch"));
    voices_ = addFigure(*figures, at++, tr("Voices"), tr("Notes that sound together, on average and at most"));
    tempo_ = addFigure(*figures, at++, tr("Tempo"), tr("Quarters a minute, over all and at its extremes"));
    key_ = addFigure(*figures, at++, tr("Sounds most like"));
    metre_ = addFigure(*figures, at++, tr("Most common metre"));
    grid_ = addFigure(*figures, at++, tr("On the grid"), tr("Onsets on a grid of 24 steps a quarter"));
    velocity_ = addFigure(*figures, at++, tr("Velocity"), tr("Mean and standard deviation"));
    for (int column = 0; column < kFiguresInARow; ++column)
        figures->setColumnStretch(column, 1);

    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(measure::kHuge, measure::kLarge, measure::kHuge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addLayout(figures);
    column->addSpacing(measure::kMedium);
    for (const auto& [words, plot] : {std::pair<QString, QWidget*>{tr("Notes by pitch"), pitches_},
                                      {tr("Notes by velocity"), velocities_},
                                      {tr("Notes by composer"), composers_}}) {
        column->addWidget(plotHeading(words, inside));
        column->addWidget(plot);
        column->addSpacing(measure::kMedium);
    }
    column->addStretch();
    setWidget(inside);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QLabel* StatisticsView::addFigure(QGridLayout& grid, int at, const QString& name, const QString& explanation)
{
    auto* words = asSecondary(new QLabel(name));
    auto* value = asFigure(asHeading(new QLabel));
    value->setAccessibleName(name);
    for (QLabel* label : {words, value})
        label->setToolTip(explanation);
    auto* cell = new QVBoxLayout;
    cell->setSpacing(0);
    cell->addWidget(value);
    cell->addWidget(words);
    grid.addLayout(cell, at / kFiguresInARow, at % kFiguresInARow);
    return value;
}

void StatisticsView::setFigures(const CollectionFigures& figures)
{
    const library::Statistics& all = figures.statistics;
    pieces_->setText(number(all.pieces));
    notes_->setText(number(all.notes));
    length_->setText(clockTime(all.length));
    words_->setText(number(all.distinctWords));
    chords_->setText(percent(all.chords, all.onsets));
    voices_->setText(tr("%1, at most %2").arg(all.meanPolyphony, 0, 'f', 1).arg(all.mostPolyphony));
    tempo_->setText(tr("♩ = %1 (%2–%3)")
                        .arg(std::lround(all.meanTempoBpm))
                        .arg(std::lround(all.slowestTempoBpm))
                        .arg(std::lround(all.fastestTempoBpm)));
    key_->setText(QString::fromStdString(all.key.name()));
    metre_->setText(QStringLiteral("%1/%2").arg(all.metre.numerator).arg(all.metre.denominator));
    grid_->setText(tr("%1 %").arg(100.0 * all.grid.share(), 0, 'f', 1));
    velocity_->setText(tr("%1 ± %2").arg(std::lround(all.meanVelocity())).arg(std::lround(all.velocityDeviation())));

    const auto [lowest, highest] = pitchRange(all.pitches);
    std::vector<std::pair<int, QString>> octaves;
    for (int pitch = (lowest + 11) / 12 * 12; pitch <= highest; pitch += 12)
        octaves.emplace_back(pitch, pitchName(pitch));
    pitches_->setCounts({all.pitches.begin() + lowest, all.pitches.begin() + highest + 1}, lowest, octaves);
    std::vector<std::pair<int, QString>> loudness;
    for (const int velocity : {1, 20, 40, 60, 80, 100, 127})
        loudness.emplace_back(velocity, QString::number(velocity));
    velocities_->setCounts({all.velocities.begin() + 1, all.velocities.end()}, 1, loudness);
    std::vector<NamedBars::Row> rows;
    for (const auto& share : figures.composers)
        rows.push_back({share.composer, share.notes});
    composers_->setRows(std::move(rows));
}

} // namespace cadenza::ui
