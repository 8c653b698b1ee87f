// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/settings.h"
#include "widgets/common/theme.h"

#include <QObject>
#include <QPointer>

class MainWindow;

/// The windows of the program: one a capture.
class Application : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QStringList files;
        bool demo = false;
        QString theme; ///< "light" or "dark": for this run
    };

    explicit Application(QObject *parent = nullptr);

    /// Opens the windows that \a request asks for, at least one.
    void start(const Request &request);
    /// Closes all windows without asking; unsaved captures are kept.
    void quit();

private:
    MainWindow *addWindow();

    Settings m_settings;
    Theme m_theme;
    QList<QPointer<MainWindow>> m_windows;
};
