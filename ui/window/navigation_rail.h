#pragma once

#include <QWidget>

class QAction;
class QButtonGroup;
class QMenu;
class QToolButton;

namespace cadenza::ui {

/// The strip at the left edge: one button a page; undo, the project and the theme at the bottom.
class NavigationRail : public QWidget {
    Q_OBJECT

public:
    enum class Page { Library, Train, Compose };

    explicit NavigationRail(QWidget* parent = nullptr);
    void setCurrent(Page page);
    void setProjectMenu(QMenu* menu); ///< what the button at the bottom opens
    void setHistory(QAction* undo, QAction* redo);

Q_SIGNALS:
    void pageChosen(cadenza::ui::NavigationRail::Page page);
    void themeToggled();
    void settingsWanted();

private:
    QToolButton* addPage(Page page, const QString& iconName, const QString& text, const QString& objectName);
    void updateIcons();

    QButtonGroup* pages_;
    QToolButton *undo_, *redo_;
    QToolButton* project_;
    QToolButton* settings_;
    QToolButton* theme_;
};

} // namespace cadenza::ui
