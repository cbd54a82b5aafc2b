#pragma once

#include "ui/library/collection_count.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace cadenza::ui {

class Histogram;
class NamedBars;

/// What the chosen pieces hold, in figures and plots.
class StatisticsView : public QScrollArea {
    Q_OBJECT

public:
    explicit StatisticsView(QWidget* parent = nullptr);

    void setFigures(const CollectionFigures& figures);

private:
    QLabel* addFigure(QGridLayout& grid, int at, const QString& name, const QString& explanation = {});

    QLabel *pieces_, *notes_, *length_, *words_, *chords_, *voices_, *tempo_, *key_, *metre_, *grid_, *velocity_;
    Histogram *pitches_, *velocities_;
    NamedBars* composers_;
};

} // namespace cadenza::ui
