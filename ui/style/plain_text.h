#pragma once

#include <QObject>

namespace cadenza::ui {

/// Shows titles and names as they are, whatever stands in them: no label and no tool tip of the program takes markup.
/// Installed on the application. GUI thread.
class PlainText : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace cadenza::ui
