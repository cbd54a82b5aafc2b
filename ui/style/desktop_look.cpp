#include "ui/style/desktop_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace cadenza::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kGnome = QStringLiteral("org.gnome.desktop.interface");
const QString kScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");
const QString kReducedMotion = QStringLiteral("reduced-motion");
const QString kAnimations = QStringLiteral("enable-animations");

} // namespace

void DesktopLook::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(takeSetting(QString, QString, QDBusVariant)));
    read(kAppearance, kContrast);
    read(kAppearance, kScheme);
    read(kAppearance, kReducedMotion);
    read(kGnome, kAnimations);
}

void DesktopLook::read(const QString& group, const QString& key)
{
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << group << key;
    auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, group, key, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        if (reply.isError())
            return;
        const QVariant value = reply.value().variant(); // Read wraps what it gives once more
        takeSetting(group, key, value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>() : QDBusVariant(value));
    });
}

void DesktopLook::takeSetting(const QString& group, const QString& key, const QDBusVariant& value)
{
    const QVariant plain = value.variant();
    if (group == kAppearance && key == kScheme) {
        scheme_ = plain.toUInt();
        tellTheme();
    } else if (group == kAppearance && key == kContrast) {
        highContrast_ = plain.toUInt() == 1;
        tellTheme();
    } else if (group == kAppearance && key == kReducedMotion) {
        Q_EMIT reducedMotionWanted(plain.toUInt() == 1);
    } else if (group == kGnome && key == kAnimations) {
        Q_EMIT reducedMotionWanted(!plain.toBool());
    }
}

void DesktopLook::tellTheme()
{
    Q_EMIT themeWanted(highContrast_ ? Theme::HighContrast : scheme_ == 2 ? Theme::Light : Theme::Dark);
}

} // namespace cadenza::ui
