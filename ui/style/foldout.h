#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace cadenza::ui {

/// A titled part of a panel that can be folded away; folded until asked for.
class Foldout : public QWidget {
    Q_OBJECT

public:
    explicit Foldout(const QString& title, const QString& objectName, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* contents() const { return contents_; }
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void opened();

private:
    QToolButton* header_;
    QWidget* body_;
    QVBoxLayout* contents_;
};

} // namespace cadenza::ui
