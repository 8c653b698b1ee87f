// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaEnum>
#include <QSettings>
#include <QStandardPaths>

namespace {

constexpr auto ThemeKey = "look/theme";
constexpr auto RecentKey = "files/recent";
constexpr auto GeometryKey = "window/geometry";
constexpr auto StateKey = "window/state";
constexpr auto ListenKey = "tap/listen";
constexpr auto TargetKey = "tap/target";
constexpr auto ExportFormatKey = "export/format";
constexpr auto ExportRedactedKey = "export/redacted";
constexpr auto ExportFolderKey = "export/folder";
constexpr auto RoomRulesKey = "rooms/rules";

QVariant read(const char *key, const QVariant &otherwise = {})
{
    return QSettings().value(QString::fromLatin1(key), otherwise);
}

void write(const char *key, const QVariant &value)
{
    QSettings().setValue(QString::fromLatin1(key), value);
}

} // namespace

QString Settings::pathOf(const QString &name)
{
    const QDir own(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation));
    return own.filePath(name);
}

Theme::Mode Settings::themeMode() const
{
    const QByteArray name = read(ThemeKey).toString().toLatin1();
    bool isKnown = false;
    const int mode = QMetaEnum::fromType<Theme::Mode>().keyToValue(name.constData(), &isKnown);
    return isKnown ? static_cast<Theme::Mode>(mode) : Theme::Mode::System;
}

void Settings::setThemeMode(Theme::Mode mode)
{
    write(
        ThemeKey,
        QString::fromLatin1(QMetaEnum::fromType<Theme::Mode>().valueToKey(static_cast<int>(mode))));
}

QStringList Settings::recentFiles() const
{
    QStringList files = read(RecentKey).toStringList();
    files.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    return files;
}

void Settings::addRecentFile(const QString &path) const
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    write(RecentKey, QStringList(files.mid(0, MaxRecent)));
}

QByteArray Settings::windowGeometry() const
{
    return read(GeometryKey).toByteArray();
}

QByteArray Settings::windowState() const
{
    return read(StateKey).toByteArray();
}

void Settings::setWindow(const QByteArray &geometry, const QByteArray &state)
{
    write(GeometryKey, geometry);
    write(StateKey, state);
}

QString Settings::lastListen() const
{
    return read(ListenKey, QStringLiteral("127.0.0.1:9000")).toString();
}

QString Settings::lastTarget() const
{
    return read(TargetKey, QStringLiteral("http://127.0.0.1:3000")).toString();
}

void Settings::setLastTap(const QString &listen, const QString &target)
{
    write(ListenKey, listen);
    write(TargetKey, target);
}

QString Settings::exportFormat() const
{
    return read(ExportFormatKey).toString();
}

bool Settings::exportsRedacted() const
{
    return read(ExportRedactedKey, true).toBool();
}

QString Settings::exportFolder() const
{
    return read(ExportFolderKey).toString();
}

void Settings::setExport(const QString &format, bool isRedacted, const QString &folder)
{
    write(ExportFormatKey, format);
    write(ExportRedactedKey, isRedacted);
    write(ExportFolderKey, folder);
}

QByteArray Settings::roomRules() const
{
    return read(RoomRulesKey).toByteArray();
}

void Settings::setRoomRules(const QByteArray &json)
{
    write(RoomRulesKey, json);
}
