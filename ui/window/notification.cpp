#include "ui/window/notification.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

void notifyDesktop(const QString& title, const QString& words)
{
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    constexpr uint kNew = 0;
    constexpr int kAsLongAsTheDesktopLikes = -1;
    auto message =
        QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                       u"org.freedesktop.Notifications"_s, u"Notify"_s);
    const QVariantMap hints{{u"desktop-entry"_s, QGuiApplication::desktopFileName()}};
    message << QGuiApplication::applicationDisplayName() << kNew << QString() << title << words.toHtmlEscaped()
            << QStringList() << hints << kAsLongAsTheDesktopLikes;
    bus.send(message);
}

} // namespace cadenza::ui
