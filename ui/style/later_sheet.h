#pragma once

#include <QApplication>

namespace cadenza::ui {

/// While it lives, `applyTheme` leaves the style sheet out; it is applied when it ends. For a window that is being put
/// together: a sheet is worked out anew for whatever moves to another parent. One at a time, GUI thread.
class LaterSheet {
public:
    explicit LaterSheet(QApplication& application);
    ~LaterSheet();
    LaterSheet(const LaterSheet&) = delete;
    LaterSheet& operator=(const LaterSheet&) = delete;

private:
    QApplication& application_;
};

} // namespace cadenza::ui
