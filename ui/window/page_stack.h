#pragma once

#include <QStackedWidget>

#include <vector>

namespace cadenza::ui {

/// Pages of which one is in front. A page is styled and laid out when it is first brought there: a window that opens
/// does not wait for the others.
class PageStack : public QStackedWidget {
    Q_OBJECT

public:
    using QStackedWidget::QStackedWidget;

    void addPage(QWidget* page); ///< takes it; it is in front when `bring` says so
    void bring(int number);      ///< in the order of adding
    [[nodiscard]] int number() const;

private:
    std::vector<QWidget*> pages_;
};

} // namespace cadenza::ui
