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
    /// What can be done with a run.
    struct Actions {
        bool hasModel{false};
        bool canGoOn{false}; ///< where it stopped; else a new run goes on from its model
    };
    void setActions(std::size_t index, Actions actions);
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t currentIndex() const; ///< precondition: there is a run

Q_SIGNALS:
    void chosen(std::size_t index);
    void modelRequested(std::size_t index);
    void goOnRequested(std::size_t index);

private:
    void showCurrent();

    QListWidget* list_;
    QLabel* empty_;
    QPushButton* use_;
    QPushButton* goOn_;
};

} // namespace cadenza::ui
