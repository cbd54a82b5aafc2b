#pragma once

#include "ui/style/palette.h"

#include <QDBusVariant>
#include <QObject>
#include <QString>

namespace cadenza::ui {

/// What the desktop asks of its programs' looks, from its settings portal (org.freedesktop.portal.Settings of the XDG
/// Desktop Portal); it is asked in the background and followed from then on. Where there is none nothing is said. GUI
/// thread.
class DesktopLook : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void ask(); ///< once; it may take the desktop a while to answer

Q_SIGNALS:
    void themeWanted(cadenza::ui::Theme theme);
    void reducedMotionWanted(bool reduced);

private Q_SLOTS:
    void takeSetting(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void read(const QString& group, const QString& key);
    void tellTheme();

    unsigned scheme_{0}; ///< 1 dark, 2 light, 0 either
    bool highContrast_{false};
};

} // namespace cadenza::ui
