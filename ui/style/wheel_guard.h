#pragma once

#include <QObject>

namespace cadenza::ui {

/// Rolling the wheel scrolls the page, whatever lies under the mouse: only a number, a choice or a slider that was
/// clicked, or reached by keyboard, is changed by it. Installed on the application. GUI thread.
class WheelGuard : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace cadenza::ui
