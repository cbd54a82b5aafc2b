#pragma once

#include "ui/seeds/gallery_seed.h"

#include <QFrame>

class QToolButton;

namespace cadenza::ui {

class ThumbnailRoll;

/// Where a seed lies: "Bars 13–17".
[[nodiscard]] QString barsInWords(const RollContent& content, const NoteRange& range);

/// One good seed of the gallery: its picture, where it is, its score, why, a button that plays it and one that keeps
/// it. A click or Enter chooses it; the arrows go on to the next.
class SeedCard : public QFrame {
    Q_OBJECT

public:
    /// `figure` stands for the score where another measure is looked at: "87 %"; `measureName` says of what.
    SeedCard(GallerySeed seed, const QString& reasons, const QString& figure = {}, const QString& measureName = {},
             QWidget* parent = nullptr);

    [[nodiscard]] const GallerySeed& seed() const { return seed_; }
    [[nodiscard]] NoteRange range() const { return seed_.range(); }
    void setChosen(bool chosen);
    void setPlaying(bool playing);

Q_SIGNALS:
    void chosen(std::size_t first, std::size_t count);
    void playRequested(std::size_t first, std::size_t count);
    void starred(bool on);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void choose();
    void showStar();

    GallerySeed seed_;
    ThumbnailRoll* picture_;
    QToolButton *play_, *star_;
    bool chosen_{false};
};

} // namespace cadenza::ui
