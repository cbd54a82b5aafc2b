#pragma once

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace cadenza::ui {

/// One stop of the tour: a part of the window and what it is for.
struct TourStop {
    std::function<QWidget*()> find; ///< brings its page to the front; null where it is not there
    QString title, words;
};

/// A walk through the window: all but one part steps back, and a card beside it says what it is for. It can be left at
/// any moment; it deletes itself at its end. GUI thread.
class Tour : public QWidget {
    Q_OBJECT

public:
    /// Lies over `window`.
    Tour(std::vector<TourStop> stops, QWidget& window);

    void start();
    [[nodiscard]] bool showsSomething() const; ///< whether the part of this stop is in sight

Q_SIGNALS:
    void ended();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override; ///< stays on the card

private:
    void goTo(std::size_t stop);
    void place();
    void end();
    [[nodiscard]] bool walk(int key);
    [[nodiscard]] QRect target() const;

    std::vector<TourStop> stops_;
    std::size_t now_{0};
    QPointer<QWidget> shown_;
    QWidget* card_;
    QLabel *title_, *words_, *count_;
    QPushButton *skip_, *back_, *next_;
};

} // namespace cadenza::ui
