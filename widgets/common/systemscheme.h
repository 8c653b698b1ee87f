// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPalette>

class QDBusVariant;

/// Whether the desktop asks for dark windows, now and when that changes.
///
/// Asked in this order: the XDG desktop portal's color-scheme, GTK_THEME in the environment,
/// the user's GTK settings, the palette that Qt's platform theme started with.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);

    bool isDark() const { return m_isDark; }

    /// The answer of a GTK theme's name: "Adwaita:dark", "Yaru-dark".
    static bool isDarkThemeName(const QString &name);
    static bool isDarkPalette(const QPalette &palette);

signals:
    void changed();

private:
    Q_SLOT void onSettingChanged(const QString &group, const QString &key,
                                 const QDBusVariant &value);
    void setPortalValue(uint value);
    static bool guess();

    bool m_isDark = false;
};
