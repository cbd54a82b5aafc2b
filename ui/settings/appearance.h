#pragma once

#include "ui/style/desktop_look.h"
#include "ui/style/palette.h"

#include <QObject>

#include <optional>

class QApplication;

namespace cadenza::ui {

class SettingsStore;

/// How the program looks: as a person chose, and where that is “as the desktop”, as the desktop asks. What the desktop
/// asked for last is remembered, so that a window opens in its colours before it has answered. GUI thread.
class Appearance : public QObject {
    Q_OBJECT

public:
    /// Applies theme and motion at once, and follows `store` and the desktop from then on; `forced` holds until another
    /// theme is chosen. Both must outlive it.
    Appearance(QApplication& application, SettingsStore& store, std::optional<Theme> forced = {});

    /// Dark where neither a person nor the desktop asks for another.
    [[nodiscard]] static Theme themeOf(const SettingsStore& store);

private:
    void follow();

    QApplication& application_;
    SettingsStore& store_;
    DesktopLook desktop_;
    Theme chosen_; ///< by the settings, whatever was forced
    bool desktopReducesMotion_{false};
};

} // namespace cadenza::ui
