// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QByteArray>
#include <QStringList>

/// What is remembered from one start to the next, in the user's configuration folder.
class Settings
{
public:
    static constexpr int MaxRecent = 10;

    /// Where a file or folder of our own lies in the user's configuration.
    static QString pathOf(const QString &name);

    Theme::Mode themeMode() const;
    void setThemeMode(Theme::Mode mode);

    /// Captures and other files that were opened or saved, newest first; those that are gone left
    /// out.
    QStringList recentFiles() const;
    void addRecentFile(const QString &path) const;

    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    void setWindow(const QByteArray &geometry, const QByteArray &state);

    /// What the last tap listened on and pointed at.
    QString lastListen() const;
    QString lastTarget() const;
    void setLastTap(const QString &listen, const QString &target);

    /// How the last export was written, and in which folder; empty before the first.
    QString exportFormat() const;
    bool exportsRedacted() const;
    QString exportFolder() const;
    void setExport(const QString &format, bool isRedacted, const QString &folder);

    /// Rules for rooms, as JSON; empty if there are none.
    QByteArray roomRules() const;
    void setRoomRules(const QByteArray &json);
};
