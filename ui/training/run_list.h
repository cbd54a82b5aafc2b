#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QToolButton;

namespace cadenza::ui {

/// The runs of this project, newest first: choose one to see its curves, use its model again, train it further, or lay
/// its curves over another's.
class RunList : public QWidget {
    Q_OBJECT

public:
    explicit RunList(QWidget* parent = nullptr);

    void clear();                                          ///< says nothing
    void add(const QString& name, const QString& summary); ///< and chooses it; indices count from the oldest
    void choose(std::size_t index);
    void setSummary(std::size_t index, const QString& summary);
    void setNote(std::size_t index, const QString& note); ///< shown as a tool tip
    /// What can be done with a run.
    struct Actions {
        bool hasModel{false};
        bool canGoOn{false}; ///< where it stopped; else a new run goes on from its model
        bool canEdit{false}; ///< renamed, annotated and deleted
    };
    void setActions(std::size_t index, Actions actions);
    /// Runs whose curves are laid over each other, oldest first; fewer than two compare nothing.
    [[nodiscard]] std::vector<std::size_t> compared() const;
    void setCompared(std::size_t index, bool compared);
    void compareNothing();
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t currentIndex() const; ///< precondition: there is a run

Q_SIGNALS:
    void chosen(std::size_t index);
    void modelRequested(std::size_t index);
    void goOnRequested(std::size_t index);
    void comparedChanged();
    void labelRequested(std::size_t index);
    void deleteRequested(std::size_t index);

private:
    void showCurrent();

    QListWidget* list_;
    QLabel* empty_;
    QPushButton* use_;
    QPushButton* goOn_;
    QPushButton* compare_;
    QToolButton* label_;
    QToolButton* delete_;
};

} // namespace cadenza::ui
