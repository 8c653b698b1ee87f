// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/mainwindow.h"
#include "app/settings.h"
#include "widgets/common/theme.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

/// What a window of the program lives on, in a folder of its own: settings, state and theme.
class WindowHome
{
public:
    WindowHome()
    {
        for (const char *variable : {"XDG_STATE_HOME", "XDG_CONFIG_HOME"})
            qputenv(variable, m_folder.path().toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        m_settings = std::make_unique<Settings>();
        m_theme = std::make_unique<Theme>();
    }

    QString filePath(const QString &name) const { return m_folder.filePath(name); }
    Settings &settings() { return *m_settings; }
    Theme &theme() { return *m_theme; }
    /// One that deletes itself when it is closed.
    MainWindow *showWindow()
    {
        auto *window = new MainWindow(*m_theme, *m_settings);
        window->show();
        return window;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
};
