#pragma once

#include <QWidget>

class QToolButton;

namespace cadenza::ui {

/// One setting: its name and what it does, the control for it, and the way back to its usual value.
class SettingLine : public QWidget {
    Q_OBJECT

public:
    /// `name` is the setting's in the file; `control` becomes the line's.
    SettingLine(const QString& name, const QString& title, const QString& explanation, QWidget* control,
                QWidget* parent = nullptr);

    void setChanged(bool changed); ///< from its usual value

Q_SIGNALS:
    void resetRequested();

private:
    QToolButton* reset_;
};

} // namespace cadenza::ui
