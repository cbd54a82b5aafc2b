#pragma once

#include <QObject>

namespace cadenza::ui {

/// Space plays and pauses, except where the focused control needs it: a button reached by keyboard, a field. Not in a
/// list: going through pieces with the arrows and hearing each is what lists are for.
class SpaceKey : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace cadenza::ui
