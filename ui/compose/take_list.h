#pragma once

#include "ui/compose/take_row.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

/// The takes as rows, one of them chosen: a family tree to be read from top to bottom.
class TakeList : public QScrollArea {
    Q_OBJECT

public:
    explicit TakeList(QWidget* parent = nullptr);

    [[nodiscard]] std::size_t count() const { return rows_.size(); }
    [[nodiscard]] TakeRow& row(std::size_t take) const { return *rows_[take]; } ///< precondition: there is such a take
    [[nodiscard]] std::optional<std::size_t> chosen() const { return chosen_; }
    void choose(std::size_t take); ///< and shows it; ignored where there is no such take
    void chooseNone();

    void setCount(std::size_t count); ///< empty rows come and go at the end
    /// Keeps these rows, in this order, with `fresh` empty ones from place `place` on.
    void rearrange(const std::vector<std::size_t>& staying, std::size_t place, std::size_t fresh);

Q_SIGNALS:
    void takeChosen(std::size_t take);
    void playPressed(std::size_t take);
    void pausePressed();
    void seekRequested(cadenza::Seconds position); ///< in the chosen one
    void starred(std::size_t take, bool on);
    void exportPressed(std::size_t take);
    void labelPressed(std::size_t take);
    void deletePressed(std::size_t take);
    void settingsPressed(std::size_t take);
    void draggedOut(std::size_t take);

private:
    [[nodiscard]] TakeRow* makeRow();
    void connectRow(TakeRow* row);
    void layRows();
    [[nodiscard]] std::size_t placeOf(const TakeRow* row) const;

    std::vector<TakeRow*> rows_;
    std::optional<std::size_t> chosen_;
    QLabel* hint_;
    QVBoxLayout* column_;
};

} // namespace cadenza::ui
