#pragma once

#include "ui/style/palette.h"

#include <QAbstractButton>

namespace cadenza::ui {

/// One of a few choices that need a sentence each: a title, a figure beside it and what to expect. Put several in one
/// parent: one of them is always chosen.
class ChoiceCard : public QAbstractButton {
    Q_OBJECT

public:
    /// `accent` colours the frame of the chosen card.
    ChoiceCard(const QString& title, const QString& figure, const QString& sentence, QColor Palette::* accent,
               QWidget* parent = nullptr);

    void setFigure(const QString& figure);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRect sentenceRect(int width) const;

    QString figure_, sentence_;
    QColor Palette::* accent_;
};

} // namespace cadenza::ui
