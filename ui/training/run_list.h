#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QToolButton;

namespace cadenza::ui {

/// The runs of this project, newest first: choose one to see its curves, use its model again, train it further, or lay
/// its curves over another's.
class RunList : public QWidget {
    Q_OBJECT

public:
    explicit RunList(QWidget* parent = nullptr);

    void clear(); ///< says nothing
    /// Says nothing, and leaves the choice where it is. Indices count from the oldest.
    void insert(std::size_t index, const QString& name);
    void choose(std::size_t index);
    /// What stands below a run's name, and all that there is to say.
    struct Words {
        QString outcome{};
        QString material{};
        QString details{}; ///< shown as a tool tip
    };
    void setWords(std::size_t index, const Words& words);
    /// What can be done with a run.
    struct Actions {
        bool hasModel{false};
        bool canGoOn{false};   ///< where it stopped; else a new run goes on from its model
        bool elsewhere{false}; ///< another machine trains it: then one can read how that is done
        bool canEdit{false};   ///< renamed, annotated and deleted
    };
    void setActions(std::size_t index, Actions actions);
    /// The hue of a run among those whose curves are laid over each other; nothing for one that is not.
    void setHue(std::size_t index, std::optional<std::size_t> hue);
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::size_t currentIndex() const; ///< precondition: there is a run

Q_SIGNALS:
    void chosen(std::size_t index);
    void modelRequested(std::size_t index);
    void goOnRequested(std::size_t index);
    void compareToggled(std::size_t index, bool compared);
    void labelRequested(std::size_t index);
    void deleteRequested(std::size_t index);

private:
    [[nodiscard]] QListWidgetItem* itemOf(std::size_t index) const;
    [[nodiscard]] QString hint() const;
    void showCurrent();
    void showGoingOn(const QListWidgetItem* item);

    QListWidget* list_;
    QLabel* empty_;
    QPushButton* use_;
    QPushButton* goOn_;
    QPushButton* compare_;
    QLabel* hint_;
    QToolButton* label_;
    QToolButton* delete_;
};

} // namespace cadenza::ui
