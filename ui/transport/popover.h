#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

/// A small panel that opens above a button of the transport and closes when one clicks elsewhere or presses Escape.
class Popover : public QFrame {
    Q_OBJECT

public:
    explicit Popover(const QString& title, QWidget* parent = nullptr);
    /// Its lower right corner stands above `button`, on the screen.
    void openAbove(const QWidget& button);

Q_SIGNALS:
    void opened();

protected:
    [[nodiscard]] QVBoxLayout* column() const { return column_; }
    /// A heading within the panel.
    QLabel* addHeading(const QString& text);
    /// A labelled line: the label is the field's buddy and its accessible name.
    void addField(const QString& label, QWidget* field);

private:
    QVBoxLayout* column_;
};

} // namespace cadenza::ui
