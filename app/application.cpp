// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/mainwindow.h"

Application::Application(QObject *parent)
    : QObject(parent)
{
    m_theme.setMode(m_settings.themeMode());
}

void Application::start(const Request &request)
{
    if (request.theme == QLatin1String("light"))
        m_theme.setMode(Theme::Mode::Light);
    else if (request.theme == QLatin1String("dark"))
        m_theme.setMode(Theme::Mode::Dark);
    for (const QString &file : request.files)
        addWindow()->openFile(file);
    if (request.demo)
        addWindow()->startDemo();
    else if (request.files.isEmpty())
        addWindow();
}

MainWindow *Application::addWindow()
{
    auto *window = new MainWindow(m_theme, m_settings);
    m_windows.removeAll(nullptr);
    m_windows.append(window);
    connect(window, &MainWindow::windowRequested, this,
            [this](const QString &path) { addWindow()->openFile(path); });
    window->show();
    return window;
}

void Application::quit()
{
    for (const auto &window : std::as_const(m_windows)) {
        if (window)
            window->closeQuietly();
    }
}
