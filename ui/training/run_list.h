#pragma once

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace cadenza::ui {

/// The runs of this window, newest first: choose one to see its curves, and use its model again.
class RunList : public QWidget {
    Q_OBJECT

public:
    explicit RunList(QWidget* parent = nullptr);

    void add(const QString& name, const QString& summary); ///< and chooses it; indices count from the oldest
    void choose(std::size_t index);
    void setSummary(std::size_t index, const QString& summary);
    void setHasModel(std::size_t index, bool hasModel);
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t currentIndex() const; ///< precondition: there is a run

Q_SIGNALS:
    void chosen(std::size_t index);
    void modelRequested(std::size_t index);

private:
    void showCurrent();

    QListWidget* list_;
    QLabel* empty_;
    QPushButton* use_;
};

} // namespace cadenza::ui
