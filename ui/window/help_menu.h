#pragma once

#include <QMenu>

class QAction;

namespace cadenza::ui {

/// Where help is to be had. Emits wishes. GUI thread.
class HelpMenu : public QMenu {
    Q_OBJECT

public:
    explicit HelpMenu(QWidget* parent = nullptr);

    [[nodiscard]] QAction* guide() const { return guide_; }

Q_SIGNALS:
    void guideWanted();
    void welcomeWanted();
    void tourWanted();
    void shortcutsWanted();

private:
    void showAbout();

    QAction* guide_;
};

} // namespace cadenza::ui
