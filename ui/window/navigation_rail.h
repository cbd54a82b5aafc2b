#pragma once

#include <QWidget>

class QAction;
class QButtonGroup;
class QMenu;
class QToolButton;

namespace cadenza::ui {

/// The strip at the left edge: one button a page; undo, the project, help, settings and the theme at the bottom.
class NavigationRail : public QWidget {
    Q_OBJECT

public:
    enum class Page { Library, Train, Compose, Welcome }; ///< the last has no button

    explicit NavigationRail(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    void setCurrent(Page page);
    void setProjectMenu(QMenu* menu); ///< what the button at the bottom opens
    void setHelpMenu(QMenu* menu);
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
    QToolButton* help_;
    QToolButton* settings_;
    QToolButton* theme_;
};

} // namespace cadenza::ui
