#pragma once

#include "core/seeds/seed_scoring.h"
#include "ui/roll/roll_content.h"

#include <QFrame>

#include <memory>

class QLabel;
class QToolButton;

namespace cadenza::ui {

class ThumbnailRoll;

/// One good seed of the gallery: its picture, where it is, its score, why, and a button that plays it. A click or
/// Enter chooses it.
class SeedCard : public QFrame {
    Q_OBJECT

public:
    SeedCard(const seeds::ScoredWindow& window, const QString& reasons, std::shared_ptr<const midi::Piece> piece,
             QWidget* parent = nullptr);

    [[nodiscard]] NoteRange range() const { return {window_.first, window_.count}; }
    void setChosen(bool chosen);
    void setPlaying(bool playing);

Q_SIGNALS:
    void chosen(std::size_t first, std::size_t count);
    void playRequested(std::size_t first, std::size_t count);

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

    seeds::ScoredWindow window_;
    ThumbnailRoll* picture_;
    QToolButton* play_;
    bool chosen_{false};
};

} // namespace cadenza::ui
