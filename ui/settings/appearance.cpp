#include "ui/settings/appearance.h"

#include "ui/settings/settings_store.h"
#include "ui/style/motion.h"
#include "ui/style/theme.h"

#include <QTimer>

namespace cadenza::ui {
namespace {

std::optional<Theme> themeNamed(project::Theme theme)
{
    switch (theme) {
    case project::Theme::System: return std::nullopt;
    case project::Theme::Dark: return Theme::Dark;
    case project::Theme::Light: return Theme::Light;
    case project::Theme::HighContrast: return Theme::HighContrast;
    }
    return std::nullopt;
}

project::Theme settingOf(Theme theme)
{
    switch (theme) {
    case Theme::Dark: return project::Theme::Dark;
    case Theme::Light: return project::Theme::Light;
    case Theme::HighContrast: return project::Theme::HighContrast;
    }
    return project::Theme::Dark;
}

} // namespace

Appearance::Appearance(QApplication& application, SettingsStore& store, std::optional<Theme> forced)
    : application_(application), store_(store), chosen_(themeOf(store))
{
    applyTheme(application, forced.value_or(chosen_));
    setMotionReduced(store_.settings().reducedMotion);
    connect(&store_, &SettingsStore::changed, this, &Appearance::follow);
    connect(&desktop_, &DesktopLook::themeWanted, this, [this](Theme theme) {
        store_.change([theme](project::Settings& settings) { settings.desktopTheme = settingOf(theme); });
    });
    connect(&desktop_, &DesktopLook::reducedMotionWanted, this, [this](bool reduced) {
        desktopReducesMotion_ = reduced;
        follow();
    });
    QTimer::singleShot(0, &desktop_, &DesktopLook::ask); // the first window does not wait for the bus
}

Theme Appearance::themeOf(const SettingsStore& store)
{
    const project::Settings& settings = store.settings();
    return themeNamed(settings.theme).value_or(themeNamed(settings.desktopTheme).value_or(Theme::Dark));
}

void Appearance::follow()
{
    setMotionReduced(store_.settings().reducedMotion || desktopReducesMotion_);
    const Theme wanted = themeOf(store_);
    if (wanted == chosen_)
        return;
    chosen_ = wanted;
    applyTheme(application_, wanted);
}

} // namespace cadenza::ui
