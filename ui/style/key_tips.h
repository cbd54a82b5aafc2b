#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace cadenza::ui {

/// Tool tips end with the keys that do the same: “Export… (Ctrl+E)”. Installed on the application. GUI thread.
class KeyTips : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// What the keys of `widget` are called now; empty for none.
    static void setKeys(QWidget& widget, const QString& keys);

    /// The tool tip as it is shown.
    [[nodiscard]] static QString tipOf(const QWidget& widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace cadenza::ui
