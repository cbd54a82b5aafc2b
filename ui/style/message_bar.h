#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace cadenza::ui {

enum class MessageKind { Info, Good, Warning, Error };

/// One clear sentence across the top of a page, with at most one thing to do about it. Hidden until something is said;
/// a new message replaces the old one.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    /// `action` is the words on the button; empty for none.
    void show(MessageKind kind, const QString& message, const QString& action = {});
    void dismiss();
    [[nodiscard]] QString message() const;

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showKind();

    MessageKind kind_{MessageKind::Info};
    QLabel* symbol_;
    QLabel* text_;
    QPushButton* action_;
    QToolButton* close_;
};

} // namespace cadenza::ui
