// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/systemscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QSettings>
#include <QStandardPaths>

namespace {

constexpr int PortalTimeoutMs = 200;
constexpr uint PrefersDark = 1;
constexpr uint PrefersLight = 2;

// Without this Qt would ask libdbus, which may start a bus of its own.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

QVariant unwrapped(const QVariant &value)
{
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    return inner;
}

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_isDark(guess())
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    // moc wants its signatures without spaces.
    // clang-format off
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString,QString,QDBusVariant)));
    // clang-format on
    QDBusMessage read
        = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    read << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    const QDBusMessage answer = bus.call(read, QDBus::Block, PortalTimeoutMs);
    if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
        setPortalValue(unwrapped(answer.arguments().constFirst()).toUInt());
}

bool SystemScheme::isDarkThemeName(const QString &name)
{
    return name.endsWith(QLatin1String(":dark"), Qt::CaseInsensitive)
        || name.endsWith(QLatin1String("-dark"), Qt::CaseInsensitive);
}

bool SystemScheme::isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

void SystemScheme::onSettingChanged(const QString &group, const QString &key,
                                    const QDBusVariant &value)
{
    if (group == QLatin1String("org.freedesktop.appearance")
        && key == QLatin1String("color-scheme"))
        setPortalValue(unwrapped(value.variant()).toUInt());
}

void SystemScheme::setPortalValue(uint value)
{
    // 0 says that the desktop has no preference: then what we guessed stands.
    const bool isDark = value == PrefersDark || (value != PrefersLight && guess());
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    emit changed();
}

bool SystemScheme::guess()
{
    const QString theme = qEnvironmentVariable("GTK_THEME");
    if (!theme.isEmpty())
        return isDarkThemeName(theme);
    const QString file = QDir(QStandardPaths::writableLocation(QStandardPaths::ConfigLocation))
                             .filePath(QStringLiteral("gtk-3.0/settings.ini"));
    if (QFile::exists(file)) {
        const QSettings settings(file, QSettings::IniFormat);
        if (settings.value(QStringLiteral("Settings/gtk-application-prefer-dark-theme")).toBool()
            || isDarkThemeName(
                settings.value(QStringLiteral("Settings/gtk-theme-name")).toString()))
            return true;
    }
    static const bool startedDark = isDarkPalette(QGuiApplication::palette());
    return startedDark;
}
